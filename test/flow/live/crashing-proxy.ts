import {serve} from '@hono/node-server';
import {createProxy} from '../../../src/proxy/proxy.ts';

/** A proxy in a process of its own, which dies of kill -9 right after it stored its n-th webhook. */
const [port, calApiUrl, allowedOrigins, dataDirectory, crashAt] = process.argv.slice(2);

let stored = 0;

const proxy = createProxy({
  calApiUrl: calApiUrl!,
  calApiKey: 'cal_flow_key',
  webhookSecrets: 'whsec_flow',
  allowedOrigins: allowedOrigins!,
  eventTypes: 'rick/approval',
  signingKeys: `flow:${'k'.repeat(32)}`,
  dataDirectory: dataDirectory!,
  log: {info() {}, warn() {}, error: message => console.error(message)},
  hooks: {
    afterCommit() {
      stored += 1;
      if (stored === Number(crashAt)) process.kill(process.pid, 'SIGKILL');
    },
  },
});

serve({fetch: proxy.fetch, port: Number(port), hostname: '127.0.0.1'}, () => console.log('listening'));
