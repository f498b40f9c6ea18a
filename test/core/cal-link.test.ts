import {expect, test} from 'vitest';
import {formatRef, parseCalLink} from '../../src/core/cal-link.ts';
import {isBookingError} from '../../src/core/error.ts';

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
  ['rick//30min', 'holds characters no booking page has'],
  ['rick/30 min', 'holds characters no booking page has'],
  ['rick/30min%2Fmore', 'holds characters no booking page has'],
  ['rick/../30min', 'holds characters no booking page has'],
  ['javascript:alert(1)/x', 'holds characters no booking page has'],
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

test.each(['rick/30min', 'team/acme/intro', '42'])('%s is written as it is read', text => {
  expect(formatRef(parseCalLink(text, true))).toBe(text);
});
