import {expect, onTestFinished, test} from 'vitest';
import {createClient} from '../../src/client/client.ts';
import type {Client} from '../../src/client/types.ts';
import type {Booking, BookingRequest} from '../../src/core/model/types.ts';
import {startTestCal} from '../support/servers/cal.ts';

/** The client on the stand-in, which keeps its books only for this test. */
async function open() {
  const cal = await startTestCal();
  onTestFinished(() => cal.close());
  return {...cal, client: createClient({api: `${cal.url}/v2`, pause: async () => {}})};
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const range = () => ({start: inDays(0), end: inDays(14)});

async function prepare(client: Client, slug = '30min', more: Partial<BookingRequest> = {}) {
  const {eventType, slots} = await client.loadEventType({kind: 'user', username: 'rick', slug}, {slots: range()});
  const [first, second] = slots!;
  const request: BookingRequest = {
    eventType,
    start: first!.start,
    answers: {name: 'Ann Miller', email: 'ann@example.com'},
    timeZone: 'America/New_York',
    locale: 'de',
    ...more,
  };
  return {request, second: second!.start, attemptId: crypto.randomUUID()};
}

test('a visitor books, moves and cancels', async () => {
  const {client} = await open();
  const {request, second, attemptId} = await prepare(client, '30min', {metadata: {order: '42'}});

  const {
    bookings: [booking],
  } = await client.book(request, {attemptId});
  expect(booking).toMatchObject({
    status: 'accepted',
    start: request.start,
    metadata: {order: '42', booking_attempt: attemptId},
  });
  const {
    bookings: [moved],
  } = await client.reschedule(booking.uid, second, {reason: 'Too early'});
  expect(moved).toMatchObject({start: second, rescheduledFromUid: booking.uid});
  expect(await client.cancel(moved.uid, {reason: 'Ill'})).toMatchObject({status: 'cancelled'});

  expect((await client.loadBooking(booking.uid)).rescheduledToUid).toBe(moved.uid);
});

test('a booked time is gone from the slots, and booking it again is refused as taken', async () => {
  const {client} = await open();
  const {request, attemptId} = await prepare(client);
  await client.book(request, {attemptId});

  const slots = await client.loadSlots({
    ref: {kind: 'user', username: 'rick', slug: '30min'},
    eventType: request.eventType,
    ...range(),
  });

  expect(slots.map(({start}) => start)).not.toContain(request.start);
  await expect(
    client.book({...request, answers: {name: 'Bob', email: 'bob@example.com'}}, {attemptId: crypto.randomUUID()}),
  ).rejects.toMatchObject({code: 'slot_taken'});
});

test('a time that is lost to somebody else is not offered again, though Cal.com still answers the same question with it', async () => {
  const {client, url} = await open();
  const asked = range();
  const {request} = await prepare(client);
  const query = {ref: {kind: 'user' as const, username: 'rick', slug: '30min'}, eventType: request.eventType, ...asked};
  const starts = async () => (await client.loadSlots(query)).map(({start}) => start);
  expect(await starts()).toContain(request.start);
  const elsewhere = await fetch(`${url}/v2/bookings`, {
    method: 'POST',
    headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
    body: JSON.stringify({
      eventTypeId: request.eventType.id,
      start: request.start,
      attendee: {name: 'Bob', email: 'bob@example.com', timeZone: 'UTC'},
    }),
  });
  expect(elsewhere.status).toBe(201);
  await expect(client.book(request, {attemptId: crypto.randomUUID()})).rejects.toMatchObject({code: 'slot_taken'});
  expect(await starts()).not.toContain(request.start);
});

test.each<[string, Partial<BookingRequest>, (bookings: Booking[]) => void]>([
  ['approval', {}, ([booking]) => expect(booking!.status).toBe('pending')],
  ['weekly', {}, bookings => expect(bookings).toHaveLength(4)],
  [
    'flexible',
    {duration: 60},
    ([booking]) => expect(Date.parse(booking!.end) - Date.parse(booking!.start)).toBe(3_600_000),
  ],
  ['workshop', {}, ([booking]) => expect(booking!.seatUid).toBeTruthy()],
])('%s becomes what its event type promises', async (slug, more, check) => {
  const {client} = await open();
  const {request, attemptId} = await prepare(client, slug, more);

  check((await client.book(request, {attemptId})).bookings);
});

test('a booking whose answer is lost has an unknown outcome, and is found again by its attempt', async () => {
  const {client, controls} = await open();
  const {request, attemptId} = await prepare(client);
  controls.failNext('lost-answer');

  await expect(client.book(request, {attemptId})).rejects.toMatchObject({code: 'outcome_unknown'});

  expect(controls.state().bookings).toMatchObject([{metadata: {booking_attempt: attemptId}}]);
});

test.each([
  ['taken-400', 'slot_taken'],
  ['taken-409', 'slot_taken'],
  ['429', 'rate_limited'],
  ['500', 'outcome_unknown'],
] as const)('%s is told as %s, and nothing is booked', async (fault, code) => {
  const {client, controls} = await open();
  const {request, attemptId} = await prepare(client);
  controls.failNext(fault);

  await expect(client.book(request, {attemptId})).rejects.toMatchObject({code});

  expect(controls.state().bookings).toEqual([]);
});

test('a single failure of Cal.com is not felt by who reads', async () => {
  const {client, controls} = await open();
  controls.failNext('500');

  expect((await client.loadEventType({kind: 'user', username: 'rick', slug: '30min'})).eventType.id).toBe(1001);
});

test('an unknown name is not_found; a Cal.com that is gone is network', async () => {
  const {client, controls} = await open();
  await expect(
    client.loadEventType({kind: 'user', username: 'rick', slug: 'nothing'}, {slots: range()}),
  ).rejects.toMatchObject({code: 'not_found'});

  controls.down(true, 'reset');

  await expect(client.loadBooking('any')).rejects.toMatchObject({code: 'network'});
});

test.each([
  [
    'a refusal of a series says nothing of the dates before the one that is refused',
    'weekly-window',
    {count: 4},
    'outcome_unknown',
    2,
  ],
  ['a refusal of one date is a refusal', 'weekly-window', {count: 1, start: inDays(400)}, 'out_of_bounds', 0],
] as const)('%s', async (_name, slug, more, code, made) => {
  const {client, cal} = await open();
  const {request, attemptId} = await prepare(client, slug, more);
  await expect(client.book(request, {attemptId})).rejects.toMatchObject({code});
  expect(cal.world.bookings).toHaveLength(made);
});
