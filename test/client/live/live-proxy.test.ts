import {once} from 'node:events';
import {createServer, request as forward, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {afterEach, beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {createClient} from '../../../src/client/client.ts';
import {openLive} from '../../../src/client/live/live.ts';
import {subscribe} from '../../../src/client/live/subscribe.ts';
import {fixture, payloadOf} from '../../proxy/webhooks/fixtures.ts';
import {openSystem, startOfTime, type System} from '../../proxy/webhooks/system.ts';
import {stoppedClock} from './live-server.ts';

const uid = 'q7XnV2sJk9TfWb4LmRz8Ey';
let now: number;
let system: System;
let address: string;

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  now = startOfTime;
  system = openSystem({now: () => now});
  address = await listen(createServer(getRequestListener((request, env) => system.request(request.url, request, env))));
});
afterEach(() => system.close());

test('a shop’s server opens a session, books elsewhere, and hears when the booking is confirmed', async () => {
  const client = createClient({proxy: address});
  const {ref, token: opened} = await client.openSession();
  const {token} = await client.renew(opened, {uid: 'pA1dVk7RzN5cYt3QeLm8Gs'});
  const subscription = subscribe({token, url: `${address}/live`});
  onTestFinished(() => subscription.close());
  const confirmed = subscription.waitFor('accepted');
  const states: string[] = [];
  const reading = (async () => {
    for await (const {state} of subscription) states.push(state);
  })();
  await vi.waitFor(() => expect(subscription.view).toEqual({state: 'unknown', steps: []}));

  const {payload, ...envelope} = payloadOf('FLOW_paid_1_PAYMENT_INITIATED');
  await system.post(JSON.stringify({...envelope, payload: {...payload, metadata: {booking_ref: ref}}}));
  await vi.waitFor(() => expect(states.at(-1)).toBe('awaiting_payment'));
  await system.postFixture(fixture('FLOW_paid_2_PAID'));
  await system.postFixture(fixture('FLOW_paid_3_CREATED'));

  expect(await confirmed).toMatchObject({uid: 'pA1dVk7RzN5cYt3QeLm8Gs', state: 'accepted'});
  subscription.close();
  await reading;
  expect([states[0], states[1], states.at(-1)]).toEqual(['unknown', 'awaiting_payment', 'accepted']);
  await vi.waitFor(() => expect(system.context.hub.size()).toEqual({streams: 0, listeners: 0}));
});

test('a token that is over is renewed, and the stream follows its booking to the one it became', async () => {
  const clock = stoppedClock();
  const subscription = subscribe({
    token: await system.context.tokens.mint({uid}),
    url: `${address}/live`,
    ...clock,
    random: () => 1,
  });
  onTestFinished(() => subscription.close());
  await system.postFixture(fixture('BOOKING_CREATED'));
  await subscription.waitFor('accepted');
  now += 60 * 60_000;
  system.context.hub.close();
  await system.postFixture(fixture('BOOKING_RESCHEDULED'));

  await vi.waitFor(() => expect(clock.pending(), 'it was asked to wait').toEqual([3000]));
  clock.advance(3000);
  await vi.waitFor(() => expect(clock.pending(), 'the token is over').toEqual([0]));
  clock.advance(0);

  await vi.waitFor(() => expect(subscription.view).toMatchObject({uid: 'hN3uYc8PdQ5gKx1VtSa6Mw', state: 'accepted'}));
});

test('behind a middleman that passes on whole answers only, a page still learns what happens', async () => {
  const wall = await listen(
    createServer((incoming, outgoing) => {
      const {port} = new URL(address);
      const passed = forward(
        {port, host: '127.0.0.1', path: incoming.url, method: incoming.method, headers: incoming.headers},
        answer => {
          const chunks: Buffer[] = [];
          answer
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('end', () => outgoing.writeHead(answer.statusCode!, answer.headers).end(Buffer.concat(chunks)))
            .on('error', () => {});
        },
      );
      passed.on('error', () => {}).end();
      outgoing.on('close', () => passed.destroy());
    }),
  );
  const clock = stoppedClock();
  const states: string[] = [];
  const page = openLive({
    token: await system.context.tokens.mint({uid}),
    url: `${wall}/live`,
    renew: () => Promise.reject(new Error('not needed')),
    ...clock,
    random: () => 1,
    onView: ({state}) => states.push(state),
  });
  onTestFinished(() => page.close());
  await vi.waitFor(() => expect(system.context.hub.size().streams).toBe(1));
  clock.advance(12_000);
  clock.advance(1000);
  await vi.waitFor(() => expect(states).toEqual(['unknown']));

  await system.postFixture(fixture('BOOKING_CREATED'));
  await vi.waitFor(() => expect(clock.pending()).toEqual([5000]));
  clock.advance(5000);

  await vi.waitFor(() => expect(states).toEqual(['unknown', 'accepted']));
  await vi.waitFor(() => expect(system.context.hub.size().streams).toBe(0));
});
