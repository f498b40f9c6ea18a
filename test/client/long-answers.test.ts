import {expect, onTestFinished, test, vi} from 'vitest';
import {askAhead} from '../../src/client/prefetch.ts';
import {createClient} from '../../src/client/client.ts';
import {readFrames, type FrameReader} from '../../src/client/live/frames.ts';
import {readState, requestLive} from '../../src/client/live/live-request.ts';
import {subscribe} from '../../src/client/live/subscribe.ts';
import {endlessServer} from '../support/hostile/endless.ts';
import {liveServer, stoppedClock} from './live/live-server.ts';
import {attemptId, request} from './samples.ts';

const signal = new AbortController().signal;
const pause = async () => {};
const ref = {kind: 'user', username: 'rick', slug: '30min'} as const;

test.each(['api', 'proxy'] as const)(
  'an answer without an end, small as it comes over the network, is given up (%s)',
  async side => {
    const client = createClient({[side]: await endlessServer(), pause});

    await expect(client.loadBooking('bk1')).rejects.toMatchObject({
      code: 'upstream_shape',
      message: expect.stringContaining('4 MB'),
    });
    await expect(client.loadEventType(ref)).rejects.toMatchObject({code: 'upstream_shape'});
  },
);

test.each(['api', 'proxy'] as const)(
  'after such an answer to a booking nobody knows what became of it (%s)',
  async side => {
    const client = createClient({[side]: await endlessServer(), pause});

    await expect(client.book(request, {attemptId})).rejects.toMatchObject({code: 'outcome_unknown'});
  },
);

test.each([404, 429, 502])('a refusal without an end is given up (%i)', async status => {
  const client = createClient({proxy: await endlessServer(() => ({status})), pause});

  await expect(client.loadBooking('bk1')).rejects.toMatchObject({code: 'upstream_shape'});
  await expect(client.book(request, {attemptId})).rejects.toMatchObject({code: 'outcome_unknown'});
});

test('what is asked ahead is given up like any other', async () => {
  const api = await endlessServer();
  const {send} = askAhead({api}, ref, {});

  await expect(send({method: 'GET', path: '/v2/event-types', headers: {}})).rejects.toMatchObject({
    code: 'upstream_shape',
  });
});

test('so is the state of a booking, and a refusal of its stream', async () => {
  const url = await endlessServer(path => ({status: path.startsWith('/refused') ? 503 : 200}));
  const ask = (path: string) => requestLive(fetch, {url: url + path, token: 'a', id: undefined, isPoll: true, signal});

  await expect(readState((await ask('/live'))!)).rejects.toMatchObject({code: 'upstream_shape'});
  await expect(ask('/refused')).rejects.toMatchObject({code: 'upstream_shape'});
});

test.each([200, 503])('so is another token (%i)', async status => {
  const clock = stoppedClock();
  const live = await liveServer();
  const endless = await endlessServer(() => ({status}));
  const subscription = subscribe({
    token: 'first',
    url: live.url,
    ...clock,
    random: () => 0,
    fetch: (input, init) => fetch(String(input).endsWith('/sessions') ? endless : input, init),
  });
  onTestFinished(() => subscription.close());
  (await live.visit()).refuse(401);
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));
  clock.advance(0);

  // It pauses before the next try, as after any failure; while it waits for an answer the time is longer.
  await expect.poll(() => clock.pending()[0]).toBeOneOf([500, 1000]);
});

/** Streams of bytes that go on for ever, by what is in them. */
const endlessFrames: Record<string, (turn: number) => string> = {
  'a line that never ends': () => 'a'.repeat(64 * 1024),
  'a data line that never ends': turn => (turn === 0 ? 'data: ' : ' '.repeat(64 * 1024)),
  'a frame of ever more lines': () => `data: ${'a'.repeat(1000)}\n`.repeat(60),
  'a frame of ever more names': turn => `x${turn}: ${'a'.repeat(10_000)}\n`,
  'a frame of ever more comments': () => ': \n'.repeat(10_000),
  'a frame of ever more empty lines of data': () => 'data\n'.repeat(10_000),
};

function streamOf(next: (turn: number) => string): ReadableStream<Uint8Array> {
  let turn = 0;
  return new ReadableStream({pull: controller => controller.enqueue(new TextEncoder().encode(next(turn++)))});
}

function quiet(more: Partial<FrameReader> = {}): FrameReader {
  return {onFrame() {}, onBytes() {}, onRetry() {}, ...more};
}

test.each(Object.entries(endlessFrames))('of a live stream %s is given up', async (_, next) => {
  await expect(readFrames(streamOf(next), quiet())).rejects.toMatchObject({code: 'upstream_shape'});
});

test.each(['\n', '\r', '\r\n'])('a frame may come byte by byte, its lines ended by %j', async end => {
  const bytes = [
    ...new TextEncoder().encode(
      [
        'id: 1',
        'event: state',
        'data: {"view":{"state":"accepted",',
        'data: "steps":[],"title":"é"}}',
        '',
        ': ',
        '',
      ].join(end),
    ),
  ];
  const onFrame = vi.fn();
  await readFrames(
    new ReadableStream({
      pull: controller => {
        const byte = bytes.shift();
        if (byte === undefined) controller.close();
        else controller.enqueue(new Uint8Array([byte]));
      },
    }),
    quiet({onFrame}),
  );

  expect(onFrame).toHaveBeenCalledTimes(1);
  expect(onFrame.mock.calls[0]![0]).toMatchObject({seq: 1, view: {state: 'accepted', title: 'é'}});
});
