import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {serve} from '@hono/node-server';
import {expect, onTestFinished, test, vi} from 'vitest';
import {createClient} from '../../src/client/client.ts';
import {openLive} from '../../src/client/live/live.ts';
import type {LiveGrant} from '../../src/core/model/wire.ts';
import {createProxy} from '../../src/proxy/proxy.ts';
import {startTestCal} from '../support/servers/cal.ts';

const secret = 'webhook-secret-of-the-test-suite';
const ref = {kind: 'user', username: 'rick', slug: 'approval'} as const;

/** The client on the real proxy, before the stand-in, which sends its webhooks to it. */
async function open() {
  const cal = await startTestCal();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'booking-client-'));
  const proxy = createProxy({
    calApiUrl: cal.url,
    calApiKey: cal.key,
    webhookSecrets: secret,
    allowedOrigins: 'https://shop.example',
    eventTypes: 'rick/approval',
    signingKeys: 'k1:signing-secret-of-the-test-suite-with-enough-characters',
    dataDirectory,
    log: {info() {}, warn() {}, error() {}},
  });
  const server = serve({fetch: proxy.fetch, hostname: '127.0.0.1', port: 0});
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cal.cal.world.webhooks.push({
    id: 'w1',
    userId: 301,
    subscriberUrl: `${url}/webhooks/cal`,
    active: true,
    payloadTemplate: null,
    secret,
    version: '2021-10-20',
    triggers: ['BOOKING_CREATED', 'BOOKING_REQUESTED', 'BOOKING_CANCELLED', 'BOOKING_REJECTED'],
  });
  onTestFinished(async () => {
    await proxy.close();
    server.close();
    await cal.close();
    rmSync(dataDirectory, {recursive: true});
  });
  return {...cal, client: createClient({proxy: url})};
}

function follow(grant: LiveGrant) {
  const states: string[] = [];
  const live = openLive({
    ...grant,
    renew: () => Promise.reject(new Error('not needed')),
    onView: ({state}) => states.push(state),
  });
  onTestFinished(() => live.close());
  return {states, live};
}

async function book(client: ReturnType<typeof createClient>, metadata: Record<string, string> = {}) {
  const start = new Date().toISOString();
  const end = new Date(Date.now() + 14 * 86_400_000).toISOString();
  const {eventType, slots} = await client.loadEventType(ref, {slots: {start, end}});
  const request = {
    eventType,
    start: slots![0]!.start,
    answers: {name: 'Ann', email: 'ann@example.com'},
    timeZone: 'UTC',
    metadata,
  };
  return {request, attemptId: crypto.randomUUID()};
}

test('a booking through the proxy is followed live until the host has confirmed it', async () => {
  const {client, controls} = await open();
  const {request, attemptId} = await book(client);

  const {
    bookings: [booking],
    live,
  } = await client.book(request, {attemptId});
  expect(booking.status).toBe('pending');
  const {states} = follow(live!);
  await vi.waitFor(() => expect(states.at(-1)).toBe('pending'));
  await controls.confirm(booking.uid);

  await vi.waitFor(() => expect(states.at(-1)).toBe('accepted'));
});

test('the same attempt twice is one booking', async () => {
  const {client, controls} = await open();
  const {request, attemptId} = await book(client);

  const [first, second] = [await client.book(request, {attemptId}), await client.book(request, {attemptId})];

  expect(second.bookings).toEqual(first.bookings);
  expect(controls.state().bookings).toHaveLength(1);
});

test('a session whose reference came in as metadata is not told of the booking, which has a stream of its own', async () => {
  const {client} = await open();
  const session = await client.openSession();
  const renewed = await client.renew(session.token);
  const {states} = follow(renewed);
  await vi.waitFor(() => expect(states).toEqual(['unknown']));

  const {request, attemptId} = await book(client, {booking_ref: session.ref});
  const {
    live,
    bookings: [booking],
  } = await client.book(request, {attemptId});

  const own = follow(live!);
  await vi.waitFor(() => expect(own.states.at(-1)).toBe('pending'));
  expect(booking.metadata['booking_ref']).not.toBe(session.ref);
  expect(states).toEqual(['unknown']);
});

test('a token that the proxy did not make is refused for good', async () => {
  const {client} = await open();
  const {url} = await client.openSession();
  const told: string[] = [];
  const errors: unknown[] = [];
  openLive({
    token: 'forged',
    url,
    renew: (token, signal) => client.renew(token, {signal}),
    onView: () => {},
    onConnection: (state, error) => (told.push(state), error && errors.push(error)),
  });

  await vi.waitFor(() => expect(told).toEqual(['connecting', 'closed']));
  expect(errors).toMatchObject([{code: 'token_invalid'}]);
});
