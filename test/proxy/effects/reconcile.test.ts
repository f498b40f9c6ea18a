import {afterEach, beforeEach, describe, expect, test, vi, type Mock} from 'vitest';
import {BookingError} from '../../../src/core/model/error.ts';
import type {BookingFacts} from '../../../src/core/state/facts.ts';
import {startReconcile} from '../../../src/proxy/effects/reconcile.ts';
import {createHub, type Hub} from '../../../src/proxy/live/hub.ts';
import {createMetrics, type Metrics} from '../../../src/proxy/observe/metrics.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {atOnce} from '../live/frames.ts';
import {places} from './stores.ts';

const minuteMs = 60_000;
let now: number;
let asked: string[];
let answers: (uid: string) => unknown;
let asHost: (uid: string) => Record<string, unknown> | undefined;
let warn: Mock<(fields: object, message: string) => void>;
let metrics: Metrics;
let hub: Hub;
let turns: (() => void)[];
let stops: (() => void)[];

const iso = (ms: number) => new Date(ms).toISOString();
const answer = (uid: string, status = 'accepted') => ({
  uid,
  status,
  start: iso(now),
  end: iso(now),
  updatedAt: iso(now),
});

beforeEach(() => {
  now = Date.parse('2026-11-20T09:00:00.000Z');
  asked = [];
  answers = uid => answer(uid);
  asHost = () => undefined;
  warn = vi.fn();
  metrics = createMetrics();
  hub = createHub(atOnce);
  turns = [];
  stops = [];
});
afterEach(() => stops.forEach(stop => stop()));

/** A proxy's part that asks; each of them is one more. */
function start(store: Store): void {
  stops.push(
    startReconcile({
      store,
      hub,
      metrics,
      now: () => now,
      log: {info() {}, warn, error() {}},
      backgroundReads: {
        async booking(uid) {
          asked.push(uid);
          return answers(uid);
        },
        async asHost(uid) {
          asked.push(`${uid} as its host`);
          return asHost(uid);
        },
      },
      later(_ms, task) {
        turns.push(task);
        return () => void (turns = turns.filter(turn => turn !== task));
      },
    }),
  );
}

/** Lets some time pass, then everybody look once. */
async function pass(ms: number): Promise<void> {
  now += ms;
  const due = turns.splice(0);
  due.forEach(turn => turn());
  await vi.waitFor(() => expect(turns).toHaveLength(due.length), {interval: 2, timeout: 10_000});
}

async function countOf(outcome: string): Promise<number> {
  const {text} = await metrics.read();
  return Number(new RegExp(`booking_proxy_checks_total\\{outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

describe.each(places)('in %s', (_name, isThere, open) => {
  let stores: Store[];
  let store: Store;

  beforeEach(async () => {
    if (!isThere) return;
    const openStore = await open();
    stores = [openStore(), openStore()];
    store = stores[0]!;
  });
  afterEach(() => Promise.all([...new Set(stores)].map(each => each.close())));

  const it = test.skipIf(!isThere);
  const doubt = (uid: string, facts: BookingFacts = {}) =>
    store.record([{uid, facts: {acceptedAt: iso(now), doubtedAt: iso(now), ...facts}}], 'test', iso(now));

  it('a booking in doubt is asked about once, and what is learned reaches the streams', async () => {
    const told = vi.fn();
    hub.onView('u1', told);
    start(store);
    await doubt('u1');
    await pass(10_000);
    expect(asked, 'not before Cal.com has written it down').toEqual([]);
    answers = uid => answer(uid, 'cancelled');
    await pass(15_000);
    await pass(60 * minuteMs);

    expect(asked).toEqual(['u1']);
    expect(told.mock.calls.map(([view]) => [view.uid, view.cause, view.view.state])).toEqual([
      ['u1', 'Cal.com was asked', 'cancelled'],
    ]);
    expect((await store.booking('u1'))?.view.state).toBe('cancelled');
    expect(await countOf('answered')).toBe(1);
  });

  it('of two proxies one asks', async () => {
    for (const each of stores) start(each);
    for (let index = 0; index < 15; index += 1) await doubt(`u${index}`);
    await pass(minuteMs);
    await pass(minuteMs);

    expect(asked.toSorted()).toEqual(Array.from({length: 15}, (_, index) => `u${index}`).sort());
  });

  it('a proxy that dies while it asks is replaced by another', async () => {
    start(store);
    await doubt('u1');
    answers = () => new Promise(() => {});
    now += minuteMs;
    turns.splice(0).forEach(turn => turn());
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    stops.pop()!();
    answers = uid => answer(uid);
    start(stores[1]!);
    await pass(5 * minuteMs);
    expect(asked, 'its lease is not over').toHaveLength(1);
    await pass(6 * minuteMs);

    expect(asked).toEqual(['u1', 'u1']);
    expect(await countOf('answered')).toBe(1);
  });

  it('the oldest doubts come first, ten at a time', async () => {
    start(store);
    for (let index = 0; index < 12; index += 1) {
      await doubt(`u${String(index).padStart(2, '0')}`);
      now += 1000;
    }
    await pass(minuteMs);
    expect(asked).toEqual(Array.from({length: 10}, (_, index) => `u${String(index).padStart(2, '0')}`));
    await pass(15_000);
    expect(asked.slice(10)).toEqual(['u10', 'u11']);
  });

  it('a failure is tried again with growing pauses, and given up in the end with a word', async () => {
    start(store);
    await doubt('u1');
    answers = () => Promise.reject(new BookingError('upstream_down', 'Cal.com is down.'));
    await pass(minuteMs);
    for (const minutes of [1, 5, 30, 120, 360]) {
      const before = asked.length;
      await pass((minutes - 0.5) * minuteMs);
      expect(asked, `${minutes} minutes are not over`).toHaveLength(before);
      await pass(minuteMs);
      expect(asked).toHaveLength(before + 1);
    }
    await pass(48 * 60 * minuteMs);

    expect(asked).toHaveLength(6);
    expect(await countOf('failed')).toBe(5);
    expect(await countOf('given_up')).toBe(1);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      {tries: 6, code: 'upstream_down'},
      expect.stringContaining('could not be checked at Cal.com'),
    );
    await doubt('u1');
    await pass(minuteMs);
    expect(asked, 'something new was heard').toHaveLength(7);
  });

  it('a Cal.com that is busy is left alone for as long as it wants, and that is no failure', async () => {
    start(store);
    for (const uid of ['u1', 'u2', 'u3']) await doubt(uid);
    answers = () => Promise.reject(new BookingError('rate_limited', 'Later.', {retryAfterSeconds: 300}));
    await pass(minuteMs);
    expect(asked).toEqual(['u1']);
    answers = uid => answer(uid);
    await pass(2 * minuteMs);
    expect(asked).toEqual(['u1', 'u2', 'u3']);
    await pass(4 * minuteMs);

    expect(asked).toEqual(['u1', 'u2', 'u3', 'u1']);
    expect([await countOf('postponed'), await countOf('failed'), await countOf('answered')]).toEqual([1, 0, 3]);
  });

  it('a booking that Cal.com does not know stays as it was, and is not asked about again', async () => {
    start(store);
    await doubt('u1');
    answers = () => Promise.reject(new BookingError('not_found', 'There is none.', {status: 404}));
    await pass(minuteMs);
    await pass(60 * minuteMs);

    expect(asked).toEqual(['u1']);
    expect(await store.booking('u1')).toMatchObject({seq: 1, view: {state: 'accepted'}});
    expect(await countOf('missing')).toBe(1);
  });

  it('of seats that Cal.com hides, those that are left are asked for as the host, if the key opens that', async () => {
    start(store);
    const seats = (...names: string[]) => ({
      seatStates: Object.fromEntries(names.map(name => [name, {at: iso(now - 10 * minuteMs), value: 'here'}])),
    });
    await doubt('u1', seats('a', 'b'));
    await doubt('u2', seats('a'));
    await doubt('u3', seats('a'));
    const hosts: Record<string, () => Record<string, unknown> | undefined> = {
      u1: () => ({...answer('u1'), attendees: [{seatUid: 'b'}]}),
      u2: () => undefined,
      u3: () => {
        throw new BookingError('upstream_key', 'The key is wrong.');
      },
    };
    asHost = uid => hosts[uid]!();
    await pass(minuteMs);

    expect(asked).toEqual(['u1', 'u1 as its host', 'u2', 'u2 as its host', 'u3', 'u3 as its host']);
    const values = async (uid: string) =>
      Object.entries((await store.booking(uid))?.facts.seatStates ?? {}).map(([seat, {value}]) => `${seat} ${value}`);
    expect([await values('u1'), await values('u2'), await values('u3')]).toEqual([
      ['a left', 'b here'],
      ['a here'],
      ['a here'],
    ]);
    expect(await countOf('answered')).toBe(3);
  });

  it('of a series the siblings that are known are settled with the one that was told of', async () => {
    start(store);
    for (const uid of ['u1', 'u2', 'u3'])
      await store.record([{uid, facts: {acceptedAt: iso(now), recurring: true}}], 'test', iso(now));
    await store.record(
      [
        {uid: 'u2', facts: {cancelledAt: iso(now)}},
        {uid: 'u3', facts: {cancelledAt: iso(now)}},
      ],
      'test',
      iso(now),
    );
    const occurrence = (uid: string, status: string) => ({...answer(uid, status), recurringBookingUid: 'series'});
    answers = uid =>
      uid === 'series'
        ? [
            occurrence('u1', 'cancelled'),
            occurrence('u2', 'cancelled'),
            occurrence('u3', 'cancelled'),
            occurrence('unheard', 'cancelled'),
          ]
        : occurrence(uid, 'cancelled');
    await pass(minuteMs);
    await pass(60 * minuteMs);

    expect(asked).toEqual(['u2', 'series']);
    expect(
      await Promise.all(['u1', 'u2', 'u3', 'unheard'].map(async uid => (await store.booking(uid))?.view.state)),
    ).toEqual(['cancelled', 'cancelled', 'cancelled', undefined]);
  });

  it('a store that fails is tried again, and after the stop nothing is left', async () => {
    start(store);
    await doubt('u1');
    const broken = vi.spyOn(store, 'leaseChecks').mockRejectedValueOnce(new TypeError('no disk'));
    await pass(minuteMs);
    expect(warn).toHaveBeenCalledExactlyOnceWith({reason: 'TypeError'}, expect.any(String));
    broken.mockRestore();
    await pass(minuteMs);
    expect(asked).toEqual(['u1']);
    stops.pop()!();

    expect(turns).toEqual([]);
  });
});
