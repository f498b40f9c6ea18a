import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {atOnce} from './frames.ts';
import {createHub, type Hub} from '../../../src/proxy/live/hub.ts';
import {hearNeighbours} from '../../../src/proxy/live/neighbours.ts';
import type {LoggedView, Store, StoreWatcher} from '../../../src/proxy/store/store.ts';

const view = (seq: number, uid = 'u1'): LoggedView => ({
  uid,
  seq,
  at: '',
  cause: '',
  view: {state: 'accepted', steps: []},
});
const log = {info() {}, warn: vi.fn(), error() {}};

let hub: Hub;
let watcher: StoreWatcher;
let reads: string[];
let stored: LoggedView[];
let broken: boolean;
let heard: number[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  hub = createHub(atOnce);
  reads = [];
  stored = [];
  broken = false;
  heard = [];
  const store = {
    watch(given: StoreWatcher) {
      watcher = given;
      return () => {};
    },
    async log(uid: string, after: number) {
      reads.push(`${uid} after ${after}`);
      if (broken) throw new Error('no network');
      return stored.filter(view => view.uid === uid && view.seq > after);
    },
  } as unknown as Store;
  stop = hearNeighbours({store, hub, log});
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const follow = () => hub.onView('u1', ({seq}) => heard.push(seq));

test('a view of another proxy is read and told to those who follow its booking', async () => {
  follow();
  stored = [view(1), view(2), view(3)];
  watcher.onView('u1', 3);
  await vi.waitFor(() => expect(heard).toEqual([3]));

  stored.push(view(4), view(5));
  watcher.onView('u1', 5);
  await vi.waitFor(() => expect(heard).toEqual([3, 4, 5]));
  expect(reads).toEqual(['u1 after 2', 'u1 after 3']);
});

test('nothing is read for a booking nobody follows, or for what was told already', async () => {
  follow();
  hub.publish([view(1)]);
  watcher.onView('u2', 1);
  watcher.onView('u1', 1);

  await Promise.resolve();
  expect(reads).toEqual([]);
});

test('a burst is read once or twice, not once for each', async () => {
  follow();
  stored = [1, 2, 3, 4, 5, 6].map(seq => view(seq));
  for (const {seq} of stored) watcher.onView('u1', seq);

  await vi.waitFor(() => expect(heard.at(-1)).toBe(6));
  expect(reads.length).toBeLessThanOrEqual(2);
});

test('a number that comes while the log is read is read too', async () => {
  follow();
  stored = [view(1)];
  watcher.onView('u1', 1);
  await vi.waitFor(() => expect(heard).toEqual([1]));
  // Two of its log are gone already.
  watcher.onView('u1', 2);
  watcher.onView('u1', 3);
  stored = [view(3)];

  await vi.waitFor(() => expect(heard).toEqual([1, 3]));
});

test('of thousands that are behind, a few are read at a time', async () => {
  const uids = Array.from({length: 50}, (_, index) => `u${index}`);
  for (const uid of uids) hub.onView(uid, () => heard.push(0));
  stored = uids.map(uid => view(1, uid));
  for (const uid of uids) watcher.onView(uid, 1);

  expect(reads).toHaveLength(4);
  await vi.waitFor(() => expect(heard).toHaveLength(50));
  expect(reads).toHaveLength(50);
});

test('a log that cannot be read now is read again, and a stream that left meanwhile ends that', async () => {
  const leave = follow();
  stored = [view(1)];
  broken = true;
  watcher.onView('u1', 1);
  await vi.waitFor(() => expect(log.warn).toHaveBeenCalled());
  broken = false;
  vi.advanceTimersByTime(1_000);
  await vi.waitFor(() => expect(heard).toEqual([1]));

  broken = true;
  watcher.onView('u1', 2);
  await vi.waitFor(() => expect(reads).toHaveLength(3));
  leave();
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
  vi.advanceTimersByTime(1_000);
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));
  expect(reads).toHaveLength(3);
});

test('a connection that broke is logged', () => {
  log.warn.mockClear();
  watcher.onBreak();

  expect(log.warn).toHaveBeenCalledOnce();
});

test('a session that was bound elsewhere is woken, and what is followed is known', () => {
  const woken: string[] = [];
  hub.onWake('r1', () => woken.push('r1'));
  follow();
  watcher.onSession('r1');
  watcher.onSession('r2');

  expect(woken).toEqual(['r1']);
  expect(watcher.followed()).toEqual({uids: ['u1'], rids: ['r1']});
});

test('a store of one process needs none of it', () => {
  hearNeighbours({store: {} as Store, hub, log})();
});
