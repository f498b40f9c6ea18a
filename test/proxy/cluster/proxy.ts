/**
 * A proxy in a process of its own: `proxy.ts <postgres://…> [address of Cal.com's API] [speed] [since]`. Prints its
 * address
 * once it listens. Its time, and what it takes for the database's, runs `speed` times as fast from `since`
 * (milliseconds
 * since 1970) on, so that whatever it waits for by plan comes sooner; time-outs of connections and queries are what
 * they are.
 */
import type {AddressInfo} from 'node:net';
import {serve} from '@hono/node-server';
import {createProxy} from '../../../src/proxy/proxy.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {secrets} from '../webhooks/fixtures.ts';
import {signingKeys} from '../webhooks/system.ts';

const [, , databaseUrl, calApiUrl, speedText = '1', sinceText = '0'] = process.argv;
const [speed, since] = [Number(speedText), Number(sinceText)];
const fast = (ms: number) => since + (ms - since) * speed;
const later = (ms: number, task: () => void) => {
  const timer = setTimeout(task, ms / speed).unref();
  return () => clearTimeout(timer);
};
const store = postgresStore(databaseUrl!);
const quiet = {info() {}, warn() {}, error: (fields: object, message: string) => console.error(message, fields)};
const proxy = createProxy({
  calApiKey: 'cal_test_rick',
  webhookSecrets: secrets,
  allowedOrigins: 'https://shop.example',
  eventTypes: 'rick/30min,rick/workshop',
  signingKeys: signingKeys.map(({kid, secret}) => `${kid}:${secret}`),
  calApiUrl,
  callsPerMinute: 6_000,
  store: {...store, clock: async () => fast(await store.clock!())},
  now: () => fast(Date.now()),
  later,
  wait: ms => new Promise(resolve => void setTimeout(resolve, ms / speed)),
  log: quiet,
});
await proxy.ready();
const server = serve({fetch: proxy.fetch, port: 0, hostname: '127.0.0.1'}, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
