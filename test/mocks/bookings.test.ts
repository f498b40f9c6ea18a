import {expect, test} from 'vitest';
import {ask, attendee, book, calAt} from './ask.ts';

const key = 'cal_x';

test('a booking has a uid of its own, times in UTC and the metadata as strings', async () => {
  const {
    status,
    body: {data},
  } = await book(calAt(), 1001, '09:00', {metadata: {order: '42', gift: 'true'}});
  expect(status).toBe(201);
  expect(data).toMatchObject({
    status: 'accepted',
    start: '2026-11-23T09:00:00.000Z',
    end: '2026-11-23T09:30:00.000Z',
    duration: 30,
    metadata: {order: '42', gift: 'true'},
    hosts: [{username: 'rick'}],
    attendees: [{email: 'ada@example.com', language: 'en'}],
  });
  expect(data.uid).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/);
  expect(data).not.toHaveProperty('seatUid');
});

test('a start without an offset is UTC', async () => {
  expect((await book(calAt(), 1001, '09:00', {start: '2026-11-23T09:00:00'})).body.data.start).toBe(
    '2026-11-23T09:00:00.000Z',
  );
});

test('a recurring event type makes an array, a week apart, under one uid', async () => {
  const cal = calAt();
  const {data} = (await book(cal, 1006, '09:00', {recurrenceCount: 3})).body;
  expect(data.map(({start}: {start: string}) => start)).toEqual([
    '2026-11-23T09:00:00.000Z',
    '2026-11-30T09:00:00.000Z',
    '2026-12-07T09:00:00.000Z',
  ]);
  const [{recurringBookingUid}] = data;
  expect((await ask(cal, 'GET', `/v2/bookings/${recurringBookingUid}`)).body.data).toHaveLength(3);
  expect((await ask(cal, 'POST', `/v2/bookings/${recurringBookingUid}/cancel`, {body: {}})).body.data).toHaveLength(3);
});

test('a seat is booked with a ticket, twice for one address never, and not above the limit', async () => {
  const cal = calAt();
  const seat = (email: string) => book(cal, 1005, '09:00', {attendee: {...attendee, email}});
  const first = (await seat('a@example.com')).body.data;
  const second = (await seat('b@example.com')).body.data;
  expect(second.uid).toBe(first.uid);
  expect(second.seatUid).not.toBe(first.seatUid);
  expect(second.attendees).toEqual([]);
  expect(second).not.toHaveProperty('bookingFieldsResponses');
  expect((await seat('a@example.com')).body).toEqual({
    statusCode: 409,
    message: 'already_signed_up_for_this_booking_error',
  });
  await seat('c@example.com');
  expect((await seat('d@example.com')).body.error).toMatchObject({
    code: 'ConflictException',
    message: 'No more seats left at this seated booking.',
  });
  expect((await ask(cal, 'GET', `/v2/bookings/${first.uid}`, {key})).body.data.attendees).toHaveLength(3);
  expect((await ask(cal, 'GET', `/v2/bookings/by-seat/${first.seatUid}`)).body.data.uid).toBe(first.uid);
  expect((await ask(cal, 'POST', `/v2/bookings/${first.uid}/cancel`, {body: {}})).body).toEqual({
    statusCode: 401,
    message: 'User not a host of this event',
  });
  expect(
    (await ask(cal, 'POST', `/v2/bookings/${first.uid}/cancel`, {body: {seatUid: 'x'}})).body.error.message,
  ).toMatch(/^Invalid seatUid/);
  await ask(cal, 'POST', `/v2/bookings/${first.uid}/cancel`, {body: {seatUid: first.seatUid}});
  expect((await ask(cal, 'GET', `/v2/bookings/${first.uid}`)).body.data.status).toBe('accepted');
});

test('what needs the host or money is pending, without a payment link, and the same wish again is the same booking', async () => {
  const cal = calAt();
  for (const id of [1003, 1004]) {
    const {data} = (await book(cal, id, '09:00')).body;
    expect(data.status).toBe('pending');
    expect(JSON.stringify(data)).not.toMatch(/payment|price/i);
    const again = await book(cal, id, '09:00');
    expect([again.status, again.body.data.uid]).toEqual([201, data.uid]);
  }
});

test('pending bookings hide no time and block nobody', async () => {
  const cal = calAt();
  await book(cal, 1003, '09:00');
  expect((await book(cal, 1001, '09:00')).status).toBe(201);
});

test("cancelling again is refused; with the host's key a reason is needed", async () => {
  const cal = calAt();
  const {uid} = (await book(cal, 1001, '09:00')).body.data;
  const path = `/v2/bookings/${uid}/cancel`;
  expect((await ask(cal, 'POST', path, {body: {}, key})).body).toEqual({
    statusCode: 400,
    message: 'Cancellation reason is required when you are the host',
  });
  expect((await ask(cal, 'POST', path, {body: {reason: 'x'}})).body.error.message).toContain(
    'property reason should not exist',
  );
  const done = await ask(cal, 'POST', path, {body: {cancellationReason: 'Ill'}});
  expect([done.status, done.body.data.status, done.body.data.cancellationReason]).toEqual([200, 'cancelled', 'Ill']);
  expect((await ask(cal, 'POST', path, {body: {}})).body.error.message).toMatch(
    /^Can't cancel booking with uid=\w+ because it has been cancelled already/,
  );
  expect((await book(cal, 1001, '09:00')).status).toBe(201);
});

test('rescheduling makes a new booking with its length and place, and closes the old one', async () => {
  const cal = calAt();
  const old = (await book(cal, 1002, '09:00', {lengthInMinutes: 60, metadata: {order: '1'}})).body.data;
  const moved = await ask(cal, 'POST', `/v2/bookings/${old.uid}/reschedule`, {
    body: {start: '2026-11-24T10:00:00Z', reschedulingReason: 'Later'},
  });
  expect(moved.status).toBe(201);
  expect(moved.body.data).toMatchObject({
    status: 'accepted',
    duration: 60,
    rescheduledFromUid: old.uid,
    reschedulingReason: 'Later',
    metadata: {order: '1'},
  });
  expect(moved.body.data.uid).not.toBe(old.uid);
  expect((await ask(cal, 'GET', `/v2/bookings/${old.uid}`)).body.data).toMatchObject({
    status: 'cancelled',
    rescheduledToUid: moved.body.data.uid,
  });
  const again = await ask(cal, 'POST', `/v2/bookings/${old.uid}/reschedule`, {body: {start: '2026-11-25T10:00:00Z'}});
  expect(again.body.error.message).toContain(
    `has been cancelled and rescheduled already to booking with uid=${moved.body.data.uid}`,
  );
});

test("a visitor's move asks the host again, the host's own key does not", async () => {
  for (const [sent, status] of [
    [undefined, 'pending'],
    [key, 'accepted'],
  ] as const) {
    const cal = calAt();
    const {uid} = (await book(cal, 1003, '09:00')).body.data;
    await ask(cal, 'POST', `/v2/bookings/${uid}/confirm`, {key});
    const moved = await ask(cal, 'POST', `/v2/bookings/${uid}/reschedule`, {
      key: sent,
      body: {start: '2026-11-24T10:00:00Z'},
    });
    expect(moved.body.data.status).toBe(status);
  }
});

test('changes the event type forbids are refused without an envelope', async () => {
  const cal = calAt();
  const {uid} = (await book(cal, 1018, '09:00')).body.data;
  expect((await ask(cal, 'POST', `/v2/bookings/${uid}/cancel`, {body: {}})).body).toEqual({
    statusCode: 400,
    message: 'This event type does not allow cancellations',
  });
  expect(
    (await ask(cal, 'POST', `/v2/bookings/${uid}/reschedule`, {body: {start: '2026-11-24T10:00:00Z'}})).status,
  ).toBe(201);
});

test('the host confirms and declines what is pending, once', async () => {
  const cal = calAt();
  const {uid} = (await book(cal, 1003, '09:00')).body.data;
  expect((await ask(cal, 'POST', `/v2/bookings/${uid}/confirm`, {key})).body.data.status).toBe('accepted');
  expect((await ask(cal, 'POST', `/v2/bookings/${uid}/decline`, {key, body: {reason: 'No'}})).status).toBe(400);
  const other = (await book(cal, 1003, '10:00')).body.data.uid;
  expect((await ask(cal, 'POST', `/v2/bookings/${other}/decline`, {key, body: {reason: 'No'}})).body.data.status).toBe(
    'rejected',
  );
});

test('the list finds a booking by what an owner knows of it', async () => {
  const cal = calAt();
  const {uid} = (await book(cal, 1001, '09:00', {metadata: {attempt: 'a-1'}})).body.data;
  await book(cal, 1001, '10:00', {attendee: {...attendee, email: 'other@example.com'}});
  const list = async (query: string) => (await ask(cal, 'GET', `/v2/bookings?${query}`, {key})).body;
  const found = await list(
    'eventTypeId=1001&attendeeEmail=ada@example.com&afterStart=2026-11-23T08:59:00Z&beforeEnd=2026-11-23T09:31:00Z&sortCreated=desc&take=10',
  );
  expect(found.data.map((booking: {uid: string}) => booking.uid)).toEqual([uid]);
  expect(found.data[0].metadata).toEqual({attempt: 'a-1'});
  expect((await list('take=1')).pagination).toMatchObject({
    totalItems: 2,
    remainingItems: 1,
    returnedItems: 1,
    hasNextPage: true,
  });
  expect((await list('status=cancelled,unconfirmed')).data).toEqual([]);
  expect(
    (await list('status=upcoming&sortStart=desc')).data.map(({start}: {start: string}) => start.slice(11, 16)),
  ).toEqual(['10:00', '09:00']);
});

test('team events go to whoever is free, or to all', async () => {
  const cal = calAt();
  expect((await book(cal, 2001, '09:00')).body.data.hosts).toMatchObject([{username: 'rick'}]);
  expect(
    (await book(cal, 2001, '09:00', {attendee: {...attendee, email: 'b@example.com'}})).body.data.hosts,
  ).toMatchObject([{username: 'morty'}]);
  expect((await book(cal, 2002, '10:00')).body.data.hosts).toHaveLength(2);
});

test('the same clock and seed give the same answers', async () => {
  const run = async () => {
    const cal = calAt();
    const first = await book(cal, 1006, '09:00');
    const seat = await book(cal, 1005, '14:00');
    return JSON.stringify([first.body, seat.body, cal.controls.state()]);
  };
  expect(await run()).toBe(await run());
});
