import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readCursor, writeCursor} from '../../../src/proxy/live/chain.ts';
import {openSystem, type System} from '../webhooks/system.ts';
import {readFrames} from './frames.ts';

let system: System;
let now = Date.parse('2026-10-01T09:00:00.000Z');

beforeEach(() => {
  system = openSystem({now: () => (now += 1000)});
});
afterEach(() => system.close());

async function tell(triggerEvent: string, payload: Record<string, unknown>): Promise<void> {
  expect(
    (await system.post(JSON.stringify({triggerEvent, createdAt: new Date(now).toISOString(), payload}))).status,
  ).toBe(204);
}

const create = (uid: string) => tell('BOOKING_CREATED', {uid});
const move = (from: string, to: string) => tell('BOOKING_RESCHEDULED', {uid: to, rescheduleUid: from});

async function open(uid: string, lastId?: string) {
  const token = await system.context.tokens.mint({uid});
  return readFrames(
    (await system.request(`/live?token=${token}`, lastId === undefined ? {} : {headers: {'last-event-id': lastId}}))
      .body!,
  );
}

/** A frame as `event uid number state`. */
type Told = Awaited<ReturnType<Awaited<ReturnType<typeof open>>['next']>>;
const outline = (frame: Told) =>
  frame && 'view' in frame ? `${frame.event} ${frame.view.uid} ${frame.seq} ${frame.view.state}` : frame?.event;
const outlines = async (stream: Awaited<ReturnType<typeof open>>, count: number) =>
  (await stream.take(count)).map(outline);

test('a stream follows its booking to the one it becomes, and further', async () => {
  await create('a');
  const stream = await open('a');
  expect(await outlines(stream, 1)).toEqual(['snapshot a 1 accepted']);

  await move('a', 'b');
  expect(await outlines(stream, 2)).toEqual(['state a 2 rescheduled', 'snapshot b 1 accepted']);
  await move('b', 'c');
  await tell('BOOKING_CANCELLED', {uid: 'c'});
  expect(await outlines(stream, 3)).toEqual(['state b 2 rescheduled', 'snapshot c 1 accepted', 'state c 2 cancelled']);
});

test('a page that comes late is told the way and the end of it', async () => {
  await create('a');
  await move('a', 'b');
  await move('b', 'c');

  expect(await outlines(await open('a'), 3)).toEqual([
    'snapshot a 2 rescheduled',
    'snapshot b 2 rescheduled',
    'snapshot c 1 accepted',
  ]);
});

describe('a page that comes back', () => {
  beforeEach(async () => {
    await create('a');
    await move('a', 'b');
    await tell('BOOKING_CANCELLED', {uid: 'b'});
  });

  test('goes on in the booking it was at', async () => {
    expect(await outlines(await open('a', 'b:1'), 1)).toEqual(['state b 2 cancelled']);
    expect(await outlines(await open('a', '1'), 2)).toEqual(['state a 2 rescheduled', 'snapshot b 2 cancelled']);
    expect(await outlines(await open('a', '2'), 1)).toEqual(['snapshot b 2 cancelled']);
  });

  test('cannot go on in a booking its token does not lead to', async () => {
    await create('x');

    expect(await outlines(await open('a', 'x:0'), 3)).toEqual([
      'stale',
      'snapshot a 2 rescheduled',
      'snapshot b 2 cancelled',
    ]);
    expect(await outlines(await open('b', 'a:0'), 2), 'nor backwards').toEqual(['stale', 'snapshot b 2 cancelled']);
  });
});

test('bookings that became each other lead nowhere twice', async () => {
  await move('a', 'b');
  await move('b', 'a');
  const stream = await open('a');
  expect(await outlines(stream, 2)).toEqual(['snapshot a 2 rescheduled', 'snapshot b 2 rescheduled']);
  const token = await system.context.tokens.mint({uid: 'a'});
  const polled = await system.request('/live', {
    headers: {authorization: `Bearer ${token}`, accept: 'application/json'},
  });

  expect(await polled.json()).toMatchObject({view: {uid: 'b'}});
  system.context.hub.close();
  expect(await stream.rest()).toEqual([]);
  expect(system.context.hub.size().listeners).toBe(0);
});

test('a word about the new booking that comes before any about the old one is enough', async () => {
  await move('a', 'b');

  expect(await outlines(await open('a'), 2)).toEqual(['snapshot a 1 rescheduled', 'snapshot b 1 accepted']);
  await create('a');
  expect(await outlines(await open('a'), 2)).toMatchObject([
    expect.stringMatching(/^snapshot a \d rescheduled$/),
    'snapshot b 1 accepted',
  ]);
});

test('a cursor is a number, with a booking before it when that is not the first', () => {
  expect(readCursor('12')).toEqual({seq: 12});
  expect(readCursor('b-_1:12')).toEqual({uid: 'b-_1', seq: 12});
  expect(readCursor(writeCursor('a', 'b', 3))).toEqual({uid: 'b', seq: 3});
  expect(readCursor(writeCursor('a', 'a', 3))).toEqual({seq: 3});
  for (const text of [
    undefined,
    '',
    ':1',
    'b:',
    'b:x',
    'b:1:2',
    'b 1',
    '-1',
    '9'.repeat(16),
    `${'b'.repeat(129)}:1`,
    'b\n:1',
  ])
    expect(readCursor(text)).toBeUndefined();
});
