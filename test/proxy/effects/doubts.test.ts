import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';
import {readFrames} from '../live/frames.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const minuteMs = 60_000;
const admin = {authorization: `Bearer ${settings.adminToken}`};
const version = {'cal-api-version': '2024-08-13', 'content-type': 'application/json'};
const workshop = 1005;
const weekly = 1006;

interface Booked {
  uid: string;
  seatUid: string;
  live: {token: string};
  manage: {token: string};
  all: {uid: string}[];
}

async function book(name: string, eventTypeId: number): Promise<Booked> {
  const {json} = await system.post(
    '/v2/bookings',
    guideBooking({eventTypeId, attendee: {name, email: `${name}@visitors.example`, timeZone: 'UTC'}}),
  );
  const all = [json.data].flat() as {uid: string; seatUid: string}[];
  return {...all[0]!, live: json.live, manage: json.manage, all};
}

/** What somebody does at Cal.com, past the proxy. */
async function atCal(path: string, body: object, key?: string): Promise<void> {
  const headers = {...version, ...(key ? {authorization: `Bearer ${key}`} : {})};
  const {status} = await system.cal.fetch(
    new Request(`http://cal.test${path}`, {method: 'POST', headers, body: JSON.stringify(body)}),
  );
  expect(status).toBe(200);
}

/** A cancellation as Cal.com tells it: of one seat the attendee is a row, of all of it not. */
async function tellCancelled(uid: string, payload: object = {}): Promise<void> {
  const body = JSON.stringify({
    triggerEvent: 'BOOKING_CANCELLED',
    createdAt: new Date(system.clock.now).toISOString(),
    payload: {uid, status: 'CANCELLED', ...payload},
  });
  const signature = createHmac('sha256', settings.webhookSecrets[0]!).update(body).digest('hex');
  const {status} = await system.request('/webhooks/cal', {
    method: 'POST',
    body,
    headers: {'x-cal-signature-256': signature, 'content-type': 'application/json'},
  });
  expect(status).toBe(204);
}

const ofSeat = (id: number) => ({seatsPerTimeSlot: 3, attendees: [{id, email: 'someone@visitors.example'}]});
const ofAll = {seatsPerTimeSlot: 3, attendees: [{email: 'someone@visitors.example'}]};
const stateOf = async ({live}: Booked) =>
  (await system.get('/live', {accept: 'application/json', authorization: `Bearer ${live.token}`})).json.view
    .state as string;
const ops = async (uid: string) => (await system.get(`/ops/api/bookings/${uid}`, admin)).json;
const looks = () =>
  system
    .calls('GET', /^\/v2\/bookings/)
    .map(({url, key}) => (key ? `${url.searchParams.get('bookingUid')} as its host` : url.pathname.split('/').at(-1)!));

describe('a seat', () => {
  test('that was given back without a word of whose it was is gone for its holder, and for nobody else', async () => {
    const [ann, bob] = [await book('ann', workshop), await book('bob', workshop)];
    const open = async ({live}: Booked) => readFrames((await system.open(`/live?token=${live.token}`)).body!);
    const [anns, bobs] = [await open(ann), await open(bob)];
    expect([await anns.next(), await bobs.next()]).toMatchObject([
      {view: {state: 'accepted'}},
      {view: {state: 'accepted'}},
    ]);
    await system.advance(5 * minuteMs);
    await atCal(`/v2/bookings/${ann.uid}/cancel`, {seatUid: ann.seatUid});
    await tellCancelled(ann.uid, ofSeat(7));
    expect([await stateOf(ann), await stateOf(bob), (await ops(ann.uid)).doubtful]).toEqual([
      'accepted',
      'accepted',
      true,
    ]);

    await system.advance(minuteMs);
    expect([await stateOf(ann), await stateOf(bob), await ops(ann.uid)]).toMatchObject([
      'cancelled',
      'accepted',
      {doubtful: false, state: 'accepted'},
    ]);
    expect(await anns.next()).toMatchObject({event: 'state', view: {uid: ann.uid, state: 'cancelled'}});
    expect(looks()).toEqual([ann.uid, `${ann.uid} as its host`]);
    await tellCancelled(ann.uid, ofAll);
    expect(await bobs.next(), 'the first that bob hears').toMatchObject({event: 'state', view: {state: 'cancelled'}});
  });

  test('that its holder gives back here is gone at once, on the page that opens it anew too', async () => {
    const [ann, bob] = [await book('ann', workshop), await book('bob', workshop)];
    await system.post(`/v2/bookings/${ann.uid}/cancel`, {}, {'booking-manage-token': ann.manage.token});

    expect([await stateOf(ann), await stateOf(bob)]).toEqual(['cancelled', 'accepted']);
    const read = async ({manage}: Booked) =>
      (await system.get(`/v2/bookings/${ann.uid}`, {'booking-manage-token': manage.token})).json;
    expect([(await read(ann)).data.status, (await read(bob)).data.status]).toEqual(['cancelled', 'accepted']);
    const {live} = await read(ann);
    expect(await stateOf({...ann, live})).toBe('cancelled');
  });

  test('that moved takes its holder along, and leaves the others where they are', async () => {
    const [ann, bob] = [await book('ann', workshop), await book('bob', workshop)];
    const moved = await system.post(
      `/v2/bookings/${ann.uid}/reschedule`,
      {start: tuesdayAt('14:00')},
      {'booking-manage-token': ann.manage.token},
    );
    const {view} = (await system.get('/live', {accept: 'application/json', authorization: `Bearer ${ann.live.token}`}))
      .json;

    expect(view).toMatchObject({uid: moved.json.data.uid, state: 'accepted', start: tuesdayAt('14:00')});
    expect(await stateOf(bob)).toBe('accepted');
    expect(
      (await system.post(`/v2/bookings/${moved.json.data.uid}/cancel`, {}, {'booking-manage-token': ann.manage.token}))
        .status,
      'the link in the first mail',
    ).toBe(200);
  });

  test('that was the last one ends the booking, which Cal.com only tells when asked', async () => {
    const ann = await book('ann', workshop);
    await system.post(`/v2/bookings/${ann.uid}/cancel`, {}, {'booking-manage-token': ann.manage.token});
    expect((await ops(ann.uid)).state).toBe('accepted');
    await system.advance(minuteMs);

    expect((await ops(ann.uid)).state).toBe('cancelled');
  });
});

test('a booking with seats that seems to be over is open again when Cal.com says so, and over when it says that', async () => {
  const ann = await book('ann', workshop);
  await tellCancelled(ann.uid, ofAll);
  expect(await stateOf(ann)).toBe('cancelled');
  await system.advance(minuteMs);
  expect(await stateOf(ann)).toBe('accepted');
  await atCal(`/v2/bookings/${ann.uid}/cancel`, {cancellationReason: 'ill'}, settings.calApiKey);
  await tellCancelled(ann.uid, {...ofAll, attendees: [{email: 'someone@visitors.example'}, {}]});
  await system.advance(minuteMs);

  expect([await stateOf(ann), (await ops(ann.uid)).doubtful]).toEqual(['cancelled', false]);
});

test('the siblings of a series that was cancelled with one word are cancelled too', async () => {
  const series = await book('ann', weekly);
  const uids = series.all.map(({uid}) => uid);
  expect(uids.length).toBeGreaterThan(2);
  await atCal(`/v2/bookings/${uids[1]}/cancel`, {cancelSubsequentBookings: true});
  await tellCancelled(uids[1]!, {recurringEvent: {freq: 2, count: uids.length, interval: 1}});
  const states = () => Promise.all(uids.map(async uid => (await ops(uid)).state as string));
  expect(await states()).toEqual(['accepted', 'cancelled', ...uids.slice(2).map(() => 'accepted')]);
  await system.advance(60 * minuteMs);

  expect(await states()).toEqual(['accepted', ...uids.slice(1).map(() => 'cancelled')]);
  expect(looks()).toHaveLength(2);
});

test('a body of a custom template is not believed, but the booking it names is asked about', async () => {
  const response = await system.cal.fetch(
    new Request('http://cal.test/v2/bookings', {
      method: 'POST',
      headers: version,
      body: JSON.stringify(guideBooking()),
    }),
  );
  const {
    data: {uid},
  } = (await response.json()) as {data: {uid: string}};
  const body = `uid=${uid}&state=PAID`;
  const signature = createHmac('sha256', settings.webhookSecrets[0]!).update(body).digest('hex');
  await system.request('/webhooks/cal', {
    method: 'POST',
    body,
    headers: {'x-cal-signature-256': signature, 'content-type': 'application/x-www-form-urlencoded'},
  });
  expect((await ops(uid)).state).toBe('unknown');
  await system.advance(minuteMs);

  expect(await ops(uid)).toMatchObject({state: 'accepted', doubtful: false, view: {start: tuesdayAt('10:00')}});
});

describe('a Cal.com', () => {
  const refuse =
    (status: number, headers = {}) =>
    (request: Request) =>
      request.method === 'GET' && /\/bookings\/\w/.test(request.url)
        ? Response.json({status: 'error', error: {code: 'X', message: 'No.'}}, {status, headers})
        : undefined;
  const doubt = async () => {
    const ann = await book('ann', workshop);
    await atCal(`/v2/bookings/${ann.uid}/cancel`, {cancellationReason: 'ill'}, settings.calApiKey);
    await tellCancelled(ann.uid, ofSeat(7));
    return ann;
  };

  test('with too many requests is asked later', async () => {
    const ann = await doubt();
    system.intercept.upstream = refuse(429, {'retry-after': '120'});
    await system.advance(minuteMs);
    const tried = looks().length;
    delete system.intercept.upstream;
    await system.advance(minuteMs);
    expect([looks().length, await stateOf(ann)]).toEqual([tried, 'accepted']);
    await system.advance(3 * minuteMs);

    expect(await stateOf(ann)).toBe('cancelled');
  });

  test('that does not know the booking leaves it as it was', async () => {
    const ann = await doubt();
    system.intercept.upstream = refuse(404);
    await system.advance(60 * minuteMs);

    expect([looks(), await ops(ann.uid)]).toMatchObject([[ann.uid], {state: 'accepted', doubtful: false}]);
  });

  test('that refuses the key is believed without it', async () => {
    const [ann, bob] = [await book('ann', workshop), await book('bob', workshop)];
    await system.advance(5 * minuteMs);
    await atCal(`/v2/bookings/${ann.uid}/cancel`, {seatUid: ann.seatUid});
    await tellCancelled(ann.uid, ofSeat(7));
    system.intercept.upstream = request =>
      request.headers.has('authorization') && request.method === 'GET'
        ? Response.json(
            {
              status: 'error',
              error: {code: 'UnauthorizedException', message: 'CustomThrottlerGuard - Invalid API Key'},
            },
            {status: 401},
          )
        : undefined;
    await system.advance(minuteMs);

    expect(
      [await stateOf(ann), await stateOf(bob), (await ops(ann.uid)).doubtful],
      'whose seat it was is hidden',
    ).toEqual(['accepted', 'accepted', false]);
  });

  test('that is down for a day is given up with a word in the log', async () => {
    const ann = await doubt();
    system.intercept.upstream = refuse(503);
    await system.advance(12 * 60 * minuteMs);

    expect(await ops(ann.uid)).toMatchObject({state: 'accepted', doubtful: true});
    expect(system.lines.filter(line => line.includes('could not be checked at Cal.com'))).toHaveLength(1);
    expect((await system.get('/metrics')).text).toContain('booking_proxy_checks_total{outcome="given_up"} 1');
  });
});
