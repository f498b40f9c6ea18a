/** A proxy in a process of its own: `proxy.ts <postgres://…> [address of Cal.com's API]`. Prints its address once it listens. */
import type {AddressInfo} from 'node:net';
import {serve} from '@hono/node-server';
import {createProxy} from '../../../src/proxy/proxy.ts';
import {secrets} from '../webhooks/fixtures.ts';
import {signingKeys} from '../webhooks/system.ts';

const quiet = {info() {}, warn() {}, error: (fields: object, message: string) => console.error(message, fields)};
const proxy = createProxy({
  calApiKey: 'cal_test_rick',
  webhookSecrets: secrets,
  allowedOrigins: 'https://shop.example',
  eventTypes: 'rick/30min,rick/workshop',
  signingKeys: signingKeys.map(({kid, secret}) => `${kid}:${secret}`),
  databaseUrl: process.argv[2],
  calApiUrl: process.argv[3],
  callsPerMinute: 6_000,
  log: quiet,
});
await proxy.ready();
const server = serve({fetch: proxy.fetch, port: 0, hostname: '127.0.0.1'}, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
