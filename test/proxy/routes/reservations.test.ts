import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {openProxy, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const wish = {eventTypeId: 1001, slotStart: tuesdayAt('10:00')};
const reserve = (body: object = wish) => system.post('/v2/slots/reservations', body);
const outcome = ({status, json}: Awaited<ReturnType<typeof reserve>>) => ({
  status,
  code: json.error?.code as string | undefined,
});

test("a time is reserved for five minutes, without the key, in Cal.com's shape", async () => {
  const {status, json} = await reserve();

  expect(status).toBe(201);
  expect(json).toEqual({
    status: 'success',
    data: {
      eventTypeId: 1001,
      slotStart: tuesdayAt('10:00'),
      slotEnd: tuesdayAt('10:30'),
      slotDuration: 30,
      reservationUid: expect.any(String),
      reservationDuration: 5,
      reservationUntil: '2026-11-23T08:05:00.000Z',
    },
  });
  expect(system.calls('POST', /reservations$/)).toMatchObject([{key: false, version: '2024-09-04', body: wish}]);
});

test('it is given back with its uid', async () => {
  const {
    json: {
      data: {reservationUid},
    },
  } = await reserve();
  const {status, json} = await system.request(`/v2/slots/reservations/${reservationUid}`, {method: 'DELETE'});

  expect({status, json}).toEqual({status: 200, json: {status: 'success'}});
  expect(system.cal.world.reservations.size).toBe(0);
  expect((await reserve()).status).toBe(201);
});

test('a time that somebody else holds is told as taken', async () => {
  await reserve();
  expect(outcome(await reserve())).toEqual({status: 409, code: 'slot_taken'});
});

describe('with the key of a page that was loaded again', () => {
  const withKey = (key: string, body: object = wish) =>
    system.request('/v2/slots/reservations', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Idempotency-Key': key},
      body: JSON.stringify(body),
    });

  test('the same reservation is told again, also while Cal.com is still asked', async () => {
    const [first, second] = await Promise.all([withKey('key-of-page-1'), withKey('key-of-page-1')]);
    const third = await withKey('key-of-page-1');

    expect(first.status).toBe(201);
    expect(second).toMatchObject({status: 201, json: first.json});
    expect(third).toMatchObject({status: 201, json: first.json});
    expect(system.calls('POST', /reservations$/)).toHaveLength(1);
  });

  test('another page does not get it, and another time is refused', async () => {
    await withKey('key-of-page-1');
    expect(outcome(await withKey('key-of-page-2'))).toEqual({status: 409, code: 'slot_taken'});
    expect(outcome(await withKey('key-of-page-1', {...wish, slotStart: tuesdayAt('11:00')}))).toEqual({
      status: 422,
      code: 'idempotency_conflict',
    });
    expect(outcome(await withKey('a b'))).toEqual({status: 400, code: 'invalid_request'});
  });

  test('what was given back, is over or was refused is reserved anew', async () => {
    const {
      json: {
        data: {reservationUid},
      },
    } = await withKey('key-of-page-1');
    await system.request(`/v2/slots/reservations/${reservationUid}`, {method: 'DELETE'});
    const {
      json: {data: again},
    } = await withKey('key-of-page-1');
    expect(again.reservationUid).not.toBe(reservationUid);
    expect(outcome(await withKey('key-of-page-2'))).toEqual({status: 409, code: 'slot_taken'});
    await system.advance(5 * 60_000);
    expect((await withKey('key-of-page-2')).status).toBe(201);
  });
});

test.each([
  ["how long is Cal.com's to say", {...wish, reservationDuration: 60}, 400, 'invalid_request'],
  ['an event type that is not offered', {...wish, eventTypeId: 3001}, 403, 'not_allowed'],
  ['no event type', {slotStart: wish.slotStart}, 400, 'invalid_request'],
  ['no time', {eventTypeId: 1001, slotStart: 'soon'}, 400, 'invalid_request'],
])('what is wrong is refused before Cal.com is asked to reserve: %s', async (_, body, status, code) => {
  expect(outcome(await reserve(body))).toEqual({status, code});
  expect(system.calls('POST', /reservations/)).toEqual([]);
});

test.each(['a%2Fb', '..%2F..%2Fbookings', '%00'])('the uid %s is of no reservation', async uid => {
  const {status} = await system.request(`/v2/slots/reservations/${uid}`, {method: 'DELETE'});
  expect(status).toBe(404);
  expect(system.sent).toEqual([]);
});

test('a lost answer is no reason to stop: the reservation ends by itself', async () => {
  await system.get('/v2/event-types/1001');
  system.intercept.upstream = request => (request.method === 'POST' ? Response.error() : undefined);
  expect(outcome(await reserve())).toEqual({status: 502, code: 'upstream_down'});
});

test('reservations leave room for bookings', async () => {
  const tight = openProxy({callsPerMinute: 20});
  const answers = Array.from({length: 30}, () => tight.post('/v2/slots/reservations', wish));
  await tight.advance(60_000);
  const reserved = tight.calls('POST', /reservations$/).length;
  expect(reserved).toBeGreaterThan(0);
  expect(reserved).toBeLessThanOrEqual(20);
  expect((await Promise.all(answers)).some(({json}) => json.error?.code === 'rate_limited')).toBe(true);
  await tight.close();
});
