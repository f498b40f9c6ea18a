import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const key = 'attempt-0001';
const book = (overrides = {}, idempotencyKey = key) =>
  system.post('/v2/bookings', guideBooking(overrides), {'idempotency-key': idempotencyKey});
const outcome = ({status, json}: Awaited<ReturnType<typeof book>>) => ({
  status,
  code: json.error?.code as string | undefined,
});
const posts = () => system.calls('POST', /bookings$/).length;
const booked = () => system.cal.world.bookings.length;

describe('a failure', () => {
  test('after which nothing is booked and the time is free lets the visitor try again', async () => {
    await system.get('/v2/event-types/1001');
    system.cal.controls.failNext('500');
    expect(outcome(await book())).toEqual({status: 502, code: 'upstream_down'});
    expect((await book()).status).toBe(201);
    expect({posts: posts(), booked: booked()}).toEqual({posts: 2, booked: 1});
  });

  test('after which the time is gone is not told as free to try', async () => {
    await system.get('/v2/event-types/1001');
    system.intercept.upstream = request =>
      request.method === 'POST'
        ? new Response('{"statusCode":500,"message":"Internal server error"}', {status: 500})
        : request.url.includes('/slots')
          ? Response.json({status: 'success', data: {}})
          : undefined;
    expect(outcome(await book())).toEqual({status: 504, code: 'outcome_unknown'});
  });

  test('of an outage is told as unknown when Cal.com cannot be asked', async () => {
    await system.get('/v2/event-types/1001');
    system.cal.controls.down(true);
    expect(outcome(await book())).toEqual({status: 504, code: 'outcome_unknown'});
    system.cal.controls.down(false);
    system.clock.now += 121_000;
    expect((await book()).status).toBe(201);
    expect(booked()).toBe(1);
  });

  test('to connect at all is certain: nothing was sent', async () => {
    await system.get('/v2/event-types/1001');
    system.intercept.upstream = () => {
      throw new TypeError('fetch failed', {cause: Object.assign(new Error('refused'), {code: 'ECONNREFUSED'})});
    };
    expect(outcome(await book())).toEqual({status: 502, code: 'upstream_down'});
    expect(system.pauses).toEqual([]);
  });

  test.each([
    ['taken-400', 409, 'slot_taken'],
    ['taken-409', 409, 'slot_taken'],
    ['taken-409-core', 409, 'slot_taken'],
    ['429', 429, 'rate_limited'],
  ] as const)("of Cal.com's kind %s is answered %i %s", async (kind, status, code) => {
    await system.get('/v2/event-types/1001');
    system.cal.controls.failNext(kind);
    const answer = await book();
    expect(outcome(answer)).toEqual({status, code});
    expect(answer.headers.has('retry-after')).toBe(kind === '429');
    expect(posts()).toBe(1);
  });

  test.each(['fixed_hosts_unavailable_for_booking', 'round_robin_host_unavailable_for_booking'])(
    'of a team that Cal.com calls a 500 (%s) is a taken time',
    async message => {
      await system.get('/v2/event-types/1001');
      system.intercept.upstream = request =>
        request.method === 'POST' ? Response.json({statusCode: 500, message}, {status: 500}) : undefined;
      expect(outcome(await book())).toEqual({status: 409, code: 'slot_taken'});
    },
  );
});

test('a hundred double clicks under faults never book twice', async () => {
  const faults = ['lost-answer', 'taken-409', '500', 'lost-answer', '429'] as const;
  for (let round = 0; round < 20; round += 1) {
    system.clock.now += 61_000;
    await system.get('/v2/event-types/1001');
    const start = `2026-11-${String(24 + (round % 3))}T${String(9 + (round % 7)).padStart(2, '0')}:30:00.000Z`;
    system.cal.controls.failNext(faults[round % faults.length]!);
    await Promise.all(Array.from({length: 5}, () => book({start}, `attempt-of-round-${round}`)));
    await book({start}, `attempt-of-round-${round}`);
  }
  const starts = system.cal.world.bookings.map(({metadata}) => metadata['booking_attempt']);
  expect(starts.length).toBeGreaterThan(5);
  expect(new Set(starts).size).toBe(starts.length);
});

test.each(['short', 'with spaces in it', 'x'.repeat(129)])('the key "%s" is refused', async idempotencyKey => {
  expect(outcome(await book({}, idempotencyKey))).toEqual({status: 400, code: 'invalid_request'});
});

test('a number Cal.com refuses as a number is sent as a text', async () => {
  const answers = {company: 'Acme', 'company-size': '1-10', terms: true, 'party-size': 3};
  const strict = openProxy({eventTypes: ['rick/questions']});
  strict.intercept.upstream = request =>
    request.method !== 'POST'
      ? undefined
      : request
          .clone()
          .json()
          .then((body: {bookingFieldsResponses: Record<string, unknown>}) =>
            typeof body.bookingFieldsResponses['party-size'] === 'number'
              ? Response.json(
                  {status: 'error', error: {code: 'BAD_REQUEST', message: 'responses - {party-size}Invalid string, '}},
                  {status: 400},
                )
              : strict.cal.fetch(
                  new Request(request.url, {
                    method: 'POST',
                    headers: request.headers,
                    body: JSON.stringify({...body, bookingFieldsResponses: answers}),
                  }),
                ),
          );

  const {status} = await strict.post(
    '/v2/bookings',
    guideBooking({eventTypeId: 1007, bookingFieldsResponses: answers}),
  );
  expect(status).toBe(201);
  expect(
    strict
      .calls('POST', /bookings$/)
      .map(({body}) => (body!['bookingFieldsResponses'] as Record<string, unknown>)['party-size']),
  ).toEqual([3, '3']);
  await strict.close();
});
