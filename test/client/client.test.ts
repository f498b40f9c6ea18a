import {expect, test, vi} from 'vitest';
import {createClient} from '../../src/client/client.ts';
import type {Question} from '../../src/core/model/types.ts';
import {fakeFetch, success} from './fake-fetch.ts';
import {attemptId, bookingJson, eventType, eventTypeJson, ref, request, slots, slotsJson, week} from './samples.ts';

const proxy = 'https://book.example.com';
const grant = {token: 'secret', url: 'https://book.example.com/live'};

test('without a server the first screen asks Cal.com for the event type and its slots side by side', async () => {
  const {fetch, sent} = fakeFetch(success([eventTypeJson]), success(slotsJson));

  const screen = await createClient({fetch}).loadEventType(ref, {slots: week});

  expect(screen).toMatchObject({eventType: {id: 7, title: '30 minutes'}, slots});
  expect(sent.map(({url}) => url.href)).toEqual([
    'https://api.cal.com/v2/event-types?username=rick&eventSlug=30min',
    'https://api.cal.com/v2/slots?username=rick&eventTypeSlug=30min&start=2030-01-07T00%3A00%3A00.000Z&end=2030-01-14T00%3A00%3A00.000Z',
  ]);
});

test('Cal.com gets only the headers its CORS rules allow, and the version each resource needs', async () => {
  const {fetch, sent} = fakeFetch(success([eventTypeJson]), success(slotsJson), success(bookingJson, {}, 201));
  const client = createClient({fetch});

  await client.loadEventType(ref, {slots: week});
  await client.book(request, {attemptId});

  expect(sent.map(({headers}) => headers)).toEqual([
    {'cal-api-version': '2024-06-14'},
    {'cal-api-version': '2024-09-04'},
    {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
  ]);
});

test('with a proxy reading needs no preflight: no header besides those every page may send', async () => {
  const {fetch, sent} = fakeFetch(success([eventTypeJson], {slots: slotsJson}), success(slotsJson));
  const client = createClient({proxy, fetch});

  const {eventType} = await client.loadEventType(ref, {slots: week});
  await client.loadSlots({eventType, ref, ...week});

  expect(sent.map(({headers}) => headers)).toEqual([{}, {}]);
});

test('with a proxy the first screen is one request', async () => {
  const {fetch, sent} = fakeFetch(success([eventTypeJson], {slots: slotsJson}));

  const screen = await createClient({proxy, fetch}).loadEventType(ref, {slots: week, duration: 30});

  expect(screen.slots).toEqual(slots);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.url.pathname).toBe('/v2/event-types');
  expect(Object.fromEntries(sent[0]!.url.searchParams)).toEqual({
    username: 'rick',
    eventSlug: '30min',
    include: 'slots',
    ...week,
    duration: '30',
  });
});

test('with a proxy an event type is loaded by its id too', async () => {
  const {fetch, sent} = fakeFetch(success(eventTypeJson, {slots: slotsJson}));

  await createClient({proxy, fetch}).loadEventType({kind: 'id', id: 7}, {slots: week});

  expect(sent[0]!.url.pathname).toBe('/v2/event-types/7');
  await expect(createClient({fetch}).loadEventType({kind: 'id', id: 7})).rejects.toMatchObject({
    code: 'invalid_request',
  });
});

test('an event type comes without slots when only they failed', async () => {
  const {fetch} = fakeFetch(success([eventTypeJson]), Response.json({}, {status: 429}));

  const screen = await createClient({fetch}).loadEventType(ref, {slots: week});

  expect(screen.eventType.id).toBe(7);
  expect(screen.slots).toBeUndefined();
});

test('a name nobody has is not_found, although Cal.com answers 200', async () => {
  const {fetch} = fakeFetch(success([]));

  await expect(createClient({fetch}).loadEventType(ref)).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('rick/30min'),
  });
});

test('a wished duration is only asked for when the event type offers it', async () => {
  const long = {...eventTypeJson, lengthInMinutesOptions: [30, 60]};
  const {fetch, sent} = fakeFetch(success([long]), success(slotsJson), success([eventTypeJson]), success(slotsJson));
  const client = createClient({fetch});

  await client.loadEventType(ref, {slots: week, duration: 60});
  await client.loadEventType(ref, {slots: week, duration: 60});

  expect(sent.map(({url}) => url.searchParams.get('duration'))).toEqual([null, '60', null, null]);
});

test('slots are sorted and nothing outside the asked range is among them', async () => {
  const stray = {'2030-01-20': [{start: '2030-01-20T09:00:00.000Z'}]};
  const {fetch, sent} = fakeFetch(success({...stray, ...slotsJson}));

  const query = {ref, eventType, ...week, duration: 45};
  expect(await createClient({fetch}).loadSlots(query)).toEqual(slots);
  expect(sent[0]!.url.searchParams.has('duration')).toBe(false);
});

test("slots of a team are asked for by the event type's id", async () => {
  const {fetch, sent} = fakeFetch(success(slotsJson));

  await createClient({fetch}).loadSlots({ref: {kind: 'team', team: '12', slug: '30min'}, eventType, ...week});

  expect(sent[0]!.url.searchParams.get('eventTypeId')).toBe('7');
});

test('a booking carries its attempt in the metadata, and for a proxy as Idempotency-Key', async () => {
  const {fetch, sent} = fakeFetch(success(bookingJson, {live: grant}, 201));

  const direct = await createClient({fetch}).book(request, {attemptId});
  const outcome = await createClient({proxy, fetch}).book(request, {attemptId});

  expect(direct).toEqual({bookings: [expect.objectContaining({uid: 'bk1', status: 'accepted'})]});
  expect(outcome.live).toEqual(grant);
  expect(sent.map(({body}) => body)).toEqual(
    [0, 1].map(() => expect.objectContaining({metadata: {booking_attempt: attemptId}})),
  );
  expect(sent.map(({headers}) => headers['idempotency-key'])).toEqual([undefined, attemptId]);
});

test('a booking is good without a usable live grant', async () => {
  const {fetch} = fakeFetch(success(bookingJson, {live: {token: 7}}, 201));

  expect(await createClient({proxy, fetch}).book(request, {attemptId})).not.toHaveProperty('live');
});

test('a series is one outcome with all its bookings', async () => {
  const {fetch} = fakeFetch(success([bookingJson, {...bookingJson, uid: 'bk2'}], {}, 201));

  const {bookings} = await createClient({fetch}).book(request, {attemptId});

  expect(bookings.map(({uid}) => uid)).toEqual(['bk1', 'bk2']);
});

test('bookings are read, cancelled and moved', async () => {
  const {fetch, sent} = fakeFetch(
    success(bookingJson),
    success({...bookingJson, status: 'cancelled'}),
    success({...bookingJson, uid: 'bk2', rescheduledFromUid: 'bk1'}, {}, 201),
  );
  const client = createClient({fetch});

  expect((await client.loadBooking('bk1')).uid).toBe('bk1');
  expect((await client.cancel('bk1', {reason: 'ill'})).status).toBe('cancelled');
  expect((await client.reschedule('bk1', '2030-01-08T09:00:00.000Z')).bookings[0].rescheduledFromUid).toBe('bk1');

  expect(sent.map(({method, url, body}) => [method, url.pathname, body])).toEqual([
    ['GET', '/v2/bookings/bk1', undefined],
    ['POST', '/v2/bookings/bk1/cancel', {cancellationReason: 'ill'}],
    ['POST', '/v2/bookings/bk1/reschedule', {start: '2030-01-08T09:00:00.000Z'}],
  ]);
});

test('a live session is opened, and renewed with the old token', async () => {
  const {fetch, sent} = fakeFetch(Response.json({ref: 'r1', ...grant}), Response.json(grant), Response.json(grant));
  const client = createClient({proxy: `${proxy}/`, fetch});

  expect(await client.openSession()).toEqual({ref: 'r1', ...grant});
  expect(await client.renew('old')).toEqual(grant);
  expect(await client.renew('old', {uid: 'u1'})).toEqual(grant);

  expect(sent.map(({method, url, headers, body}) => [method, url.href, headers['authorization'], body])).toEqual([
    ['POST', 'https://book.example.com/live/sessions', undefined, undefined],
    ['POST', 'https://book.example.com/live/sessions', 'Bearer old', undefined],
    ['POST', 'https://book.example.com/live/sessions', 'Bearer old', {uid: 'u1'}],
  ]);
});

test('live sessions need a proxy, and an answer that opens one', async () => {
  const {fetch} = fakeFetch(Response.json({token: 'x'}));

  await expect(createClient({fetch}).openSession()).rejects.toMatchObject({code: 'invalid_request'});
  await expect(createClient({fetch}).renew('old')).rejects.toMatchObject({code: 'invalid_request'});
  await expect(createClient({proxy, fetch}).openSession()).rejects.toMatchObject({code: 'upstream_shape'});
  await expect(createClient({proxy, fetch}).renew('old')).rejects.toMatchObject({code: 'upstream_shape'});
});

test.each([
  [{}, 'https://api.cal.com/v2/bookings/bk1'],
  [{api: 'https://api.cal.eu/v2'}, 'https://api.cal.eu/v2/bookings/bk1'],
  [{api: 'https://api.cal.eu/'}, 'https://api.cal.eu/v2/bookings/bk1'],
  [{api: 'http://localhost:5173/cal'}, 'http://localhost:5173/cal/v2/bookings/bk1'],
  [{api: ' http://localhost:5173/cal/v2/ '}, 'http://localhost:5173/cal/v2/bookings/bk1'],
  [{api: 'https://api.cal.com', proxy: 'http://localhost:5173/proxy//'}, 'http://localhost:5173/proxy/v2/bookings/bk1'],
])('%o asks %s', async (options, href) => {
  const {fetch, sent} = fakeFetch(success(bookingJson));

  await createClient({...options, fetch}).loadBooking('bk1');

  expect(sent[0]!.url.href).toBe(href);
});

test('a proxy may be given as a path of the page', async () => {
  vi.stubGlobal('document', {baseURI: 'https://shop.example/checkout/step'});
  const {fetch, sent} = fakeFetch(success(bookingJson));

  await createClient({proxy: '/booking', fetch}).loadBooking('bk1');

  expect(sent[0]!.url.href).toBe('https://shop.example/booking/v2/bookings/bk1');
  vi.unstubAllGlobals();
});

test.each([
  '',
  '  ',
  'not an address',
  'ftp://example.com',
  'javascript:alert(1)',
  'https://user:secret@example.com',
  'https://example.com?key=secret',
])('proxy "%s" is refused at once', proxy => {
  expect(() => createClient({proxy})).toThrow(
    expect.objectContaining({
      name: 'BookingError',
      code: 'invalid_request',
      message: expect.not.stringContaining('user:secret'),
    }),
  );
});

test.each([
  [{country: 'GB'}, '020 7946 0958', '+442079460958'],
  [undefined, '(480) 555-1234', '+14805551234'],
])(
  'a booking without any element sends phones and addresses as the form does (%j)',
  async (phoneHints, typed, sent) => {
    const {fetch, sent: calls} = fakeFetch(success(bookingJson, {}, 201));
    const more: Question[] = [
      {slug: 'attendeePhoneNumber', type: 'phone', required: false},
      {slug: 'guests', type: 'guests', required: false},
    ];
    const answers = {
      name: 'Ada',
      email: 'Ada <ada@x.example>',
      attendeePhoneNumber: typed,
      guests: 'mailto:ann@x.example, Bob <bob@x.example>',
    };
    const asking = {...eventType, questions: [...eventType.questions, ...more]};

    const asked = {
      ...request,
      eventType: asking,
      answers,
      timeZone: 'America/Phoenix',
      ...(phoneHints ? {phoneHints} : {}),
    };
    await createClient({fetch}).book(asked, {attemptId});

    expect(calls[0]!.body).toMatchObject({
      attendee: {email: 'ada@x.example', phoneNumber: sent},
      guests: ['ann@x.example', 'bob@x.example'],
    });
  },
);
