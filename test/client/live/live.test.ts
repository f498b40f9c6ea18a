import {expect, test, vi} from 'vitest';
import type {LiveSettings} from '../../../src/client/live/live.ts';
import {BookingError} from '../../../src/core/model/error.ts';
import type {LiveGrant} from '../../../src/core/model/wire.ts';
import {listen} from './listen.ts';
import type {liveServer} from './live-server.ts';

test('views arrive as they are sent, opened by the token alone', async () => {
  const {server, heard, connection, told} = await listen();

  const visit = (await server.visit()).accept();
  visit.write('retry: 3000\n\n: \n\n').view('snapshot', 1, 'pending').view('state', 2, 'accepted');

  await heard('connecting', 'open', 'snapshot pending', 'state accepted');
  expect(visit.headers).toMatchObject({authorization: 'Bearer first', accept: 'text/event-stream'});
  expect(visit.headers).not.toHaveProperty('last-event-id');
  connection.close();
  await visit.over;
  expect(told.at(-1)).toBe('closed');
});

test('a frame that comes in pieces is one frame, and events of a newer server are left out', async () => {
  const {server, heard} = await listen();

  const visit = (await server.visit()).accept();
  visit
    .write('id: 1\nevent: sna')
    .write('pshot\ndata: {"view":{"state":"pen')
    .write('ding","steps":[]}}\n')
    .write('\n');
  visit.write('event: fireworks\ndata: 1\n\n').view('state', 2, 'accepted');

  await heard('connecting', 'open', 'snapshot pending', 'state accepted');
});

test('after a broken connection it goes on behind the last view, without a gap or a repetition', async () => {
  const {server, clock, heard, errors} = await listen();
  const first = (await server.visit()).accept().view('snapshot', 4, 'pending');
  await heard('connecting', 'open', 'snapshot pending');

  first.cut();
  await heard('connecting', 'open', 'snapshot pending', 'lost');
  clock.advance(1000);
  const second = (await server.visit()).accept();
  second
    .view('state', 3, 'paid')
    .view('snapshot', 4, 'pending')
    .view('state', 5, 'accepted')
    .view('state', 5, 'accepted')
    .view('state', 6, 'cancelled');

  await heard('connecting', 'open', 'snapshot pending', 'lost', 'open', 'state accepted', 'state cancelled');
  expect(second.headers['last-event-id']).toBe('4');
  expect(errors).toHaveLength(1);
});

test('a server that closes politely is asked again without calling it lost', async () => {
  const {server, clock, heard} = await listen();
  (await server.visit()).accept().view('snapshot', 1, 'pending').end();
  await vi.waitFor(() => expect(clock.pending()).toEqual([1000]));

  clock.advance(1000);
  (await server.visit()).accept().view('state', 2, 'accepted');

  await heard('connecting', 'open', 'snapshot pending', 'connecting', 'open', 'state accepted');
});

test('pauses grow to 30 s, are spread, and start over after a view', async () => {
  const random = vi.fn(() => 1);
  const {server, clock, heard} = await listen({random});
  const pauses: number[] = [];
  for (let failure = 0; failure < 7; failure += 1) {
    (await server.visit()).refuse(503);
    await vi.waitFor(() => expect(clock.pending()[0]).not.toBe(12_000));
    pauses.push(...clock.pending());
    if (failure === 5) random.mockReturnValue(0);
    clock.advance(30_000);
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 15_000]);

  const visit = (await server.visit()).accept().view('snapshot', 1, 'pending');
  await heard('connecting', 'lost', 'open', 'snapshot pending');
  visit.cut();
  await vi.waitFor(() => expect(clock.pending()).toEqual([500]));
});

test('the server may ask for a longer pause, for all or because of too many requests', async () => {
  const {server, clock, heard} = await listen();
  const visit = (await server.visit()).accept().write('retry: 3000\n\n').view('snapshot', 1, 'pending');
  await heard('connecting', 'open', 'snapshot pending');
  visit.cut();
  await heard('connecting', 'open', 'snapshot pending', 'lost');
  expect(clock.pending()).toEqual([3000]);

  clock.advance(3000);
  (await server.visit()).refuse(
    429,
    JSON.stringify({error: {code: 'rate_limited', message: 'Later.', details: {retryAfterSeconds: 20}}}),
  );

  await vi.waitFor(() => expect(clock.pending()).toEqual([20_000]));
});

test('an expired token is renewed at once and the stream goes on behind the last view', async () => {
  const {server, clock, heard, renew} = await listen();
  const first = (await server.visit()).accept().view('snapshot', 7, 'pending').sign('expired');
  await first.over;
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));

  clock.advance(0);
  const second = (await server.visit()).accept().view('state', 8, 'accepted');

  await heard('connecting', 'open', 'snapshot pending', 'connecting', 'open', 'state accepted');
  expect(renew).toHaveBeenCalledExactlyOnceWith('first', expect.any(AbortSignal));
  expect(second.headers).toMatchObject({authorization: 'Bearer second', 'last-event-id': '7'});
});

test('a 401 is answered with another token; a second 401 with a pause', async () => {
  const {server, clock, renew, heard} = await listen();
  (await server.visit()).refuse(401);
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));
  clock.advance(0);

  const second = await server.visit();
  expect(second.headers.authorization).toBe('Bearer second');
  second.refuse(401);

  await heard('connecting', 'lost');
  expect(clock.pending()).toEqual([2000]);
  expect(renew).toHaveBeenCalledOnce();
});

test.each(['token_invalid', 'token_expired', 'not_allowed'] as const)(
  'it gives up when no other token is to be had (%s)',
  async code => {
    const refusal = new BookingError(code, 'No.', {status: 401});
    const {server, clock, heard, errors} = await listen({renew: () => Promise.reject(refusal)});
    (await server.visit()).refuse(401);
    await vi.waitFor(() => expect(clock.pending()).toEqual([0]));

    clock.advance(0);

    await heard('connecting', 'closed');
    expect(errors).toEqual([refusal]);
    expect(clock.pending()).toEqual([]);
  },
);

test('it gives up when the stream is forbidden', async () => {
  const {server, clock, heard, errors} = await listen();

  (await server.visit()).refuse(
    403,
    JSON.stringify({error: {code: 'not_allowed', message: 'Not from here.', details: {}}}),
  );

  await heard('connecting', 'closed');
  expect(errors).toMatchObject([{code: 'not_allowed'}]);
  expect(clock.pending()).toEqual([]);
});

test('a renewal that fails for a moment is tried again', async () => {
  const renew = vi.fn<LiveSettings['renew']>().mockRejectedValueOnce(new BookingError('network', 'Lost.'));
  const {server, clock, heard} = await listen({renew});
  renew.mockResolvedValue({token: 'second', url: server.url});
  (await server.visit()).refuse(401);
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));
  clock.advance(0);
  await heard('connecting', 'lost');

  clock.advance(2000);

  expect((await server.visit()).headers.authorization).toBe('Bearer second');
});

test('a silent connection is dropped after 45 s; a heartbeat keeps it', async () => {
  const {server, clock, heard, errors} = await listen();
  const first = (await server.visit()).accept().view('snapshot', 1, 'pending');
  await heard('connecting', 'open', 'snapshot pending');
  clock.advance(44_000);
  first.write(': \n\n');
  await vi.waitFor(() => expect(clock.pending()).toEqual([45_000]));

  clock.advance(45_000);

  await first.over;
  await heard('connecting', 'open', 'snapshot pending', 'lost');
  expect(errors).toMatchObject([{code: 'timeout'}]);
  clock.advance(1000);
  expect((await server.visit()).headers['last-event-id']).toBe('1');
});

test('a server that does not answer at all is left after 12 s', async () => {
  const {server, clock, heard} = await listen();
  const visit = await server.visit();

  clock.advance(12_000);

  await visit.over;
  await heard('connecting', 'lost');
});

test('when the booking becomes another one its views count from the beginning', async () => {
  const {server, clock, heard} = await listen();
  const visit = (await server.visit()).accept().view('snapshot', 4, 'rescheduled');
  visit.write('id: bk2:1\nevent: snapshot\ndata: {"view":{"uid":"bk2","state":"accepted","steps":[]}}\n\n');
  await heard('connecting', 'open', 'snapshot rescheduled', 'snapshot accepted');
  visit.cut();
  await heard('connecting', 'open', 'snapshot rescheduled', 'snapshot accepted', 'lost');
  clock.advance(1000);

  expect((await server.visit()).headers['last-event-id']).toBe('bk2:1');
});

test('a cursor that is too old is forgotten: the snapshot that follows counts', async () => {
  const {server, clock, heard} = await listen();
  const visit = (await server.visit()).accept().view('snapshot', 9, 'pending');
  await heard('connecting', 'open', 'snapshot pending');
  visit.cut();
  await heard('connecting', 'open', 'snapshot pending', 'lost');
  clock.advance(1000);

  (await server.visit()).accept().sign('stale').view('snapshot', 3, 'accepted').view('state', 4, 'cancelled');

  await heard('connecting', 'open', 'snapshot pending', 'lost', 'open', 'snapshot accepted', 'state cancelled');
});

test('a session waits with number 0 until its booking is known', async () => {
  const {server, heard} = await listen();

  (await server.visit()).accept().view('snapshot', 0, 'unknown').view('snapshot', 1, 'accepted');

  await heard('connecting', 'open', 'snapshot unknown', 'snapshot accepted');
});

test.each([
  [
    'something that is not a stream',
    (visit: Awaited<ReturnType<Awaited<ReturnType<typeof liveServer>>['visit']>>) => visit.accept('text/html'),
  ],
  ['a view that is not JSON', visit => visit.accept().write('id: 1\nevent: state\ndata: {\n\n')],
  ['a view without a state', visit => visit.accept().write('id: 1\nevent: state\ndata: {"view":{"steps":[]}}\n\n')],
  [
    'a view without a number',
    visit => visit.accept().write('event: state\ndata: {"view":{"state":"paid","steps":[]}}\n\n'),
  ],
  ['an endless line', visit => visit.accept().write(`data: ${'x'.repeat(300_000)}`)],
])('%s is not taken for news', async (_, answer) => {
  const {server, told, errors} = await listen();
  const visit = await server.visit();

  answer(visit);

  await visit.over;
  await vi.waitFor(() => expect(told.at(-1)).toBe('lost'));
  expect(errors).toMatchObject([{code: 'upstream_shape'}]);
});

test('reconnect() replaces the connection at once', async () => {
  const {server, connection} = await listen();
  const first = (await server.visit()).accept().view('snapshot', 1, 'pending');

  connection.reconnect();

  await first.over;
  await server.visit();
});

test('after close() nothing is left: no timer, no connection, no later try', async () => {
  const {server, clock, connection, told} = await listen();
  const visit = (await server.visit()).accept();

  connection.close();
  connection.close();
  connection.reconnect();

  await visit.over;
  clock.advance(120_000);
  expect(clock.pending()).toEqual([]);
  expect(server.arrived).toEqual([]);
  expect(told.filter(state => state === 'closed')).toHaveLength(1);
});

test('a token that arrives after close() opens nothing', async () => {
  let give = (_: LiveGrant) => {};
  const {server, clock, connection} = await listen({renew: () => new Promise(resolve => (give = resolve))});
  (await server.visit()).refuse(401);
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));
  clock.advance(0);

  connection.close();
  give({token: 'late', url: server.url});
  await Promise.resolve();

  expect(server.arrived).toEqual([]);
  expect(clock.pending()).toEqual([]);
});
