import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy({eventTypes: '*'})));
afterEach(() => system.close());

const book = async (overrides = {}) => (await system.post('/v2/bookings', guideBooking(overrides))).json as {data: {uid: string; seatUid: string}; manage: {token: string}; live: {token: string}};
const seat = (name: string) => book({eventTypeId: 1005, attendee: {name, email: `${name}@visitors.example`, timeZone: 'UTC'}});
const change = (uid: string, verb: string, token: string, body: object = {}) => system.post(`/v2/bookings/${uid}/${verb}`, body, {'booking-manage-token': token});
const view = async (token: string) => (await system.get('/live', {authorization: `Bearer ${token}`, accept: 'application/json'})).json.view;
const changesSent = () => system.calls('POST', /(cancel|reschedule)$/);

describe('a seat', () => {
  test('that is gone although Cal.com answers 404 is cancelled for its visitor, who sees it at once', async () => {
    const {data, manage, live} = await seat('ann');
    await seat('bob');
    system.cal.controls.failNext('seat-race');
    const {status, json} = await change(data.uid, 'cancel', manage.token);
    expect({status, uid: json.data.uid}).toEqual({status: 200, uid: data.uid});
    expect(await view(live.token)).toMatchObject({state: 'cancelled'});
  });

  test('whose answer was lost is asked for, not the booking it was in', async () => {
    const {data, manage} = await seat('ann');
    await seat('bob');
    system.cal.controls.failNext('lost-answer');
    expect((await change(data.uid, 'cancel', manage.token)).status).toBe(200);
    expect(system.calls('GET', /by-seat/)).toHaveLength(1);
  });

  test('that Cal.com does not find but still knows is not called cancelled', async () => {
    const {data, manage, live} = await seat('ann');
    await seat('bob');
    system.intercept.upstream = request => request.url.endsWith('/cancel')
      ? Response.json({status: 'error', error: {code: 'NOT_FOUND', message: 'Invalid Query: The requested record was not found.'}}, {status: 404}) : undefined;
    expect((await change(data.uid, 'cancel', manage.token)).status).toBe(404);
    expect(await view(live.token)).toMatchObject({state: 'accepted'});
  });

  test('that was given back before is said to be cancelled already', async () => {
    const {data, manage} = await seat('ann');
    await seat('bob');
    await change(data.uid, 'cancel', manage.token);
    const {status, json} = await change(data.uid, 'cancel', manage.token);
    expect({status, code: json.error.code}).toEqual({status: 400, code: 'already_cancelled'});
  });

  test.each([['others stay', 1], ['it was the last one', 0]])('that is given back keeps the time it was confirmed at, where %s', async (_, others) => {
    const {data, manage, live} = await seat('ann');
    if (others) await seat('bob');
    const confirmed = (await view(live.token)).steps.find(({name}: {name: string}) => name === 'confirmed');
    expect(confirmed.at).toEqual(expect.any(String));
    await system.advance(60_000);
    await change(data.uid, 'cancel', manage.token);
    const {steps, state} = await view(live.token);
    expect(state).toBe('cancelled');
    expect(steps.map(({name}: {name: string}) => name)).toEqual(['confirmed', 'cancelled']);
    expect(steps[0]).toEqual(confirmed);
  });
});

describe('what the event type does not let visitors do', () => {
  test.each([['cancel', 'cancel_refused'], ['reschedule', 'reschedule_refused']])('is refused before Cal.com is asked: %s', async (verb, code) => {
    const {data, manage} = await book({eventTypeId: 1018});
    const {json} = await change(data.uid, verb, manage.token, verb === 'cancel' ? {} : {start: tuesdayAt('12:00')});
    expect(json.error.code).toBe(code);
    expect(changesSent()).toEqual([]);
  });

  test('is refused only from the notice on', async () => {
    const {data, manage} = await book({eventTypeId: 1023, start: '2026-11-26T10:00:00.000Z'});
    const first = await change(data.uid, 'reschedule', manage.token, {start: '2026-11-26T11:00:00.000Z'});
    expect(first.status).toBe(201);
    await system.advance(3 * 24 * 60 * 60_000 - 60_000);
    const {json} = await change(first.json.data.uid, 'reschedule', first.json.manage.token, {start: '2026-11-27T11:00:00.000Z'});
    expect(json.error.code).toBe('reschedule_refused');
    expect(changesSent()).toHaveLength(1);
  });

  test('does not bind a visitor whose event type is gone', async () => {
    const {data, manage} = await book();
    await system.advance(120_000);
    system.intercept.upstream = request => request.url.includes('/event-types/')
      ? Response.json({status: 'error', error: {code: 'NotFoundException', message: 'Event type with id 1001 not found'}}, {status: 404}) : undefined;
    expect((await change(data.uid, 'cancel', manage.token)).status).toBe(200);
  });
});

