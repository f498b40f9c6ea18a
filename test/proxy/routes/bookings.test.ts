import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {settings, guideBooking, openProxy, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const book = (overrides = {}, headers = {}) => system.post('/v2/bookings', guideBooking(overrides), headers);
const ops = async (uid: string) =>
  (await system.get(`/ops/api/bookings/${uid}`, {authorization: `Bearer ${settings.adminToken}`})).json;

describe('booking', () => {
  test("the guide's request books, whatever key it carries and without a version", async () => {
    const {status, json} = await book({}, {authorization: 'Bearer cal_live_of_somebody'});

    expect(status).toBe(201);
    expect(json.data).toMatchObject({
      status: 'accepted',
      start: tuesdayAt('10:00'),
      end: tuesdayAt('10:30'),
      metadata: {source: 'website', orderId: 'order-17'},
    });
    expect(json.live).toEqual({token: expect.stringMatching(/^ey/), url: 'http://proxy.test/live'});
    expect(system.calls('POST', /bookings$/)).toMatchObject([{key: false, version: '2024-08-13'}]);
  });

  test("the attempt's id and the reference of a live session go into the booking's metadata", async () => {
    await book({}, {'idempotency-key': 'attempt-0001'});
    expect(system.calls('POST', /bookings$/)[0]!.body!['metadata']).toEqual({
      source: 'website',
      orderId: 'order-17',
      booking_attempt: 'attempt-0001',
      booking_ref: expect.stringMatching(/^[\w-]{16}\.[\w-]{16}$/),
    });
  });

  test('the booking is known at once: state, times and log', async () => {
    const {json} = await book();
    expect(await ops(json.data.uid)).toMatchObject({
      state: 'accepted',
      view: {start: tuesdayAt('10:00'), end: tuesdayAt('10:30')},
      events: [{cause: 'booking created'}],
    });
  });

  test('a booking that waits for the host is pending', async () => {
    const {json} = await book({eventTypeId: 1003});
    expect(json.data.status).toBe('pending');
    expect((await ops(json.data.uid)).state).toBe('pending');
  });

  test('it can be named by link, and the key goes along only where the event type demands it', async () => {
    const named = await book({eventTypeId: undefined, username: 'rick', eventTypeSlug: 'members'});
    expect(named.status).toBe(201);
    expect(system.calls('POST', /bookings$/)).toMatchObject([{key: true, body: {eventTypeId: 1012}}]);
  });

  test('a seat and a series are booked in their shapes', async () => {
    const seat = await book({eventTypeId: 1005});
    expect(seat.json.data).toMatchObject({seatUid: expect.any(String)});
    const series = await book({eventTypeId: 1006, start: tuesdayAt('14:00')});
    expect(series.json.data).toHaveLength(4);
    expect(series.status).toBe(201);
  });

  test("no e-mail address but the visitor's own is in the answer", async () => {
    const {json} = await book({guests: ['guest@visitors.example']});
    expect(JSON.stringify(json)).not.toMatch(/rick@example\.com|guest@visitors/);
    expect(json.data.attendees).toEqual([
      expect.objectContaining({name: 'Ann Visitor', email: 'ann@visitors.example'}),
    ]);
  });

  test('neither names nor addresses are in the log', async () => {
    const {json} = await book();
    const log = system.lines.join('');
    expect(log).not.toMatch(/Ann|visitors\.example|order-17/);
    expect(log).not.toContain(json.data.uid);
    expect(log).not.toContain(json.live.token);
  });
});

describe('the guard', () => {
  const many = (count: number, length: number) =>
    Object.fromEntries(Array.from({length: count}, (_, index) => [`question-${index}`, 'ü'.repeat(length)]));

  test('lets as many answers through as a form has, each of some length, and no more than a body has room for', async () => {
    const answers = many(500, 450);
    expect((await book({bookingFieldsResponses: answers})).status).toBe(201);
    expect(system.calls('POST', /bookings$/)[0]!.body!['bookingFieldsResponses']).toEqual(answers);

    const {status, json} = await book(
      {bookingFieldsResponses: many(500, 1_000)},
      {'idempotency-key': 'attempt-too-large'},
    );
    expect({status, code: json.error.code}).toEqual({status: 413, code: 'too_large'});
  });

  test('of too many answers looks at none', async () => {
    const {status, json} = await book({bookingFieldsResponses: many(20_000, 1)});
    expect({status, message: json.error.message}).toEqual({
      status: 400,
      message: 'The booking cannot be made: bookingFieldsResponses must not have more than 500 answers.',
    });
  });

  test.each([
    ['an event type that is not offered', {eventTypeId: 3001}, 403, 'not_allowed'],
    ['an event type named twice', {username: 'rick', eventTypeSlug: '30min'}, 400, 'invalid_request'],
    ['a paid one, which only the booking page can book', {eventTypeId: 1004}, 402, 'payment_required'],
    ['an unknown member', {allowConflicts: true}, 400, 'invalid_request'],
    ['an instant meeting', {instant: true}, 400, 'invalid_request'],
    [
      'an unknown member of the attendee',
      {attendee: {name: 'A', email: 'a@b.example', timeZone: 'UTC', admin: true}},
      400,
      'invalid_request',
    ],
    ['a wrong address', {attendee: {name: 'A', email: 'a at b', timeZone: 'UTC'}}, 400, 'invalid_request'],
    ['neither address nor number', {attendee: {name: 'A', timeZone: 'UTC'}}, 400, 'invalid_request'],
    ['a wrong zone', {attendee: {name: 'A', email: 'a@b.example', timeZone: '+01:00'}}, 400, 'invalid_request'],
    [
      'a long name',
      {attendee: {name: 'A'.repeat(1_001), email: 'a@b.example', timeZone: 'UTC'}},
      400,
      'invalid_request',
    ],
    ['a start that is none', {start: 'soon'}, 400, 'invalid_request'],
    ['a location as a text', {location: 'https://evil.example'}, 400, 'invalid_request'],
    ['a long metadata key', {metadata: {['k'.repeat(41)]: 'v'}}, 400, 'invalid_request'],
    ['a long metadata value', {metadata: {k: 'v'.repeat(501)}}, 400, 'invalid_request'],
    [
      'too much metadata',
      {metadata: Object.fromEntries(Array.from({length: 49}, (_, i) => [`k${i}`, 'v']))},
      400,
      'invalid_request',
    ],
    ['a length that is not offered', {eventTypeId: 1002, lengthInMinutes: 45}, 400, 'invalid_request'],
  ])('refuses %s without a booking call', async (_, overrides, status, code) => {
    const answer = await book(overrides);
    expect({status: answer.status, code: answer.json.error.code}).toEqual({status, code});
    expect(system.calls('POST', /bookings/)).toEqual([]);
  });

  test('numbers and booleans in the metadata become texts', async () => {
    const {json} = await book({metadata: {orderId: 17, gift: true}});
    expect(json.data.metadata).toMatchObject({orderId: '17', gift: 'true'});
  });

  test('the default length is not sent where there is no choice', async () => {
    expect((await book({lengthInMinutes: 30})).status).toBe(201);
    expect(system.calls('POST', /bookings$/)[0]!.body).not.toHaveProperty('lengthInMinutes');
  });

  test('what is refused is not repeated in the answer', async () => {
    const {json} = await book({attendee: {name: 'A', email: 'private words', timeZone: 'UTC'}});
    expect(JSON.stringify(json)).not.toContain('private words');
  });
});

describe('later', () => {
  test('a booking is read with its uid alone: where it stands and when it is, and nothing of a person', async () => {
    const {
      json: {
        data: {uid},
      },
    } = await book({bookingFieldsResponses: {notes: 'a private note'}});
    const {status, json} = await system.get(`/v2/bookings/${uid}`);

    expect(status).toBe(200);
    const {eventTypeId, eventType, ...rest} = json.data;
    expect(rest).toEqual({uid, status: 'accepted', start: tuesdayAt('10:00'), end: tuesdayAt('10:30'), duration: 30});
    expect([eventTypeId, eventType]).toEqual([1001, {id: 1001, slug: '30min'}]);
    expect(JSON.stringify(json)).not.toMatch(/@|Ann|Rick|private note|order-17|booking_attempt|booking_ref/);
  });

  test.each([
    ['a%2Fb', 404],
    ['nothing-there', 404],
    ['..%2F..%2Fv2%2Fme', 404],
  ])('the uid %s is of no booking', async (uid, status) => {
    expect((await system.get(`/v2/bookings/${uid}`)).status).toBe(status);
    expect(system.sent.every(({url}) => url.pathname.startsWith('/v2/bookings/'))).toBe(true);
  });
});
