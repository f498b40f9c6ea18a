import {describe, expect, test} from 'vitest';
import {parseCalLink} from '../../../src/core/model/cal-link.ts';
import {formatRef} from '../../../src/core/model/format-ref.ts';
import {isBookingError} from '../../../src/core/model/error.ts';

const rick = {kind: 'user', username: 'rick', slug: '30min'};
const team = {kind: 'team', team: 'acme', slug: 'intro'};

test.each([
  ['rick/30min', rick],
  ['/rick/30min/', rick],
  ['  rick/30min\n', rick],
  ['https://cal.com/rick/30min', rick],
  ['https://cal.com/rick/30min/', rick],
  ['HTTPS://cal.eu:8443/rick/30min?month=2026-11&date=2026-11-23#top', rick],
  ['https://cal.com/team/acme/intro/embed', team],
  ['http://127.0.0.1:5180/rick/30min/embed?theme=dark', rick],
  ['team/acme/intro', team],
  ['https://cal.com/team/acme/intro', team],
  ['rick.sanchez_1/kennen-lernen', {kind: 'user', username: 'rick.sanchez_1', slug: 'kennen-lernen'}],
  ['jörg/erstgespräch', {kind: 'user', username: 'jörg', slug: 'erstgespräch'}],
  ['team/intro/embed', {kind: 'team', team: 'intro', slug: 'embed'}],
])('"%s" names an event type', (text, ref) => {
  expect(parseCalLink(text)).toEqual(ref);
});

test.each([
  ['', 'is empty'],
  ['https://cal.com', 'is empty'],
  ['rick', 'does not name an event type'],
  ['team/acme', 'does not name an event type'],
  ['team', 'does not name an event type'],
  ['rick/30min/more', 'does not name an event type'],
  ['team/acme/intro/more', 'does not name an event type'],
  ['rick//30min', 'contains invalid characters'],
  ['rick/30 min', 'contains invalid characters'],
  ['rick/30min%2Fmore', 'contains invalid characters'],
  ['rick/../30min', 'contains invalid characters'],
  ['javascript:alert(1)/x', 'contains invalid characters'],
  ['rick+morty/30min', 'names several people'],
  ['123', 'does not name an event type'],
])('"%s" is refused with what to write instead', (text, why) => {
  try {
    parseCalLink(text);
    expect.unreachable();
  } catch (error) {
    expect(isBookingError(error) && error.code).toBe('invalid_request');
    expect((error as Error).message).toContain(why);
    expect((error as Error).message).toContain('write user/slug');
  }
});

test('a number is an id only where ids are allowed', () => {
  expect(parseCalLink(' 42 ', true)).toEqual({kind: 'id', id: 42});
  expect(() => parseCalLink('0', true)).toThrow('does not name an event type');
  expect(parseCalLink('rick/30min', true)).toEqual(rick);
});

describe('a link that means somebody else without a part of it is refused, never read without that part', () => {
  const hosts = [
    'acme.cal.com',
    'ACME.cal.com',
    'acme.cal.com.',
    'acme.cal.com:443',
    'a.b.cal.com',
    'acme.cal.eu',
    'app.acme.cal.com',
  ];
  const refused: Record<string, string[]> = {
    "an organization's host": hosts.flatMap(host => [
      `https://${host}/anna/intro`,
      `http://${host}/team/sales/intro/embed`,
      `//${host}/anna/intro`,
      `${host}/anna`,
      ` HTTPS://${host}/anna/intro?month=2026-11 `,
    ]),
    'a host behind a name': ['https://acme.cal.com@cal.com/anna/intro', 'https://cal.com:x@acme.cal.com/anna/intro'],
    'a host in other letters': [
      'https://acme.cal。com/anna/intro',
      'https://ａcme.ｃal.com/anna/intro',
      'https://ünï.cal.com/anna/intro',
    ],
    'another kind of page': [
      'd/6f1c2e',
      'd/6f1c2e/intro',
      'https://cal.com/d/6f1c2e/intro',
      'D/6f1c2e',
      'org/acme',
      'org/acme/anna/intro',
      'ORG/acme',
      'forms/0c7f',
      'https://app.cal.com/forms/0c7f/embed',
      'router/x',
      'booking/u1',
      'booking-successful/u1',
      'instant-meeting/sales',
      'signup/anna',
      'reschedule/u1',
      'video/u1',
      'apps/routing-forms',
      'auth/login',
      'settings/profile',
    ],
    'a query that chooses': [
      'anna/intro?routedTeamMemberIds=1,2',
      'team/sales/intro?rrHostSubsetIds=3',
      'anna/intro?month=2026-11&cal.routingFormResponseId=7',
      'anna/intro?rescheduleUid=u1',
      'https://cal.com/anna/intro?orgSlug=acme',
      'anna/intro?hashedLink=6f1c2e',
      'anna/intro?USERNAME=bob',
      'anna/intro?%75sername=bob',
      'anna/intro?seatReferenceUid=u1',
    ],
    'names several people': ['anna+bob/intro', 'https://cal.com/anna+bob/intro', 'anna+bob+cem/intro/embed'],
    'contains invalid characters': [
      'anna%2Bbob/intro',
      'team%2Fsales/intro',
      'anna%40acme/intro',
      'https://cal.com/anna/intro%2F..',
      'anna\\bob/intro',
    ],
    'does not name an event type': [
      'https://cal.com/acme/sales/intro',
      'team/sales',
      'TEAM/sales',
      'anna',
      'https://cal.com/anna/',
      'team/sales/intro/more',
    ],
  };

  test.each(Object.entries(refused).flatMap(([why, links]) => links.map(link => [link, why])))(
    '"%s": %s',
    (link, why) => {
      const words = /^(names|contains|does)/.test(why) ? why : 'can only be resolved';
      for (const ids of [false, true]) expect(() => parseCalLink(link, ids)).toThrow(words);
    },
  );

  test.each([
    ['https://www.cal.com/anna/intro', {kind: 'user', username: 'anna', slug: 'intro'}],
    ['https://app.cal.com/anna/intro', {kind: 'user', username: 'anna', slug: 'intro'}],
    ['//cal.com/anna/intro', {kind: 'user', username: 'anna', slug: 'intro'}],
    ['cal.com/anna/intro', {kind: 'user', username: 'anna', slug: 'intro'}],
    ['https://cal.com/TEAM/sales/intro', {kind: 'team', team: 'sales', slug: 'intro'}],
    ['anna/intro?month=2026-11&duration=30&utm_source=x', {kind: 'user', username: 'anna', slug: 'intro'}],
    ['dora/intro', {kind: 'user', username: 'dora', slug: 'intro'}],
  ])('"%s" loses nothing', (link, ref) => {
    expect(parseCalLink(link)).toEqual(ref);
  });

  test('so is one of another server than the API that would be asked', () => {
    const link = 'https://book.example/anna/intro';
    expect(() => parseCalLink(link, false, 'https://api.cal.com')).toThrow(
      'is on another server than https://api.cal.com',
    );
    expect(parseCalLink(link, false, 'https://api.book.example')).toEqual({
      kind: 'user',
      username: 'anna',
      slug: 'intro',
    });
    expect(parseCalLink('https://cal.com/anna/intro', false, 'https://api.cal.com')).toEqual({
      kind: 'user',
      username: 'anna',
      slug: 'intro',
    });
    for (const [region, api] of [
      ['cal.eu', 'https://api.cal.com'],
      ['cal.com', 'https://api.cal.eu'],
      ['cal.com', 'https://api.book.example'],
    ] as const) {
      expect(() => parseCalLink(`https://${region}/anna/intro`, false, api)).toThrow(
        `is on another server than ${api}`,
      );
    }
  });
});

test.each(['rick/30min', 'team/acme/intro', '42'])('%s is written as it is read', text => {
  expect(formatRef(parseCalLink(text, true))).toBe(text);
});
