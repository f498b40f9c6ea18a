import {createHmac} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {BookingError} from '../../../src/core/model/error.ts';
import {startRoutineChecks} from '../../../src/proxy/effects/routine-checks.ts';
import {createHub} from '../../../src/proxy/live/hub.ts';
import {createMetrics} from '../../../src/proxy/observe/metrics.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';
import {atOnce, readFrames} from '../live/frames.ts';

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

describe('proxies at one store', () => {
  let now: number;
  let asked: string[];
  let turns: (() => void)[];
  let directory: string;
  let store: Store;
  const iso = (ms: number) => new Date(ms).toISOString();

  beforeEach(() => {
    system = openProxy();
    now = Date.parse('2026-11-20T09:00:00.000Z');
    asked = [];
    turns = [];
    directory = mkdtempSync(join(tmpdir(), 'booking-lost-'));
    store = sqliteStore(directory);
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, {recursive: true});
  });

  /** One more proxy's part that asks; resolves with what ends it. */
  function start(
    answer: (uid: string) => unknown = uid => ({
      uid,
      status: 'pending',
      start: iso(now + 48 * hourMs),
      end: iso(now + 49 * hourMs),
      updatedAt: iso(now),
    }),
  ): () => void {
    return startRoutineChecks({
      store,
      hub: createHub(atOnce),
      metrics: createMetrics(),
      now: () => now,
      elapsed: () => now,
      log: {info() {}, warn() {}, error() {}},
      backgroundReads: {
        async booking(uid) {
          asked.push(uid);
          return answer(uid);
        },
        asHost: async () => undefined,
      },
      later(_ms, task) {
        turns.push(task);
        return () => void (turns = turns.filter(turn => turn !== task));
      },
    });
  }

  async function pass(ms: number): Promise<void> {
    now += ms;
    const due = turns.splice(0);
    due.forEach(turn => turn());
    await vi.waitFor(() => expect(turns).toHaveLength(due.length), {interval: 2, timeout: 10_000});
  }

  const request = (uid: string) => store.record([{uid, facts: {requestedAt: iso(now)}}], 'test', iso(now));

  test('share the bookings: each is asked about by one of them', async () => {
    const stops = [start(), start()];
    await pass(0);
    for (const uid of ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8']) await request(uid);
    await pass(5 * minuteMs);
    await pass(0);

    expect(asked.sort()).toEqual(['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8']);
    for (const stop of stops) stop();
    expect(turns).toEqual([]);
  });

  test('ask at the start about what may have changed while they were away', async () => {
    await store.record(
      [
        {
          uid: 'u1',
          facts: {
            acceptedAt: iso(now),
            start: {at: iso(now), value: iso(now + 72 * hourMs)},
            end: {at: iso(now), value: iso(now + 73 * hourMs)},
          },
        },
      ],
      'test',
      iso(now),
    );
    now += minuteMs;
    const stop = start(uid => ({uid, status: 'cancelled', start: iso(now), end: iso(now), updatedAt: iso(now)}));
    await pass(15_000);

    expect(asked).toEqual(['u1']);
    expect((await store.booking('u1'))?.view.state).toBe('cancelled');
    stop();
  });

  test('leave a busy Cal.com alone for that turn, and forget nothing', async () => {
    const stop = start(() => {
      throw new BookingError('rate_limited', 'Later.', {retryAfterSeconds: 60});
    });
    await pass(0);
    for (const uid of ['u1', 'u2', 'u3']) await request(uid);
    await pass(5 * minuteMs);
    expect(asked).toEqual(['u1']);
    stop();
    const next = start();
    await pass(0);
    expect(asked.slice(1).sort()).toEqual(['u1', 'u2', 'u3']);
    next();
  });

  test('try again later what failed, and a day later what Cal.com does not know', async () => {
    const stop = start(uid => {
      throw new BookingError(uid === 'u1' ? 'upstream_down' : 'not_found', 'No.');
    });
    await pass(0);
    for (const uid of ['u1', 'u2']) await request(uid);
    await pass(5 * minuteMs);
    await pass(31 * minuteMs);
    expect(asked.sort()).toEqual(['u1', 'u1', 'u2']);
    await pass(24 * hourMs);
    expect(asked.filter(uid => uid === 'u2')).toHaveLength(2);
    stop();
  });
});
