import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, tuesdayAt, type Answer, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy({joinLinks: true})));
afterEach(() => system.close());

const victim = {
  name: 'Ann Visitor',
  email: 'ann@visitors.example',
  timeZone: 'Europe/Berlin',
  phoneNumber: '+4930123456',
};
const stranger = {name: 'Mallory', email: 'ann@visitors.example', timeZone: 'UTC'};
const book = (attempt: string, overrides = {}) =>
  system.post('/v2/bookings', guideBooking(overrides), {'idempotency-key': attempt});
const refusal = ({status, json}: Answer) => ({status, code: json.error?.code, members: Object.keys(json).sort()});
const nothing = {status: 409, code: 'already_booked', members: ['error', 'path', 'status', 'timestamp']};
const leaks = /Ann|\+4930|a private word|victim-attempt|order-of-the-victim|"token"|"manage"|"live"/;

/** The event types Cal.com answers a second request of the same person for with the booking there is. */
const kinds = [
  ['waits for the host', 1003],
  ["is a team's in turns", 2001],
] as const;

describe.each(kinds)('a booking that %s', (_, eventTypeId) => {
  const wish = {
    eventTypeId,
    attendee: victim,
    metadata: {order: 'order-of-the-victim'},
    bookingFieldsResponses: {notes: 'a private word'},
  };

  test('is not told, and not opened, to a stranger who knows the e-mail address', async () => {
    const own = await book('victim-attempt-1', wish);
    expect(own.status).toBe(201);
    const answer = await book('stranger-attempt-1', {eventTypeId, attendee: stranger});
    expect(refusal(answer)).toEqual(nothing);
    expect(answer.text).not.toMatch(leaks);
    expect(answer.text).not.toContain(own.json.data.uid);
    expect((await book('stranger-attempt-1', {eventTypeId, attendee: stranger})).text).not.toMatch(leaks);
  });

  test('is not told to a stranger whose answer was lost', async () => {
    await book('victim-attempt-1', wish);
    system.cal.controls.failNext('lost-answer');
    const answer = await book('stranger-attempt-1', {eventTypeId, attendee: stranger});
    expect(answer.status).toBeGreaterThanOrEqual(400);
    await system.advance(25 * 60_000);
    const again = await book('stranger-attempt-1', {eventTypeId, attendee: stranger});
    expect([answer.text, again.text].join()).not.toMatch(
      /Ann|\+4930|a private word|victim-attempt|order-of-the-victim/,
    );
    expect(again.status).not.toBe(201);
  });

  test('is answered again to the page that made it', async () => {
    const own = await book('victim-attempt-1', wish);
    const again = await book('victim-attempt-1', wish);
    expect(again.json.data).toMatchObject({uid: own.json.data.uid});
  });

  test('is not told in the form without a script', async () => {
    await book('victim-attempt-1', wish);
    const fields = {
      'event-type-id': String(eventTypeId),
      slot: tuesdayAt('10:00'),
      step: 'book',
      attempt: 'stranger-attempt-1',
      'answer.name': 'Mallory',
      'answer.email': victim.email,
    };
    const {status, text} = await system.request('/form', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: {'content-type': 'application/x-www-form-urlencoded'},
    });
    expect(status).toBe(409);
    expect(text).not.toMatch(/Ann|\+4930|a private word|victim-attempt|order-of-the-victim|booking=ey/);
  });

  test('is not taken over by moving another booking onto its time', async () => {
    await book('victim-attempt-1', wish);
    const mine = await book('stranger-attempt-1', {eventTypeId, attendee: stranger, start: tuesdayAt('15:00')});
    expect(mine.status).toBe(201);
    const answer = await system.post(
      `/v2/bookings/${mine.json.data.uid}/reschedule`,
      {start: tuesdayAt('10:00')},
      {'booking-manage-token': mine.json.manage.token},
    );
    expect(refusal(answer)).toEqual(nothing);
    expect(answer.text).not.toMatch(leaks);
  });
});

describe('a seat', () => {
  /** Cal.com may hide who has which seat, and shows the first one's metadata. */
  function hideSeats(change: (data: Record<string, unknown>) => Record<string, unknown>) {
    system.intercept.upstream = async request => {
      if (request.method !== 'POST' || !request.url.endsWith('/v2/bookings')) return undefined;
      const {data} = (await (await system.cal.fetch(request)).json()) as {data: Record<string, unknown>};
      return Response.json(
        {status: 'success', data: change({...data, attendees: [], metadata: {booking_attempt: 'of-the-first-one'}})},
        {status: 201},
      );
    };
  }

  test('whose marks Cal.com hides is found by them, with the key', async () => {
    hideSeats(data => data);
    const {status, json} = await book('attempt-of-a-seat', {eventTypeId: 1005});
    expect(status).toBe(201);
    expect(json.data).toMatchObject({seatUid: system.cal.world.bookings[0]!.seats![0]!.seatUid});
  });

  test("that is not to be found as this attempt's is not told", async () => {
    hideSeats(data => data);
    const first = system.intercept.upstream!;
    system.intercept.upstream = request =>
      request.method === 'GET' && request.url.includes('/v2/bookings?')
        ? Response.json({status: 'success', data: []})
        : first(request);
    const answer = await book('attempt-of-a-seat', {eventTypeId: 1005});
    expect(refusal(answer)).toEqual(nothing);
  });
});

describe('a link to join', () => {
  const location = 'https://meet.example/room-1';
  beforeEach(() => {
    system.intercept.upstream = async request => {
      const response = await system.cal.fetch(request);
      if (!/\/v2\/bookings/.test(request.url) || !response.ok) return response;
      const json = (await response.json()) as {data: {location: string; metadata: object} | unknown[]};
      if (Array.isArray(json.data)) return Response.json(json, response);
      Object.assign(json.data, {location, metadata: {...json.data.metadata, videoCallUrl: location}});
      return Response.json(json, response);
    };
  });

  test("is for who booked and who has the booking's token, never for who has the uid alone", async () => {
    const {
      json: {data, manage},
    } = await book('attempt-to-join');
    expect(data.location).toBe(location);
    const withToken = await system.get(`/v2/bookings/${data.uid}`, {'booking-manage-token': manage.token});
    expect(withToken.json.data.location).toBe(location);
    expect((await system.get(`/v2/bookings/${data.uid}`)).text).not.toContain(location);
    const cancelled = await system.post(`/v2/bookings/${data.uid}/cancel`, {}, {'booking-manage-token': manage.token});
    expect(cancelled.json.data.status).toBe('cancelled');
    expect(cancelled.text).not.toContain(location);
  });
});

describe('reserved names', () => {
  const spellings = [
    'booking_ref',
    'Booking_Ref',
    'ｂｏｏｋｉｎｇ＿ｒｅｆ',
    'booking ref',
    'booking-attempt',
    'VIDEOCALLURL',
    'Booking Order',
  ];
  const sent = () => system.calls('POST', /bookings$/)[0]!.body!['metadata'] as Record<string, string>;

  test("of a request's metadata are left out", async () => {
    const metadata = Object.fromEntries(spellings.map((name, index) => [name, `stolen-${index}`]));
    expect((await book('attempt-with-names', {metadata: {...metadata, orderId: '17'}})).status).toBe(201);
    expect(sent()).toEqual({
      orderId: '17',
      booking_attempt: 'attempt-with-names',
      booking_ref: expect.stringMatching(/^[\w-]{16}\.[\w-]{16}$/),
    });
  });

  test('of a link to the form and of a form that is sent are left out, and a link names no attempt', async () => {
    const names = Object.fromEntries(spellings.map((name, index) => [`metadata.${name}`, `stolen-${index}`]));
    const link = new URLSearchParams({
      'event-type-id': '1001',
      slot: tuesdayAt('10:00'),
      attempt: 'stolen-attempt-1',
      'metadata.order': '17',
      ...names,
    });
    const {text} = await system.get(`/form?${link}`);
    expect(text).toContain('metadata.order');
    expect(text).not.toContain('stolen');
    const fields = new URLSearchParams({
      ...Object.fromEntries(link),
      step: 'book',
      attempt: 'attempt-of-the-form',
      'answer.name': 'Ann',
      'answer.email': victim.email,
    });
    await system.request('/form', {
      method: 'POST',
      body: fields,
      headers: {'content-type': 'application/x-www-form-urlencoded'},
    });
    expect(sent()).toEqual({order: '17', booking_attempt: 'attempt-of-the-form', booking_ref: expect.any(String)});
  });
});

describe('a person who has as many bookings as are allowed', () => {
  const wish = (email: string) => ({eventTypeId: 1029, attendee: {...victim, email}, start: tuesdayAt('11:00')});

  test('is told so in a code of its own, and whoever types the address learns no uid of what is booked', async () => {
    await system.close();
    system = openProxy({eventTypes: ['1029']});
    const own = await book('victim-attempt-1', {eventTypeId: 1029, attendee: victim});
    const answer = await book('stranger-attempt-1', wish(victim.email));
    expect(answer).toMatchObject({status: 403, json: {error: {code: 'booker_limit'}}});
    expect(answer.text).not.toContain(own.json.data.uid);
    expect((await book('stranger-attempt-2', wish('other@visitors.example'))).status).toBe(201);
  });

  test('is led to the booking page by a form without a script, where Cal.com offers to move it', async () => {
    await system.close();
    system = openProxy({eventTypes: ['1029']});
    const own = await book('victim-attempt-1', {eventTypeId: 1029, attendee: victim});
    const fields = {
      'event-type-id': '1029',
      slot: tuesdayAt('11:00'),
      step: 'book',
      'answer.name': 'Ann',
      'answer.email': victim.email,
    };
    const {text} = await system.request('/form', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: {origin: 'http://proxy.test'},
    });
    expect(text).toContain('You have as many bookings as you can have here at once.');
    expect(text).toContain('href="http://cal.test/rick/one-at-a-time"');
    expect(text).not.toContain(own.json.data.uid);
  });
});
