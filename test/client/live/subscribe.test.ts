import {expect, onTestFinished, test, vi} from 'vitest';
import {subscribe, type SubscribeSettings} from '../../../src/client/live/subscribe.ts';
import {liveServer, stoppedClock} from './live-server.ts';

async function open(more: Partial<SubscribeSettings> = {}) {
  const server = await liveServer();
  const clock = stoppedClock();
  const subscription = subscribe({token: 'first', url: server.url, ...clock, random: () => 1, ...more});
  onTestFinished(() => subscription.close());
  return {server, clock, subscription};
}

test('a shop’s server waits until its booking is confirmed', async () => {
  const {server, subscription} = await open();
  const confirmed = subscription.waitFor('accepted');
  expect(subscription.view).toBeUndefined();
  const visit = (await server.visit())
    .accept()
    .view('snapshot', 1, 'pending')
    .view('state', 2, 'paid')
    .view('state', 3, 'accepted');

  expect(await confirmed).toMatchObject({uid: 'bk1', state: 'accepted'});
  expect(await subscription.waitFor(['accepted', 'cancelled']), 'at once when it is so already').toBe(
    subscription.view,
  );
  subscription.close();
  await visit.over;
});

test('it goes on waiting over lost connections', async () => {
  const {server, clock, subscription} = await open();
  const confirmed = subscription.waitFor('accepted');
  const visit = (await server.visit()).accept().view('snapshot', 1, 'pending');
  await vi.waitFor(() => expect(subscription.view).toBeDefined());
  visit.cut();
  await vi.waitFor(() => expect(clock.pending()).toEqual([1000]));
  clock.advance(1000);
  const next = await server.visit();
  expect(next.headers['last-event-id']).toBe('1');
  next.accept().view('state', 2, 'accepted');

  expect((await confirmed).state).toBe('accepted');
});

test.each([
  ['cancelled', 'already_cancelled'],
  ['rejected', 'not_allowed'],
] as const)('it does not wait for ever: a %s booking is told', async (state, code) => {
  const {server, subscription} = await open();
  const confirmed = subscription.waitFor('accepted');
  const told = subscription.waitFor(state);
  (await server.visit()).accept().view('snapshot', 1, state);

  await expect(confirmed).rejects.toMatchObject({code, uid: 'bk1'});
  expect((await told).state).toBe(state);
});

test('waiting ends when its time is over, its signal says so, or the subscription is closed', async () => {
  const {server, subscription} = await open();
  await server.visit();
  const stop = new AbortController();
  const reason = new Error('the customer left');
  const waits = [
    subscription.waitFor('accepted', {timeoutMs: 1}),
    subscription.waitFor('accepted', {signal: stop.signal}),
    subscription.waitFor('accepted', {signal: AbortSignal.abort(reason)}),
    subscription.waitFor('accepted'),
  ].map(wait => wait.catch((error: unknown) => error));
  stop.abort(reason);
  expect(await Promise.all(waits.slice(0, 3))).toEqual([expect.objectContaining({code: 'timeout'}), reason, reason]);
  subscription.close();

  expect(await waits[3]).toMatchObject({code: 'network', message: expect.stringContaining('closed')});
  await expect(subscription.waitFor('accepted')).rejects.toMatchObject({code: 'network'});
});

test('its views can be read one after the other, by several readers', async () => {
  const {server, subscription} = await open();
  async function read(): Promise<string[]> {
    const states: string[] = [];
    for await (const {state} of subscription) states.push(state);
    return states;
  }
  const first = read();
  (await server.visit()).accept().view('snapshot', 1, 'pending').view('state', 2, 'paid');
  await vi.waitFor(() => expect(subscription.view?.state).toBe('paid'));
  const late = read();
  subscription.close();

  expect(await first).toEqual(['pending', 'paid']);
  expect(await late).toEqual(['paid']);
});

test('a reader may leave; the subscription goes on', async () => {
  const {server, subscription} = await open();
  const reading = (async () => {
    for await (const view of subscription) return view.state;
    return undefined;
  })();
  const visit = (await server.visit()).accept().view('snapshot', 1, 'pending');
  expect(await reading).toBe('pending');
  visit.view('state', 2, 'accepted');

  expect((await subscription.waitFor('accepted')).state).toBe('accepted');
});

test('the token is renewed at the proxy beside the stream', async () => {
  const {server, clock, subscription} = await open();
  (await server.visit()).refuse(401);
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));
  clock.advance(0);
  const renewal = await server.visit();
  expect(renewal.headers.authorization).toBe('Bearer first');
  renewal.json({token: 'second', url: server.url});

  const visit = await server.visit();
  expect(visit.headers.authorization).toBe('Bearer second');
  visit.accept().view('snapshot', 1, 'accepted');
  await subscription.waitFor('accepted');
});

test('a token that is refused for good ends it with the reason', async () => {
  const {server, clock, subscription} = await open();
  const waiting = subscription.waitFor('accepted').catch((error: unknown) => error);
  const reading = (async () => {
    for await (const _ of subscription) throw new Error('there is no view');
  })().catch((error: unknown) => error);
  (await server.visit()).refuse(401);
  await vi.waitFor(() => expect(clock.pending()).toEqual([0]));
  clock.advance(0);
  (await server.visit()).refuse(
    401,
    JSON.stringify({error: {code: 'token_expired', message: 'Too old.', details: {}}}),
  );

  expect(await waiting).toMatchObject({code: 'token_expired'});
  expect(await reading).toMatchObject({code: 'token_expired'});
});

test('a signal that is over opens nothing that stays', async () => {
  const {server, subscription, clock} = await open({signal: AbortSignal.abort()});

  await expect(subscription.waitFor('accepted')).rejects.toMatchObject({code: 'network'});
  expect(clock.pending()).toEqual([]);
  await Promise.all(server.arrived.map(visit => visit.over));
});
