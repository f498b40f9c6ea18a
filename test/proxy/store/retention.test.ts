import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {BookingFacts} from '../../../src/core/state/facts.ts';
import {cutoffsAt, prune, startPruning, type RetentionOptions} from '../../../src/proxy/store/retention.ts';
import type {Cutoffs, Store} from '../../../src/proxy/store/store.ts';
import {readFrames} from '../live/frames.ts';
import {openSystem} from '../webhooks/system.ts';

const now = () => Date.parse('2026-10-31T12:00:00.000Z');
const log = {info: vi.fn(), warn: vi.fn()};
let asked: [Cutoffs, number][];
let left: number;

beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']});
  asked = [];
  left = 0;
  log.info.mockClear();
  log.warn.mockClear();
});
afterEach(() => vi.useRealTimers());

const store = {
  async prune(cutoffs: Cutoffs, limit: number) {
    asked.push([cutoffs, limit]);
    const gone = Math.min(left, limit);
    left -= gone;
    return gone;
  },
} as unknown as Store;
const settings = {retentionDays: 30, keepDays: 90};
const options: RetentionOptions = {store, settings, now, log};

test('webhooks and logs, and bookings after their end, are kept as long as the settings say, attempts for a day and an hour', () => {
  expect(cutoffsAt(now(), settings)).toEqual({
    history: '2026-10-01T12:00:00.000Z',
    attempts: '2026-10-30T11:00:00.000Z',
    bookings: '2026-08-02T12:00:00.000Z',
  });
});

test('a backlog goes in batches', async () => {
  left = 1_201;

  expect(await prune(options)).toBe(1_201);
  expect(asked.map(([, limit]) => limit)).toEqual([500, 500, 500, 500]);
});

test('it runs a minute after the start, then every hour, and stops', async () => {
  const stop = startPruning(options);
  vi.advanceTimersByTime(59_000);
  expect(asked).toHaveLength(0);
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveLength(1);
  vi.advanceTimersByTime(2 * 60 * 60_000);
  expect(asked).toHaveLength(3);
  stop();

  expect(vi.getTimerCount()).toBe(0);
});

test('how much went is logged, and a store that fails is tried again later', async () => {
  left = 3;
  const stop = startPruning(options);
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(log.info).toHaveBeenCalledWith({rows: 3}, expect.any(String)));
  stop();

  const stopBroken = startPruning({
    ...options,
    store: {prune: () => Promise.reject(new TypeError('no disk'))} as unknown as Store,
  });
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalledWith({reason: 'TypeError'}, expect.any(String)));
  expect(vi.getTimerCount()).toBe(1);
  stopBroken();
});

test('a page whose log is gone gets the present, and an open stream goes on', async () => {
  vi.useRealTimers();
  const system = openSystem();
  const record = (facts: BookingFacts) =>
    system.context.store
      .record([{uid: 'u1', facts}], 'test', '2026-09-01T09:00:00.000Z')
      .then(system.context.hub.publish);
  const open = async (cursor: string) =>
    readFrames(
      (
        await system.request(`/live?cursor=${cursor}`, {
          headers: {authorization: `Bearer ${await system.context.tokens.mint({uid: 'u1'})}`},
        })
      ).body!,
    );
  const at = '2026-09-01T09:00:00.000Z';
  await record({requestedAt: at});
  await record({acceptedAt: at});
  const early = await open('0');
  expect(await early.take(2)).toMatchObject([
    {event: 'state', seq: 1},
    {event: 'state', seq: 2},
  ]);

  expect(await prune({...options, store: system.context.store})).toBe(2);
  const [behind, level] = [await open('1'), await open('2')];
  expect(await behind.take(2)).toMatchObject([
    {event: 'stale'},
    {event: 'snapshot', seq: 2, view: {state: 'accepted'}},
  ]);
  await record({cancelledAt: at});

  for (const stream of [early, behind, level])
    expect(await stream.next()).toMatchObject({event: 'state', seq: 3, view: {state: 'cancelled'}});
  await system.close();
});
