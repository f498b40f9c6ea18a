import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {cutoffsAt, prune, startPruning, type RetentionOptions} from '../../../src/proxy/store/retention.ts';
import type {Cutoffs, Store} from '../../../src/proxy/store/store.ts';

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
const options: RetentionOptions = {store, retentionDays: 30, now, log};

test('webhooks and logs are kept as long as the setting says, attempts for a day and an hour, claims until they end', () => {
  expect(cutoffsAt(now(), 30)).toEqual({history: '2026-10-01T12:00:00.000Z', attempts: '2026-10-30T11:00:00.000Z', claims: '2026-10-31T12:00:00.000Z'});
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

  const stopBroken = startPruning({...options, store: {prune: () => Promise.reject(new TypeError('no disk'))} as unknown as Store});
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalledWith({reason: 'TypeError'}, expect.any(String)));
  expect(vi.getTimerCount()).toBe(1);
  stopBroken();
});
