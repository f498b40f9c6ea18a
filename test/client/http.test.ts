import {afterEach, expect, test, vi} from 'vitest';
import {createClient} from '../../src/client/client.ts';
import {fakeFetch, never, success} from './fake-fetch.ts';
import {attemptId, bookingJson, request} from './samples.ts';

const lost = new TypeError('Failed to fetch');
const pause = vi.fn(async () => {});
const broken = () => new Response('<h1>Bad gateway</h1>', {status: 502});
const envelope = (code: string, status: number) =>
  Response.json(
    {
      status: 'error',
      timestamp: '2030-01-01T00:00:00.000Z',
      path: '/v2/bookings',
      error: {code, message: 'No.', details: {}},
    },
    {status},
  );

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  pause.mockClear();
});

test.each([
  ['a lost connection', lost],
  ['a 502', broken()],
])('a read is repeated once after %s', async (_, failure) => {
  const {fetch, sent} = fakeFetch(failure, success(bookingJson));

  expect((await createClient({fetch, pause}).loadBooking('bk1')).uid).toBe('bk1');
  expect(sent).toHaveLength(2);
  expect(pause).toHaveBeenCalledOnce();
});

test('a read that fails twice says why', async () => {
  const {fetch, sent} = fakeFetch(lost);

  await expect(createClient({fetch, pause}).loadBooking('bk1')).rejects.toMatchObject({code: 'network', cause: lost});
  expect(sent).toHaveLength(2);
});

test.each([
  [404, 'not_found'],
  [429, 'rate_limited'],
])('a read refused with %i is not repeated', async (status, code) => {
  const {fetch, sent} = fakeFetch(envelope(code, status));

  await expect(createClient({fetch, pause}).loadBooking('bk1')).rejects.toMatchObject({code, status});
  expect(sent).toHaveLength(1);
});

test.each([
  ['its connection is lost', lost],
  ['a gateway breaks down', broken()],
  ['Cal.com breaks down', Response.json({statusCode: 500, message: 'Internal server error'}, {status: 500})],
  [
    'its answer is cut',
    () => new Response(new ReadableStream({start: controller => controller.error(lost)}), {status: 201}),
  ],
  ['its answer is not JSON', new Response('<html>', {status: 201})],
  ['its answer holds no booking', success({}, {}, 201)],
  ['its answer is null', Response.json(null, {status: 201})],
])('a booking is sent once and its outcome unknown when %s', async (_, answer) => {
  const {fetch, sent} = fakeFetch(answer);

  await expect(createClient({fetch, pause}).book(request, {attemptId})).rejects.toMatchObject({
    code: 'outcome_unknown',
  });
  expect(sent).toHaveLength(1);
});

test('a booking certainly did not leave a device that is offline', async () => {
  vi.stubGlobal('navigator', {onLine: false});
  const {fetch} = fakeFetch(lost);

  await expect(createClient({fetch}).book(request, {attemptId})).rejects.toMatchObject({code: 'network'});
});

test('what the proxy itself says about a booking is believed', async () => {
  const {fetch} = fakeFetch(envelope('upstream_down', 503));

  await expect(
    createClient({proxy: 'https://book.example.com', fetch}).book(request, {attemptId}),
  ).rejects.toMatchObject({code: 'upstream_down'});
});

test('a taken time is told apart from an unknown outcome', async () => {
  const {fetch} = fakeFetch(Response.json({statusCode: 409, message: 'booking_conflict_error'}, {status: 409}));

  await expect(createClient({fetch}).book(request, {attemptId})).rejects.toMatchObject({code: 'slot_taken'});
});

test('a read gives up after 15 s, its repetition included; a write after 45 s', async () => {
  vi.useFakeTimers();
  const {fetch, sent} = fakeFetch(never);
  const client = createClient({fetch});
  const read = client.loadBooking('bk1').catch((error: unknown) => error);
  const write = client.book(request, {attemptId}).catch((error: unknown) => error);

  await vi.advanceTimersByTimeAsync(14_999);
  expect(sent.map(({signal}) => signal.aborted)).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await read).toMatchObject({code: 'timeout'});
  expect(sent.map(({signal}) => signal.aborted)).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await write).toMatchObject({code: 'outcome_unknown'});
  expect(vi.getTimerCount()).toBe(0);
});

test('a call that is over leaves no timer behind', async () => {
  vi.useFakeTimers();
  const {fetch} = fakeFetch(success(bookingJson));

  await createClient({fetch}).loadBooking('bk1');

  expect(vi.getTimerCount()).toBe(0);
});

test('an answer whose body never ends times out too', async () => {
  vi.useFakeTimers();
  const {fetch} = fakeFetch(
    ({signal}) =>
      new Response(
        new ReadableStream({
          start: controller => signal.addEventListener('abort', () => controller.error(signal.reason)),
        }),
      ),
  );
  const read = createClient({fetch})
    .loadBooking('bk1')
    .catch((error: unknown) => error);

  await vi.advanceTimersByTimeAsync(15_000);

  expect(await read).toMatchObject({code: 'timeout'});
});

test.each(['loadBooking', 'book', 'pause'] as const)(
  'an aborted call rejects with the reason it was aborted with (%s)',
  async call => {
    const {fetch} = fakeFetch(call === 'pause' ? lost : never);
    const client = createClient({fetch});
    const controller = new AbortController();
    const {signal} = controller;
    const outcome = call === 'book' ? client.book(request, {attemptId, signal}) : client.loadBooking('bk1', {signal});

    setTimeout(() => controller.abort());

    await expect(outcome).rejects.toBe(
      await new Promise(resolve => signal.addEventListener('abort', () => resolve(signal.reason))),
    );
    expect(signal.reason).toMatchObject({name: 'AbortError'});
  },
);

test('an aborted call is not sent', async () => {
  const {fetch, sent} = fakeFetch(success(bookingJson));

  await expect(createClient({fetch}).loadBooking('bk1', {signal: AbortSignal.abort()})).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(sent).toEqual([]);
});

test("an answer that is not Cal.com's is upstream_shape", async () => {
  const {fetch} = fakeFetch(new Response('<html>', {status: 200}), success({status: 'accepted'}));
  const client = createClient({fetch});

  await expect(client.loadBooking('bk1')).rejects.toMatchObject({
    code: 'upstream_shape',
    message: expect.not.stringContaining('bk1'),
  });
  await expect(client.loadBooking('bk1')).rejects.toMatchObject({code: 'upstream_shape'});
});

test("the page's own fetch is called as the page would call it", async () => {
  vi.stubGlobal('fetch', function (this: unknown) {
    if (this !== undefined && this !== globalThis) throw new TypeError('Illegal invocation');
    return Promise.resolve(success(bookingJson));
  });

  expect((await createClient().loadBooking('bk1')).uid).toBe('bk1');
  expect((await createClient({fetch: globalThis.fetch}).loadBooking('bk1')).uid).toBe('bk1');
});
