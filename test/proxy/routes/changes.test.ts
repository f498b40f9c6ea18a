import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const admin = {authorization: `Bearer ${settings.adminToken}`};
const book = async (overrides = {}) => {
  const {
    json: {data, manage},
  } = await system.post('/v2/bookings', guideBooking(overrides));
  const [{uid, seatUid, recurringBookingUid}] = [data].flat();
  return {uid, seatUid, recurringBookingUid, all: [data].flat() as {uid: string}[], token: manage.token as string};
};
const change = (uid: string, verb: 'cancel' | 'reschedule', token: string | undefined, body: object = {}) =>
  system.post(`/v2/bookings/${uid}/${verb}`, body, token === undefined ? {} : {'booking-manage-token': token});
const cancel = (uid: string, token?: string, body?: object) => change(uid, 'cancel', token, body);
const move = (uid: string, token?: string, body: object = {start: tuesdayAt('12:00')}) =>
  change(uid, 'reschedule', token, body);
const ops = async (uid: string) => (await system.get(`/ops/api/bookings/${uid}`, admin)).json;
const outcome = ({status, json}: Awaited<ReturnType<typeof cancel>>) => ({
  status,
  code: json.error?.code as string | undefined,
});
const changesSent = () => system.calls('POST', /(cancel|reschedule)$/);

describe('with the token that came with the booking', () => {
  test("it is cancelled, never with the owner's key, so no reason is asked for", async () => {
    const {uid, token} = await book();
    const {status, json} = await cancel(uid, token);

    expect({status, data: json.data}).toMatchObject({status: 200, data: {status: 'cancelled'}});
    expect(changesSent()).toMatchObject([{key: false}]);
    expect((await ops(uid)).state).toBe('cancelled');
  });

  test('it is moved, with a stream and a token of its own, and nobody is named as who moves it', async () => {
    const {uid, token} = await book();
    const {status, json} = await move(uid, token, {
      start: tuesdayAt('12:00'),
      rescheduledBy: 'rick@example.com',
      reschedulingReason: 'a train',
    });

    expect(status).toBe(201);
    expect(json.data).toMatchObject({start: tuesdayAt('12:00'), rescheduledFromUid: uid});
    expect(json.live.token).toMatch(/^ey/);
    expect(changesSent()).toMatchObject([
      {key: false, body: {start: tuesdayAt('12:00'), reschedulingReason: 'a train'}},
    ]);
    expect(changesSent()[0]!.body).not.toHaveProperty('rescheduledBy');
    expect(await ops(uid)).toMatchObject({state: 'rescheduled', view: {rescheduledTo: json.data.uid}});
    expect((await cancel(json.data.uid, json.manage.token)).status).toBe(200);
  });

  test('the link in the first mail still opens it after it was moved', async () => {
    const {uid, token} = await book();
    const moved = await move(uid, token);
    expect((await cancel(moved.json.data.uid, token)).status).toBe(200);
  });

  test('as Bearer it will do as well', async () => {
    const {uid, token} = await book();
    expect((await system.post(`/v2/bookings/${uid}/cancel`, {}, {authorization: `Bearer ${token}`})).status).toBe(200);
  });

  test('reading opens the live stream too', async () => {
    const {uid, token} = await book();
    const {json} = await system.get(`/v2/bookings/${uid}`, {'booking-manage-token': token});
    expect(json.live).toEqual({token: expect.stringMatching(/^ey/), url: 'http://proxy.test/live'});
    expect((await system.get(`/v2/bookings/${uid}`)).json).not.toHaveProperty('live');
  });

  test('all of a series is cancelled, or one of it', async () => {
    const {recurringBookingUid, all, token} = await book({eventTypeId: 1006});
    expect((await cancel(all[2]!.uid, token)).status).toBe(200);
    const {json} = await cancel(recurringBookingUid, token);
    expect(json.data.map(({status}: {status: string}) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('nobody else', () => {
  test.each(['cancel', 'reschedule'] as const)(
    'can %s it with the uid alone, whether there is such a booking or not',
    async verb => {
      const {uid} = await book();
      const body = verb === 'cancel' ? {} : {start: tuesdayAt('12:00')};
      const there = await change(uid, verb, undefined, body);
      const nowhere = await change('no-such-uid', verb, undefined, body);

      expect([outcome(there), outcome(nowhere)]).toEqual([
        {status: 401, code: 'token_invalid'},
        {status: 401, code: 'token_invalid'},
      ]);
      expect(changesSent()).toEqual([]);
    },
  );

  test('can with the token of another booking; a foreign uid and an unknown one are answered alike', async () => {
    const {uid} = await book();
    const {token} = await book({start: tuesdayAt('14:00')});
    const foreign = await cancel(uid, token);
    const unknown = await cancel('no-such-uid-at-all', token);

    expect(outcome(foreign)).toEqual({status: 404, code: 'not_found'});
    expect({...foreign.json, path: ''}).toEqual({...unknown.json, path: ''});
    expect(changesSent()).toEqual([]);
  });

  test('can with a live token, an old token or one that is signed by somebody else', async () => {
    const {
      json: {
        data: {uid},
        live,
        manage,
      },
    } = await system.post('/v2/bookings', guideBooking());
    const [head, body] = manage.token.split('.');
    const answers = [
      await cancel(uid, live.token),
      await cancel(uid, `${head}.${body}.AAAA`),
      await cancel(uid, 'nonsense'),
    ];
    system.clock.now += 3 * 24 * 60 * 60_000;

    expect(answers.map(outcome)).toEqual(Array.from({length: 3}, () => ({status: 401, code: 'token_invalid'})));
    expect(outcome(await cancel(uid, manage.token))).toEqual({status: 401, code: 'token_expired'});
    expect(changesSent()).toEqual([]);
  });

  test('reads a booking of another event type: it is as unknown as one that is not there', async () => {
    const other = await system.cal.fetch(
      new Request('http://cal.test/v2/bookings', {
        method: 'POST',
        headers: {'content-type': 'application/json', 'cal-api-version': '2024-08-13'},
        body: JSON.stringify(guideBooking({eventTypeId: 3001, start: '2026-11-24T15:00:00Z'})),
      }),
    );
    const {
      data: {uid},
    } = (await other.json()) as {data: {uid: string}};
    const [foreign, unknown] = [await system.get(`/v2/bookings/${uid}`), await system.get('/v2/bookings/no-such-uid')];

    expect(outcome(foreign)).toEqual({status: 404, code: 'not_found'});
    expect({...foreign.json, path: ''}).toEqual({...unknown.json, path: ''});
  });
});

describe('seats', () => {
  test('a seat is given back without ending the booking of the others', async () => {
    const {uid, seatUid, token} = await book({eventTypeId: 1005});
    await book({eventTypeId: 1005, attendee: {name: 'Bob', email: 'bob@visitors.example', timeZone: 'UTC'}});

    expect((await cancel(uid, token)).status).toBe(200);
    expect(changesSent()).toMatchObject([{body: {seatUid}}]);
    expect((await ops(uid)).state).toBe('accepted');
  });

  test('a seat is moved with its token, and the new one with the new token', async () => {
    const {uid, seatUid, token} = await book({eventTypeId: 1005});
    const moved = await move(uid, token, {start: tuesdayAt('13:00'), reschedulingReason: 'a train'});
    expect(moved.status).toBe(201);
    expect(changesSent()[0]!.body).toEqual({start: tuesdayAt('13:00'), seatUid});
    expect((await cancel(moved.json.data.uid, moved.json.manage.token)).status).toBe(200);
  });

  test("another's seat of the same booking is as unknown as a booking that is not there", async () => {
    const {uid, seatUid} = await book({eventTypeId: 1005});
    const bob = await book({
      eventTypeId: 1005,
      attendee: {name: 'Bob', email: 'bob@visitors.example', timeZone: 'UTC'},
    });
    expect(outcome(await cancel(uid, bob.token, {seatUid}))).toEqual({status: 404, code: 'not_found'});
    expect(changesSent()).toEqual([]);
  });
});

describe("a link for the visitor's mails", () => {
  test('is made with the admin token and leads to the page of the settings, with the token where no log sees it', async () => {
    const shop = openProxy({manageUrl: 'https://shop.example/booking?lang=de'});
    const {
      json: {
        data: {uid},
        manage,
      },
    } = await shop.post('/v2/bookings', guideBooking());
    const {status, json} = await shop.post(`/ops/api/bookings/${uid}/manage-link`, {}, admin);

    expect(status).toBe(201);
    expect(json.data).toEqual({
      uid,
      token: expect.any(String),
      url: expect.any(String),
      expiresAt: '2026-11-25T10:30:00.000Z',
    });
    const url = new URL(json.data.url as string);
    expect(url.href.split('#')[0]).toBe('https://shop.example/booking?lang=de');
    expect(Object.fromEntries(new URLSearchParams(url.hash.slice(1)))).toEqual({
      'booking-uid': uid,
      token: json.data.token,
    });
    expect(manage.url).toContain('https://shop.example/booking?lang=de#booking-uid=');
    expect((await shop.post(`/v2/bookings/${uid}/cancel`, {}, {'booking-manage-token': json.data.token})).status).toBe(
      200,
    );
    await shop.close();
  });

  test('is made for nobody else', async () => {
    const {uid, token} = await book();
    expect(outcome(await system.post(`/ops/api/bookings/${uid}/manage-link`, {}))).toEqual({
      status: 401,
      code: 'auth_required',
    });
    expect(
      outcome(await system.post(`/ops/api/bookings/${uid}/manage-link`, {}, {authorization: `Bearer ${token}`})),
    ).toEqual({status: 401, code: 'auth_required'});
  });

  test('for one booking of a series does not cancel those after it', async () => {
    const {all} = await book({eventTypeId: 1006});
    const {json} = await system.post(`/ops/api/bookings/${all[0]!.uid}/manage-link`, {}, admin);
    expect(outcome(await cancel(all[0]!.uid, json.data.token, {cancelSubsequentBookings: true}))).toEqual({
      status: 403,
      code: 'not_allowed',
    });
    expect(outcome(await cancel(all[1]!.uid, json.data.token))).toEqual({status: 404, code: 'not_found'});
  });
});

describe('a lost answer', () => {
  test('to a cancellation is looked up', async () => {
    const {uid, token} = await book();
    system.cal.controls.failNext('lost-answer');
    const {status, json} = await cancel(uid, token);
    expect({status, data: json.data}).toMatchObject({status: 200, data: {status: 'cancelled'}});
  });

  test('to a move is looked up', async () => {
    const {uid, token} = await book();
    system.cal.controls.failNext('lost-answer');
    const {status, json} = await move(uid, token);
    expect({status, data: json.data}).toMatchObject({
      status: 201,
      data: {start: tuesdayAt('12:00'), rescheduledFromUid: uid},
    });
  });

  test('nobody can be sure of is told as such, and the change is not sent again', async () => {
    const {uid, token} = await book();
    system.intercept.upstream = request =>
      request.method === 'POST' ? new Response('oops', {status: 500}) : undefined;
    expect(outcome(await cancel(uid, token))).toEqual({status: 504, code: 'outcome_unknown'});
    expect(changesSent()).toHaveLength(1);
  });
});

test.each([
  ['a reason that is no text', {cancellationReason: 5}],
  ['a reason that is too long', {cancellationReason: 'x'.repeat(5_001)}],
  ['an unknown member', {all: true}],
])('a cancellation with %s is refused', async (_, body) => {
  expect(outcome(await cancel('some-uid', 'a-token', body))).toEqual({status: 400, code: 'invalid_request'});
});
