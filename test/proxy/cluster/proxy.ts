/** A proxy in a process of its own: `proxy.ts <postgres://…>`. Prints its address once it listens. */
import type {AddressInfo} from 'node:net';
import {serve} from '@hono/node-server';
import {createProxy} from '../../../src/proxy/proxy.ts';
import {secrets} from '../webhooks/fixtures.ts';
import {signingKeys} from '../webhooks/system.ts';

const quiet = {info() {}, warn() {}, error: (fields: object, message: string) => console.error(message, fields)};
const proxy = createProxy({
  calApiKey: 'cal_cluster_key',
  webhookSecrets: secrets,
  allowedOrigins: 'https://shop.example',
  eventTypes: 'rick/30min',
  signingKeys: signingKeys.map(({kid, secret}) => `${kid}:${secret}`),
  databaseUrl: process.argv[2],
  log: quiet,
});
await proxy.ready();
const server = serve({fetch: proxy.fetch, port: 0, hostname: '127.0.0.1'}, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
