import {afterEach, beforeEach, expect, test} from 'vitest';
import type {LiveFrame} from '../../../src/core/model/wire.ts';
import {fixtures} from '../webhooks/fixtures.ts';
import {openSystem, type System} from '../webhooks/system.ts';
import {readFrames} from './frames.ts';

let system: System;

beforeEach(() => {
  system = openSystem();
});
afterEach(() => system.close());

const delivered = fixtures.filter(({id}) => id !== 'PING_no_secret');
const uids = [
  ...new Set(
    delivered
      .flatMap(({expect: {bookingUid, supersedes}}) => [bookingUid, supersedes])
      .filter(uid => typeof uid === 'string'),
  ),
];
/** One of each fixture that has one, and one that nobody has. */
const seats = [
  ...new Set(delivered.map(({body}) => /"attendeeSeatId":"([^"]+)"/.exec(new TextDecoder().decode(body))?.[1])),
  'nobodys-seat',
].filter(seat => seat !== undefined);
const json = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));

/** Every name of a member in a body, and every value but yes, no and null, at any depth. */
function read(
  value: unknown,
  names = new Set<string>(),
  values = new Set<string>(),
): {names: Set<string>; values: Set<string>} {
  if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (!Array.isArray(value)) names.add(name);
      read(member, names, values);
    }
  } else if (typeof value === 'string' || typeof value === 'number') {
    values.add(String(value));
  }
  return {names, values};
}

/** All that a page may be told: members, and the form of their values. */
const allowed = {
  names: [
    'event',
    'seq',
    'view',
    'uid',
    'state',
    'start',
    'end',
    'rescheduledTo',
    'rescheduleExpected',
    'steps',
    'name',
    'status',
    'at',
    'id',
  ],
  words: [
    'snapshot',
    'state',
    'stale',
    'unknown',
    'pending',
    'awaiting_payment',
    'paid',
    'awaiting_host',
    'accepted',
    'rejected',
    'cancelled',
    'rescheduled',
    'requested',
    'payment',
    'confirmed',
    'started',
    'ended',
    'waiting',
    'done',
    'failed',
  ],
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  number: /^\d{1,3}(:\d+)?$/,
};

function isAllowed(value: string): boolean {
  return (
    uids.includes(value) ||
    allowed.words.includes(value) ||
    allowed.instant.test(value) ||
    allowed.number.test(value) ||
    uids.some(uid => value === `${uid}:${value.split(':').at(-1)}`)
  );
}

/**
 * Values of the payloads that would open, name or reach something: whatever is no word of ours, time or small number.
 */
const secrets = [...new Set(delivered.flatMap(({body}) => [...read(json(body)).values]))].filter(
  value => value.length > 3 && !isAllowed(value) && !allowed.names.includes(value) && !/^\d{4}-\d\d-\d\dT/.test(value),
);

test('the test knows the values that must not leak', () => {
  const text = secrets.join('\n');

  expect(secrets.length).toBeGreaterThan(150);
  for (const kind of [
    /@example\.com$/m,
    /token/i,
    /^https:/m,
    /^BEGIN:VCALENDAR/m,
    /^[\da-f]{8}-[\da-f]{4}-/m,
    /Ravi Menon/,
    /Q3 numbers/,
    /integrations:daily/,
  ])
    expect(text).toMatch(kind);
});

/**
 * What every stream of every booking says, from before the first webhook to after the last, and what a late one gets.
 */
async function listen(): Promise<string> {
  const heard: LiveFrame[] = [];
  const open = async (uid: string, query = '', seat?: string) =>
    (await system.request(`/live?token=${await system.context.tokens.mint({uid, seat})}${query}`)).body!;
  const early = await Promise.all(
    [undefined, ...seats].flatMap(seat => uids.map(async uid => readFrames(await open(uid, '', seat)))),
  );
  const reading = early.map(async stream => heard.push(...(await stream.rest())));
  for (const entry of delivered) await system.postFixture(entry);
  const late = await Promise.all(
    uids.flatMap(uid => ['', '&cursor=0', '&cursor=999'].map(async query => readFrames(await open(uid, query)))),
  );
  reading.push(...late.map(async stream => heard.push(...(await stream.rest()))));
  const polled = await Promise.all(
    uids.map(async uid =>
      (
        await system.request(`/live?token=${await system.context.tokens.mint({uid})}`, {
          headers: {accept: 'application/json'},
        })
      ).text(),
    ),
  );
  system.context.hub.close();
  await Promise.all(reading);
  expect(heard.length).toBeGreaterThan(4 * uids.length);
  const told = JSON.stringify([heard, polled.map(text => JSON.parse(text) as unknown)]);
  const {names, values} = read(JSON.parse(told));
  expect(
    [...names].filter(name => !allowed.names.includes(name)),
    'members',
  ).toEqual([]);
  expect(
    [...values].filter(value => !isAllowed(value)),
    'values',
  ).toEqual([]);
  return told;
}

test('over all fixtures no stream, replay or poll says anything but the allow-list', async () => {
  const told = await listen();

  expect(secrets.filter(secret => told.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
});

test('for an owner who shows where to join, that link and nothing else is added', async () => {
  system.context.settings.joinLinks = true;
  const isJoin = (value: string) => /^https:\/\/[^?#]*$|^example\.com$/.test(value);
  allowed.names.push('joinUrl');
  const before = allowed.words.length;
  allowed.words.push(...secrets.filter(isJoin));
  const told = await listen();
  allowed.names.pop();
  allowed.words.length = before;

  expect(told).toContain('"joinUrl":"https://');
  expect(secrets.filter(secret => !isJoin(secret) && told.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
});

test('what is named as not to be relayed is not even in the facts', async () => {
  for (const entry of delivered) await system.postFixture(entry);
  for (const {
    body,
    expect: {mustNotRelay = [], bookingUid},
  } of delivered) {
    const kept = JSON.stringify([
      await system.context.store.booking(bookingUid!),
      await system.context.store.log(bookingUid!, 0),
    ]);
    for (const path of mustNotRelay) {
      const hidden = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], json(body));
      const leaves = [...read(hidden).values].filter(value => value.length > 4 && !value.startsWith('AFTER_'));
      expect(leaves.length, path).toBeGreaterThan(0);
      expect(
        leaves.filter(leaf => kept.includes(leaf)),
        path,
      ).toEqual([]);
    }
  }
});
