import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy({eventTypes: [...settings.eventTypes, '1025', '1026']})));
afterEach(() => system.close());

const key = {'idempotency-key': 'attempt-0001'};
const visitor = (name: string) => ({attendee: {name, email: `${name}@visitors.example`, timeZone: 'UTC'}});
const bookings = () => system.cal.world.bookings;

describe('a series that Cal.com makes in part', () => {
  test.each([
    // Tuesdays from 24 November on: until 7 December, and three in December besides.
    ['because later dates are too far ahead', 1025, {recurrenceCount: 4}, 2],
    [
      'because the host takes no more of them that month',
      1026,
      {recurrenceCount: 4, start: '2026-12-01T10:00:00.000Z'},
      3,
    ],
    ['without a count of its own', 1025, {}, 2],
  ])('%s is told as booked, with the dates there are', async (_why, eventTypeId, more, made) => {
    const {status, json} = await system.post('/v2/bookings', guideBooking({eventTypeId, ...more}), key);

    expect([status, json.data.length, bookings().length]).toEqual([201, made, made]);
    expect(json.missed, 'dates that were not booked').toBe(4 - made);
    expect(json.data.map(({uid}: {uid: string}) => uid)).toEqual(bookings().map(({uid}) => uid));
  });

  test('is told as it is by a form without a script, with the days that are missing', async () => {
    const fields = {
      'event-type-id': '1025',
      slot: tuesdayAt('10:00'),
      step: 'book',
      'answer.name': 'Ann',
      'answer.email': 'ann@visitors.example',
    };
    const headers = {origin: 'http://proxy.test'};
    const {status, headers: told} = await system.request('/form', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
    });
    expect(status).toBe(303);
    const page = await system.get(`/${told.get('location')!}`);
    expect(page.text).toContain('2 dates could not be booked.');
    const list = /could not be booked\.<\/p><ul>(.*?)<\/ul>/s.exec(page.text)![1]!;
    expect(list.match(/datetime="[^"]+"/g)).toEqual(['datetime="2026-12-08"', 'datetime="2026-12-15"']);
    expect(page.text).toContain('missed=2026-12-08.2026-12-15');
    const odd = await system.get(`/${told.get('location')!.replace(/missed=[^&]+/, 'missed=2026-99-99.x.2026-12-08')}`);
    expect(odd.text).toContain('1 date could not be booked.');
  });

  test('is not made again when the visitor asks again', async () => {
    await system.post('/v2/bookings', guideBooking({eventTypeId: 1025, recurrenceCount: 4}), key);
    const {status, json} = await system.post(
      '/v2/bookings',
      guideBooking({eventTypeId: 1025, recurrenceCount: 4}),
      key,
    );

    expect([status, json.data.length, json.missed, bookings().length]).toEqual([201, 2, 2, 2]);
  });

  test('and that cannot be looked for is not told as refused', async () => {
    system.intercept.upstream = request =>
      request.method === 'GET' && request.url.includes('/v2/bookings')
        ? Response.json({statusCode: 500, message: 'x'}, {status: 500})
        : undefined;
    const {json} = await system.post('/v2/bookings', guideBooking({eventTypeId: 1025, recurrenceCount: 4}), key);

    expect(json.error.code).toBe('outcome_unknown');
  });

  test('of which nothing was made is refused as it was, after one look', async () => {
    const {status, json} = await system.post(
      '/v2/bookings',
      guideBooking({eventTypeId: 1025, start: '2026-12-22T10:00:00.000Z', recurrenceCount: 2}),
      key,
    );

    expect([status, json.error.code, bookings().length]).toEqual([400, 'out_of_bounds', 0]);
    expect(system.calls('GET', /^\/v2\/bookings$/)).toHaveLength(1);
  });

  test('is no reason to look where one date is booked', async () => {
    await system.post('/v2/bookings', guideBooking({start: '2028-01-04T10:00:00.000Z'}));
    expect(system.calls('GET', /^\/v2\/bookings$/)).toHaveLength(0);
  });
});

describe("a reservation of one's own", () => {
  const reserve = (start = tuesdayAt('10:00')) =>
    system.post('/v2/slots/reservations', {eventTypeId: 1001, slotStart: start});
  const refuse = (response: () => Response) => {
    system.intercept.upstream = request =>
      request.method === 'POST' && request.url.endsWith('/v2/bookings') ? response() : undefined;
  };
  const unknownWords = () =>
    Response.json(
      {status: 'error', error: {code: 'BadRequestException', message: 'Words nobody knows yet'}},
      {status: 400},
    );

  test('does not make the time a taken one when Cal.com refuses in unknown words', async () => {
    await reserve();
    refuse(unknownWords);
    const {status, json} = await system.post('/v2/bookings', guideBooking(), key);

    expect([status, json.error.code]).toEqual([400, 'invalid_request']);
  });

  test('does not hide that a failure booked nothing', async () => {
    await reserve();
    refuse(() => Response.json({statusCode: 500, message: 'Internal server error'}, {status: 500}));
    const {status, json} = await system.post('/v2/bookings', guideBooking(), key);

    expect([status, json.error.code]).toEqual([502, 'upstream_down']);
  });

  test('of a time that overlaps it counts as well', async () => {
    await reserve(tuesdayAt('10:15'));
    refuse(unknownWords);

    expect((await system.post('/v2/bookings', guideBooking(), key)).json.error.code).toBe('invalid_request');
  });

  test('of a time that somebody books meanwhile is no excuse: the time is gone', async () => {
    await reserve();
    await system.cal.fetch(
      new Request('http://cal.test/v2/bookings', {
        method: 'POST',
        headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
        body: JSON.stringify(guideBooking(visitor('bob'))),
      }),
    );
    refuse(unknownWords);
    const {status, json} = await system.post('/v2/bookings', guideBooking(), key);

    expect([status, json.error.code]).toEqual([409, 'slot_taken']);
  });
});
