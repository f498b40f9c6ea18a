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
import {openProxy, type ProxySystem} from '../cal/system.ts';
import {atOnce} from '../live/frames.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

// The stand-in has no webhook registered, so every one of them is lost.
let system: ProxySystem;
afterEach(() => system.close());

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
