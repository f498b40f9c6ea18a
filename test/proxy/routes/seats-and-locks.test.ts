import {afterEach, beforeEach, describe, expect, onTestFinished, test} from 'vitest';
import {triggers} from '../../../mocks/world/world.ts';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';
import {readFrames} from '../live/frames.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy({eventTypes: '*'})));
afterEach(() => system.close());

const book = async (overrides = {}) =>
  (await system.post('/v2/bookings', guideBooking(overrides))).json as {
    data: {uid: string; seatUid: string};
    manage: {token: string};
    live: {token: string};
  };
const seat = (name: string) =>
  book({eventTypeId: 1005, attendee: {name, email: `${name}@visitors.example`, timeZone: 'UTC'}});
const change = (uid: string, verb: string, token: string, body: object = {}) =>
  system.post(`/v2/bookings/${uid}/${verb}`, body, {'booking-manage-token': token});
const view = async (token: string) =>
  (await system.get('/live', {authorization: `Bearer ${token}`, accept: 'application/json'})).json.view;
/** Lets the stand-in tell the proxy of everything; what it told, by trigger. */
function listen(): string[] {
  const subscriberUrl = 'http://proxy.test/webhooks/cal';
  system.cal.world.webhooks.push({
    id: 'w',
    userId: 301,
    subscriberUrl,
    active: true,
    triggers,
    payloadTemplate: null,
    secret: settings.webhookSecrets[0]!,
    version: '2021-10-20',
  });
  const delivered: string[] = [];
  const {fetch: real} = globalThis;
  globalThis.fetch = async (_, init) => {
    const body = init!.body as Uint8Array<ArrayBuffer>;
    delivered.push((JSON.parse(new TextDecoder().decode(body)) as {triggerEvent: string}).triggerEvent);
    return system.raw('/webhooks/cal', {method: 'POST', headers: init!.headers!, body});
  };
  onTestFinished(() => void (globalThis.fetch = real));
  return delivered;
}

/** Somebody changes a booking on Cal.com's own page. */
const atCal = (uid: string, verb: string, body: object, key?: string) =>
  system.cal.fetch(
    new Request(`http://cal.test/v2/bookings/${uid}/${verb}`, {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13', ...(key ? {authorization: `Bearer ${key}`} : {})},
      body: JSON.stringify(body),
    }),
  );
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
    system.intercept.upstream = request =>
      request.url.endsWith('/cancel')
        ? Response.json(
            {
              status: 'error',
              error: {code: 'NOT_FOUND', message: 'Invalid Query: The requested record was not found.'},
            },
            {status: 404},
          )
        : undefined;
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

  test.each([
    ['others stay', 1],
    ['it was the last one', 0],
  ])('that is given back keeps the time it was confirmed at, where %s', async (_, others) => {
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

test('the last seat that is given back is told in one state event, though the answer and the webhook both tell of it', async () => {
  const delivered = listen();
  const {data, manage, live} = await seat('ann');
  await system.advance(2_000);
  const stream = readFrames(
    (await system.open(`/live?token=${live.token}`)).body as ReadableStream<Uint8Array<ArrayBuffer>>,
  );
  expect(await stream.next()).toMatchObject({event: 'snapshot', view: {state: 'accepted'}});
  expect((await change(data.uid, 'cancel', manage.token)).status).toBe(200);
  await expect.poll(() => delivered).toContain('BOOKING_CANCELLED');
  await system.advance(60_000);

  const frames = stream.rest();
  await system.close();
  system = openProxy({eventTypes: '*'});
  expect((await frames).filter(({event}) => event === 'state')).toMatchObject([{view: {state: 'cancelled'}}]);
});

describe('a seat that moves and gets a new uid', () => {
  const start = (day: number) => `2026-11-${day}T09:00:00.000Z`;

  test('is followed by the stream and the link of its first booking, however often it moves', async () => {
    const {data, manage, live} = await seat('ann');
    await seat('bob');
    const first = await change(data.uid, 'reschedule', manage.token, {start: start(25)});
    const second = await change(first.json.data.uid, 'reschedule', manage.token, {start: start(26)});
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(new Set([data.seatUid, first.json.data.seatUid, second.json.data.seatUid]).size).toBe(3);
    expect(await view(live.token)).toMatchObject({uid: second.json.data.uid, state: 'accepted', start: start(26)});
    expect((await change(second.json.data.uid, 'cancel', manage.token)).status).toBe(200);
    expect(await view(live.token)).toMatchObject({uid: second.json.data.uid, state: 'cancelled'});
  });

  test('elsewhere is linked by the booking_ref of its mover', async () => {
    const delivered = listen();
    const {data, manage, live} = await seat('ann');
    await seat('bob');
    const moved = await atCal(data.uid, 'reschedule', {start: start(27), seatUid: data.seatUid});
    const {
      data: {uid},
    } = (await moved.json()) as {data: {uid: string}};
    expect(delivered.at(-1)).toBe('BOOKING_RESCHEDULED');
    expect(await view(live.token)).toMatchObject({uid, state: 'accepted', start: start(27)});
    expect((await change(uid, 'cancel', manage.token)).status).toBe(200);
  });
});

describe('a move that waits for the host, made elsewhere', () => {
  test.each([
    ['hosted', 'names the old booking'],
    ['open-source', 'does not name the old booking'],
  ] as const)('is noticed where Cal.com (%s) %s', async (edition, _) => {
    Object.assign(system.cal.world.options, {edition});
    listen();
    const {data, live} = await book({eventTypeId: 1003});
    await atCal(data.uid, 'confirm', {}, 'cal_x');
    const once = (await (await atCal(data.uid, 'reschedule', {start: tuesdayAt('12:00')})).json()) as {
      data: {uid: string};
    };
    await system.advance(60_000);
    expect(await view(live.token)).toMatchObject({uid: once.data.uid, state: 'pending'});
    // And once more: the calendar entry names the first booking only.
    const twice = (await (await atCal(once.data.uid, 'reschedule', {start: tuesdayAt('13:00')})).json()) as {
      data: {uid: string};
    };
    await system.advance(60_000);
    expect(await view(live.token)).toMatchObject({uid: twice.data.uid, state: 'pending', start: tuesdayAt('13:00')});
  });

  test('is not suspected of each booking of a series, which share one booking_ref', async () => {
    listen();
    const {json} = await system.post('/v2/bookings', guideBooking({eventTypeId: 1006}));
    const uids = (json.data as {uid: string}[]).map(({uid}) => uid);
    await system.advance(60_000);
    expect(system.calls('GET', new RegExp(`/v2/bookings/(${uids.join('|')})$`))).toEqual([]);
  });
});

describe('what the event type does not let visitors do', () => {
  test.each([
    ['cancel', 'cancel_refused'],
    ['reschedule', 'reschedule_refused'],
  ])('is refused before Cal.com is asked: %s', async (verb, code) => {
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
    const {json} = await change(first.json.data.uid, 'reschedule', first.json.manage.token, {
      start: '2026-11-27T11:00:00.000Z',
    });
    expect(json.error.code).toBe('reschedule_refused');
    expect(changesSent()).toHaveLength(1);
  });

  test('does not bind a visitor whose event type is gone', async () => {
    const {data, manage} = await book();
    await system.advance(120_000);
    system.intercept.upstream = request =>
      request.url.includes('/event-types/')
        ? Response.json(
            {status: 'error', error: {code: 'NotFoundException', message: 'Event type with id 1001 not found'}},
            {status: 404},
          )
        : undefined;
    expect((await change(data.uid, 'cancel', manage.token)).status).toBe(200);
  });
});
