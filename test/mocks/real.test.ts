import {expect, onTestFinished, test, vi} from 'vitest';
import type {Cal} from '../../mocks/cal.ts';
import {ask, attendee, book, calAt, now} from './ask.ts';

// One test for each fact of cal-real.md: what a real Cal.com API v2 answered.

test('1: default fields carry keys of translations for labels, nothing, an empty text, or are not stored at all', async () => {
  const cal = calAt();
  const fields = async (user: string, slug: string) =>
    (await ask(cal, 'GET', `/v2/event-types?username=${user}&eventSlug=${slug}`)).body.data[0].bookingFields;
  expect((await fields('rick', '30min'))[0]).toEqual({
    type: 'name',
    slug: 'name',
    isDefault: true,
    required: true,
    label: 'your_name',
    disableOnPrefill: false,
  });
  expect((await fields('rick', '30min')).map(({label}: {label: string}) => label)).toEqual([
    'your_name',
    'email_address',
    'additional_notes',
    'additional_guests',
    'reason_for_reschedule',
  ]);
  expect((await fields('rick', 'flexible'))[0]).not.toHaveProperty('label');
  expect((await fields('rick', 'approval'))[0]).toHaveProperty('label', '');
  expect(await fields('morty', '15min')).toBeNull();
});

test('2: slots are kept for two seconds by the exact query; a start some seconds earlier is read anew and loses nothing', async () => {
  let at = now;
  const cal = calAt({now: () => at});
  const starts = async (start: string) => {
    const {body} = await ask(cal, 'GET', `/v2/slots?eventTypeId=1001&start=${start}&end=2026-11-23T23:00:00Z`);
    return Object.values<{start: string}[]>(body.data)
      .flat()
      .map(slot => slot.start);
  };
  const first = '2026-11-23T09:00:00.000Z';
  expect((await starts(first))[0]).toBe(first);
  expect((await ask(cal, 'POST', '/v2/bookings', {body: {eventTypeId: 1001, start: first, attendee}})).status).toBe(
    201,
  );
  at += 1_900;
  expect((await starts(first))[0]).toBe(first);
  expect((await starts('2026-11-23T08:59:59Z'))[0]).toBe('2026-11-23T09:30:00.000Z');
  at += 100;
  expect((await starts(first))[0]).toBe('2026-11-23T09:30:00.000Z');
});

const key = 'cal_x';
const seat = async (cal: Cal, name: string) =>
  (await book(cal, 1005, '09:00', {attendee: {...attendee, email: `${name}@example.com`}})).body.data;
const change = (cal: Cal, uid: string, verb: string, body: object) =>
  ask(cal, 'POST', `/v2/bookings/${uid}/${verb}`, {body});

test('3: a seat given back at the same time as another is gone, though the answer is 404; once more it is an invalid seat', async () => {
  const cal = calAt();
  const {uid, seatUid} = await seat(cal, 'a');
  await seat(cal, 'b');
  cal.controls.failNext('seat-race');
  const raced = await change(cal, uid, 'cancel', {seatUid});
  expect([raced.status, raced.body.error]).toEqual([
    404,
    {code: 'NOT_FOUND', message: 'Invalid Query: The requested record was not found.'},
  ]);
  expect((await ask(cal, 'GET', `/v2/bookings/by-seat/${seatUid}`)).status).toBe(404);
  expect(cal.controls.state().deliveries).toEqual([]);
  expect((await change(cal, uid, 'cancel', {seatUid})).body.error.message).toBe(
    'Invalid seatUid: this seat does not exist or has already been cancelled.',
  );
});

test('4: the open-source server takes no answer to a number question, neither as a number nor as a text', async () => {
  const cal = calAt({edition: 'open-source'});
  const answers = {company: 'Acme', 'company-size': '1-10', terms: true};
  const refused = async (size: unknown) =>
    (await book(cal, 1007, '09:00', {bookingFieldsResponses: {...answers, 'party-size': size}})).body.error.message;
  expect(await refused(3)).toBe('responses - {party-size}Invalid string, ');
  expect(await refused('3')).toMatch(/^Invalid type for booking field 'party-size'. Expected number/);
});

test('12: the open-source server has no route for teams, and answers 403 where a key is missing', async () => {
  const cal = calAt({edition: 'open-source'});
  expect((await ask(cal, 'GET', '/v2/teams/50/event-types?eventSlug=collective')).body.error.message).toMatch(
    /^Cannot GET/,
  );
  const {status, body} = await ask(cal, 'GET', '/v2/event-types/1001');
  expect([status, body.error.message]).toEqual([403, expect.stringMatching(/^PermissionsGuard/)]);
  const old = await ask(cal, 'GET', '/v2/event-types?username=rick', {version: ''});
  expect([old.status, old.body.error.message], 'of the old controller').toEqual([
    403,
    expect.stringMatching(/^PermissionsGuard/),
  ]);
});

test('5: the webhook of a move that waits for its host names no old booking, but its calendar entry and the reference', async () => {
  const told: Record<string, any>[] = [];
  const cal = calAt({edition: 'open-source', webhooks: [{subscriberUrl: 'http://127.0.0.1:1/hook'}]});
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_input, init) => {
    told.push(JSON.parse(new TextDecoder().decode(init!.body as Uint8Array)));
    return new Response();
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const {uid} = (await book(cal, 1003, '09:00', {metadata: {booking_ref: 'ref-1'}})).body.data;
  await ask(cal, 'POST', `/v2/bookings/${uid}/confirm`, {key});
  const moved = (await change(cal, uid, 'reschedule', {start: '2026-11-24T10:00:00Z'})).body.data;
  await cal.controls.settled();
  const {payload} = told.findLast(({triggerEvent}) => triggerEvent === 'BOOKING_REQUESTED')!;
  expect(payload).toMatchObject({
    uid: moved.uid,
    iCalUID: `${uid}@cal.com`,
    iCalSequence: 1,
    metadata: {booking_ref: 'ref-1'},
  });
  expect(payload).not.toHaveProperty('rescheduleUid');
  expect(
    told.map(({triggerEvent}) => triggerEvent),
    'of the old one nothing is said',
  ).not.toContain('BOOKING_CANCELLED');
  expect((await ask(cal, 'GET', `/v2/bookings/${uid}`)).body.data).toMatchObject({
    status: 'cancelled',
    rescheduledToUid: moved.uid,
  });
});

test('6: a moved seat has a new uid where the new time had no booking, and keeps it where it joins one', async () => {
  const cal = calAt();
  const first = await seat(cal, 'a');
  const second = await seat(cal, 'b');
  const start = '2026-11-24T09:00:00Z';
  const moved = (await change(cal, first.uid, 'reschedule', {seatUid: first.seatUid, start})).body.data;
  expect(moved.seatUid).not.toBe(first.seatUid);
  expect(moved).not.toHaveProperty('rescheduledFromUid');
  expect((await ask(cal, 'GET', `/v2/bookings/by-seat/${first.seatUid}`)).status).toBe(404);
  expect((await change(cal, second.uid, 'reschedule', {seatUid: second.seatUid, start})).body.data.seatUid).toBe(
    second.seatUid,
  );
});

test('7: that nothing may be moved is not kept by the API; the notice for moving and the lock of cancelling are', async () => {
  const cal = calAt();
  const start = '2026-11-24T10:00:00Z';
  const final = (await book(cal, 1018, '09:00')).body.data;
  expect((await change(cal, final.uid, 'cancel', {})).status).toBe(400);
  expect((await change(cal, final.uid, 'reschedule', {start})).status).toBe(201);
  let at = now;
  const later = calAt({now: () => at});
  const {uid} = (await book(later, 1023, '10:00')).body.data;
  at = Date.parse('2026-11-22T12:00:00Z');
  expect((await change(later, uid, 'reschedule', {start})).body).toMatchObject({statusCode: 403});
});

test('8: what is over, a place without its value, a rejected booking, a host without a reason, a second yes', async () => {
  let at = now;
  const cal = calAt({now: () => at});
  const {uid} = (await book(cal, 1003, '09:00')).body.data;
  await ask(cal, 'POST', `/v2/bookings/${uid}/decline`, {key, body: {}});
  expect((await change(cal, uid, 'cancel', {})).status).toBe(200);
  expect((await book(cal, 1010, '11:00', {location: {type: 'attendeeAddress'}})).body.error.message).toBe(
    'responses.location.optionValue - Required, ',
  );
  const asked = (await book(cal, 1003, '12:00')).body.data.uid;
  await ask(cal, 'POST', `/v2/bookings/${asked}/confirm`, {key});
  expect((await ask(cal, 'POST', `/v2/bookings/${asked}/confirm`, {key})).body.error.code).toBe('TRPCError');
  expect((await ask(cal, 'POST', `/v2/bookings/${asked}/cancel`, {key, body: {}})).body.message).toContain(
    'Cancellation reason is required',
  );
  at = Date.parse('2026-11-24T00:00:00Z');
  expect((await change(cal, asked, 'cancel', {})).body).toEqual({
    statusCode: 400,
    message: 'Cannot cancel a booking that has already ended',
  });
});

test('9: a limit is a bare 401, codes are bare', async () => {
  const cal = calAt();
  expect((await book(cal, 1001, '09:00', {attendee: {...attendee, email: 'limit@example.com'}})).body).toEqual({
    statusCode: 401,
    message: 'booking_limit_reached',
  });
  expect((await book(cal, 1011, '09:00')).body).toEqual({statusCode: 400, message: 'email_verification_required'});
  expect((await book(cal, 1011, '09:00', {emailVerificationCode: '1'})).body).toEqual({
    statusCode: 400,
    message: 'invalid_verification_code',
  });
});

test('10: a pending booking hides its time where its event type says so; full times of seats stay listed', async () => {
  const cal = calAt();
  await book(cal, 1024, '09:00');
  expect((await book(cal, 1001, '09:00')).status).toBe(400);
  for (const name of ['a', 'b', 'c'])
    await book(cal, 1005, '11:00', {attendee: {...attendee, email: `${name}@example.com`}});
  const {data} = (await ask(cal, 'GET', '/v2/slots?eventTypeId=1005&start=2026-11-23&end=2026-11-23')).body;
  expect(data['2026-11-23'].find(({start}: {start: string}) => start.includes('T11:00'))).toMatchObject({
    seatsRemaining: 0,
  });
});

test('11: what the door lets through, and in which words it refuses', async () => {
  const cal = calAt();
  expect((await ask(cal, 'GET', '/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-22')).body.data).toEqual({});
  expect((await book(cal, 1001, '09:00', {recurrenceCount: 3})).status).toBe(201);
  expect((await book(cal, 1001, '10:00', {metadata: {n: 5}})).body.error.message).toMatch(
    /^metadata\.n - Expected string/,
  );
  expect((await book(cal, 1001, '10:00', {attendee: {...attendee, phoneNumber: '12'}})).status).toBe(201);
  expect((await book(cal, 1001, '11:00', {attendee: {...attendee, email: 'ada'}})).body.error.message).toBe(
    'responses - {email}email_validation_error, ',
  );
  expect((await book(cal, 1010, '12:00', {location: {type: 'attendeePhone', phone: '12'}})).body.error.message).toBe(
    'responses - {location}invalid_number, ',
  );
  const questions = {company: 'Acme', 'company-size': '1-10', terms: true, website: 'example.com'};
  expect((await book(cal, 1007, '13:00', {bookingFieldsResponses: questions})).status).toBe(201);
  expect(
    (await book(cal, 1007, '14:00', {bookingFieldsResponses: {...questions, topics: ['x', 'y']}})).body.error.message,
  ).toMatch(/^One or more invalid options/);
});

test('13: successes carry a request id too, a bare refusal none', async () => {
  const cal = calAt();
  expect((await ask(cal, 'GET', '/v2/event-types?username=rick')).headers.get('x-request-id')).toBeTruthy();
  expect((await book(cal, 1011, '09:00')).headers.get('x-request-id')).toBeNull();
});

test('13: whoever asks too often is told to wait in seconds, and not by Retry-After', async () => {
  const cal = calAt({rateLimit: true});
  const asks = await Promise.all(Array.from({length: 121}, () => ask(cal, 'GET', '/v2/event-types?username=rick')));
  const refused = asks.find(({status}) => status === 429)!;
  expect(refused.headers.get('x-ratelimit-reset-default')).toBe('60');
  expect(refused.headers.has('retry-after')).toBe(false);
});

test('14: of whoever has the key the open-source server tells no name; a name in two parts is an object', async () => {
  const cal = calAt({edition: 'open-source'});
  const {data} = (await ask(cal, 'GET', '/v2/me', {key})).body;
  expect(data).toMatchObject({username: 'rick', timeZone: 'UTC'});
  for (const member of ['name', 'avatarUrl', 'bio']) expect(data).not.toHaveProperty(member);
  const {bookingFieldsResponses} = (await book(cal, 1008, '09:00')).body.data;
  expect(bookingFieldsResponses.name).toEqual({firstName: 'Ada', lastName: 'Lovelace'});
});

test('14: answers have what the document does not name, and lack what it does', async () => {
  const cal = calAt();
  const [eventType] = (await ask(cal, 'GET', '/v2/event-types?username=rick&eventSlug=weekly')).body.data;
  expect(eventType).toMatchObject({
    offsetStart: 0,
    showOptimizedSlots: false,
    allowReschedulingCancelledBookings: false,
    recurrence: {disabled: false},
  });
  expect(eventType).not.toHaveProperty('bookerLayouts');
  const {data} = (await book(cal, 1001, '09:00')).body;
  expect(data).toMatchObject({cancelledByEmail: '', isPlatformManagedUserBooking: false});
  expect(data).not.toHaveProperty('guests');
});

test('15: a booking that was moved says where it went', async () => {
  const cal = calAt();
  const {uid} = (await book(cal, 1001, '09:00')).body.data;
  const moved = (await change(cal, uid, 'reschedule', {start: '2026-11-24T10:00:00Z'})).body.data.uid;
  expect((await change(cal, uid, 'reschedule', {start: '2026-11-24T11:00:00Z'})).body.error.message).toContain(
    `because it has been cancelled and rescheduled already to booking with uid=${moved}`,
  );
});
