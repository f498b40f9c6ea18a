import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';
import {readFrames} from '../live/frames.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const kinds = {approval: 1003, paid: 1004, accepted: 1001};

// The stand-in has no webhook registered, so every one of them is lost.
let system: ProxySystem;
afterEach(() => system.close());

interface Booked {
  uid: string;
  token: string;
  manage: string;
}

async function atCal(path: string, body: object): Promise<{uid: string}> {
  const answer = await system.cal.fetch(
    new Request(`http://cal.test${path}`, {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
      body: JSON.stringify(body),
    }),
  );
  return ((await answer.json()) as {data: {uid: string}}).data;
}

/** Books through the proxy, or, what has to be paid, in Cal.com's page: then the first webhook comes and no other. */
async function book(kind: keyof typeof kinds, start = tuesdayAt('10:00')): Promise<Booked> {
  const wanted = guideBooking({start, eventTypeId: kinds[kind]});
  if (kind === 'paid') {
    const {uid} = await atCal('/v2/bookings', wanted);
    const payload = {uid, paymentId: 1, status: 'ACCEPTED', startTime: start, endTime: tuesdayAt('10:30')};
    const body = JSON.stringify({
      triggerEvent: 'BOOKING_PAYMENT_INITIATED',
      createdAt: new Date(system.clock.now).toISOString(),
      payload,
    });
    const signature = createHmac('sha256', settings.webhookSecrets[0]!).update(body).digest('hex');
    expect(
      (await system.request('/webhooks/cal', {method: 'POST', body, headers: {'x-cal-signature-256': signature}}))
        .status,
    ).toBe(204);
    return {uid, token: '', manage: ''};
  }
  const {json} = await system.post('/v2/bookings', wanted);
  return {uid: json.data.uid, token: json.live.token, manage: json.manage.token};
}

const stateOf = async ({uid}: Booked) =>
  (await system.get(`/ops/api/bookings/${uid}`, {authorization: `Bearer ${settings.adminToken}`})).json.state as string;
const follow = async ({token}: Booked) => readFrames((await system.open(`/live?token=${token}`)).body!);

/** Lets hours go by at once: whatever was due meanwhile is done at their end. */
async function skip(hours: number): Promise<void> {
  system.clock.now += hours * hourMs;
  await system.advance(minuteMs);
}

const reads = () => system.calls('GET', /^\/v2\/bookings\//);

describe('a webhook that is lost', () => {
  beforeEach(() => void (system = openProxy()));

  test.each([
    ['a host says yes to a request', 'approval', 'confirm', 'pending', 'accepted'],
    ['a host says no to a request', 'approval', 'reject', 'pending', 'rejected'],
    ['a request is withdrawn', 'approval', 'cancel', 'pending', 'cancelled'],
    ['a payment arrives', 'paid', 'pay', 'awaiting_payment', 'accepted'],
    ['a host cancels a meeting to come', 'accepted', 'cancel', 'accepted', 'cancelled'],
  ] as const)('when %s, is made good within hours, though nobody asks', async (_what, kind, what, before, after) => {
    const booked = await book(kind);
    expect(await stateOf(booked)).toBe(before);
    await system.cal.controls[what](booked.uid);
    await skip(3);
    await skip(11);

    expect(await stateOf(booked)).toBe(after);
  });

  test('reaches a page that listens within two minutes', async () => {
    const booked = await book('approval');
    const frames = await follow(booked);
    expect(await frames.next()).toMatchObject({view: {state: 'pending'}});
    await system.cal.controls.confirm(booked.uid);
    await system.advance(2 * minuteMs);

    expect(await frames.next()).toMatchObject({event: 'state', view: {uid: booked.uid, state: 'accepted'}});
  });

  test('reaches the streams when anybody reads the booking through the proxy, with or without a token', async () => {
    for (const headers of [{}, {manage: true}]) {
      const booked = await book('approval', 'manage' in headers ? tuesdayAt('11:00') : tuesdayAt('10:00'));
      const frames = await follow(booked);
      await frames.next();
      await system.cal.controls.confirm(booked.uid);
      const {json} = await system.get(
        `/v2/bookings/${booked.uid}`,
        'manage' in headers ? {'booking-manage-token': booked.manage} : {},
      );

      expect(json.data.status).toBe('accepted');
      expect(await frames.next()).toMatchObject({event: 'state', view: {state: 'accepted'}});
    }
  });

  test('of a move leads those who follow the booking on to what it became', async () => {
    const booked = await book('accepted');
    const frames = await follow(booked);
    await frames.next();
    const {uid} = await atCal(`/v2/bookings/${booked.uid}/reschedule`, {start: tuesdayAt('14:00')});
    await system.get(`/v2/bookings/${booked.uid}`);
    await system.advance(minuteMs);

    expect(await frames.next()).toMatchObject({event: 'state', view: {state: 'rescheduled', rescheduledTo: uid}});
    expect(await frames.next()).toMatchObject({
      event: 'snapshot',
      view: {uid, state: 'accepted', start: tuesdayAt('14:00')},
    });
  });

  test('costs a lookup of a stranger nothing: what the proxy does not know is not stored', async () => {
    const {uid} = await atCal('/v2/bookings', guideBooking());
    expect((await system.get(`/v2/bookings/${uid}`)).status).toBe(200);

    expect(
      (await system.get(`/ops/api/bookings/${uid}`, {authorization: `Bearer ${settings.adminToken}`})).status,
    ).toBe(404);
  });
});

describe('looking by itself', () => {
  test('is done less and less often about an undecided booking, and not after its end', async () => {
    system = openProxy();
    const booked = await book('approval');
    const counts: number[] = [];
    for (const hours of [1, 5, 18, 24, 48]) {
      const before = reads().length;
      for (let tenth = 0; tenth < 10; tenth += 1) await skip(hours / 10);
      counts.push(reads().length - before);
    }
    expect(counts[0]).toBeGreaterThan(2);
    expect(counts.slice(3), 'it was over after 27 hours').toEqual([expect.any(Number), 0]);
    expect(counts.reduce((sum, count) => sum + count)).toBeLessThan(20);
    expect(await stateOf(booked)).toBe('pending');
  });

  test('asks about a booking that is over not at all', async () => {
    system = openProxy();
    const booked = await book('accepted');
    await system.post(`/v2/bookings/${booked.uid}/cancel`, {}, {'booking-manage-token': booked.manage});
    const before = reads().length;
    for (let hours = 0; hours < 72; hours += 6) await skip(6);

    expect(reads()).toHaveLength(before);
  });

  test('takes at most a twentieth of the calls, however many bookings wait', async () => {
    system = openProxy({callsPerMinute: 100});
    for (let index = 0; index < 40; index += 1) {
      const start = new Date(
        Date.parse(tuesdayAt('09:00')) + Math.floor(index / 16) * 24 * hourMs + (index % 16) * 30 * minuteMs,
      ).toISOString();
      expect((await system.post('/v2/bookings', guideBooking({start}))).status).toBe(201);
      await system.advance(5_000);
    }
    const before = reads().length;
    system.clock.now += 20 * hourMs;
    await system.advance(4 * minuteMs);

    expect(reads().length - before).toBeGreaterThan(10);
    expect(reads().length - before).toBeLessThanOrEqual(5 * 5);
  });
});
