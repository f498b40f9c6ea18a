import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {LiveFrame} from '../../../src/core/model/wire.ts';
import {createHub, type Hub} from '../../../src/proxy/live/hub.ts';
import {relay} from '../../../src/proxy/live/relay.ts';
import type {LoggedView, Store} from '../../../src/proxy/store/store.ts';
import {atOnce, readFrames} from './frames.ts';

const minute = 60_000;
const store = {booking: async () => undefined, log: async () => []} as unknown as Store;
let hub: Hub;

beforeEach(() => {
  vi.useFakeTimers({toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']});
  hub = createHub(atOnce);
});
afterEach(() => {
  expect(vi.getTimerCount(), 'timers that were left').toBe(0);
  expect(hub.size(), 'streams that were left').toEqual({streams: 0, listeners: 0});
  vi.useRealTimers();
});

function open(tokenMs = 60 * minute, from: Store = store): ReadableStream<Uint8Array<ArrayBuffer>> {
  return relay({
    source: {store: from, hub},
    token: {topic: {uid: 'u1'}, expiresAt: 1000 + tokenMs},
    cursor: undefined,
    now: 1000,
  });
}

function view(seq: number, name = 'confirmed'): LoggedView {
  return {uid: 'u1', seq, at: '', cause: '', view: {uid: 'u1', state: 'accepted', steps: [{name, status: 'done'}]}};
}

const names = (frames: LiveFrame[]) => frames.map(({event}) => event);

test('a stream begins with how long to wait before another, and is one line of data per frame', async () => {
  const reader = open().pipeThrough(new TextDecoderStream()).getReader();

  expect((await reader.read()).value).toBe('retry: 3000\n\n');
  expect((await reader.read()).value).toBe(
    'id: 0\nevent: snapshot\ndata: {"event":"snapshot","seq":0,"view":{"uid":"u1","state":"unknown","steps":[]}}\n\n',
  );
  await reader.cancel();
});

test('a quiet stream is kept alive with a comment every 15 seconds', async () => {
  const reader = open().pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  await reader.read();
  vi.advanceTimersByTime(15_000);

  expect((await reader.read()).value).toBe(': \n\n');
  await reader.cancel();
});

test('a stream ends with "expired" when its token does', async () => {
  const frames = readFrames(open(5 * minute));
  await frames.next();
  vi.advanceTimersByTime(5 * minute - 1);
  expect(hub.size().streams).toBe(1);
  vi.advanceTimersByTime(1);

  expect(names(await frames.rest())).toEqual(['expired']);
});

test('a stream ends without a word after about ten minutes', async () => {
  const frames = readFrames(open());
  await frames.next();
  vi.advanceTimersByTime(9 * minute - 1);
  expect(hub.size().streams).toBe(1);
  vi.advanceTimersByTime(2 * minute);

  expect(await frames.rest()).toEqual([]);
});

test('a closing hub ends its streams', async () => {
  const frames = readFrames(open());
  await frames.next();
  hub.close();

  expect(await frames.rest()).toEqual([]);
});

test('a page that leaves is forgotten, also while its stream begins', async () => {
  await open().cancel();
  const frames = readFrames(open());
  await frames.next();
  await frames.cancel();
  await vi.waitFor(() => expect(hub.size().streams).toBe(0));
});

test('a store that cannot be read breaks the stream, so that the page tries again', async () => {
  const frames = readFrames(open(minute, {booking: () => Promise.reject(new Error('no disk'))} as unknown as Store));

  await expect(frames.next()).rejects.toThrow('no disk');
});

describe('a page that does not read', () => {
  const long = 'x'.repeat(16 * 1024);

  test('is cut off after 256 KB while the others go on', async () => {
    const slow = open();
    const quick = readFrames(open());
    await quick.next();

    let seq = 0;
    const held: number[] = [];
    while (hub.size().streams === 2 && seq < 100) {
      seq += 1;
      hub.publish([view(seq, `${seq} ${long}`)]);
      held.push(((await quick.next()) as {seq: number}).seq);
    }

    expect(seq * long.length).toBeGreaterThan(240 * 1024);
    expect(seq * long.length).toBeLessThan(300 * 1024);
    await expect(slow.getReader().read()).rejects.toThrow('does not read');
    hub.publish([view(seq + 1)]);
    expect(await quick.next()).toMatchObject({seq: seq + 1});
    expect(held).toEqual(Array.from({length: seq}, (_, index) => index + 1));
    await quick.cancel();
    await vi.waitFor(() => expect(hub.size().streams).toBe(0));
  });
});

test('whoever gave a stream its place is told once when it is over', async () => {
  const over = vi.fn();
  const open = () =>
    readFrames(
      relay({
        source: {store, hub},
        token: {topic: {uid: 'u1'}, expiresAt: minute},
        cursor: undefined,
        now: 0,
        onLeave: over,
      }),
    );
  const left = open();
  await left.next();
  expect(over).not.toHaveBeenCalled();
  await left.cancel();
  await vi.waitFor(() => expect(over).toHaveBeenCalledTimes(1));

  const ended = open();
  await ended.next();
  hub.close();
  expect(await ended.rest()).toEqual([]);
  expect(over).toHaveBeenCalledTimes(2);
});
