import {createHash, createHmac, timingSafeEqual} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {createAdaptorServer} from '@hono/node-server';
import {createHub} from '../../src/proxy/live/hub.ts';
import {relayInto} from '../../src/proxy/live/relay.ts';
import {createProxy} from '../../src/proxy/proxy.ts';
import type {Store} from '../../src/proxy/store/store.ts';
import {signingKey, webhookSecret} from './live-load.ts';

/**
 * One of the servers that are compared, in a process of its own: `proxy` is the product, `bare` does the same with
 * node:http alone, `relay` and `unbounded` are told to fill their streams. It tells its port and, asked, its memory.
 */
const mode = process.argv[2];
const directory = mkdtempSync(join(tmpdir(), 'booking-bench-'));
process.on('exit', () => rmSync(directory, {recursive: true, force: true}));
process.on('disconnect', () => process.exit());

const filler = 'x'.repeat(32 * 1024);
let fill = (_seq: number) => {};
let open = () => 0;

function proxyServer() {
  const quiet = () => {};
  const proxy = createProxy({
    calApiKey: 'cal_bench',
    webhookSecrets: [webhookSecret],
    allowedOrigins: ['https://shop.example'],
    eventTypes: '*',
    adminToken: 'bench-admin-token',
    signingKeys: [`${signingKey.kid}:${signingKey.secret}`],
    dataDirectory: directory,
    log: {info: quiet, warn: quiet, error: console.error},
    liveLimits: {booking: 20_000, visitor: 20_000, waiting: 20_000},
  });
  return createAdaptorServer({fetch: proxy.fetch});
}

/** HMAC over the raw bytes, one durable insert, and one write per listener: the least that does the same. */
function bareServer() {
  const database = new DatabaseSync(join(directory, 'bare.sqlite'));
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE inbox (body_hash TEXT PRIMARY KEY, trigger ' +
      'TEXT, received_at TEXT, body BLOB) STRICT;',
  );
  const insert = database.prepare('INSERT OR IGNORE INTO inbox VALUES (?, ?, ?, ?)');
  const topics = new Map<string, Set<ServerResponse>>();
  return createServer((request, response) => {
    const url = new URL(request.url!, 'http://bare');
    if (request.method === 'GET') {
      const uid = url.searchParams.get('uid')!;
      response
        .writeHead(200, {'content-type': 'text/event-stream', 'cache-control': 'no-cache'})
        .write('retry: 3000\n\n');
      const topic = topics.get(uid) ?? new Set();
      topics.set(uid, topic.add(response));
      response.on('close', () => topic.delete(response));
      return;
    }
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const body = Buffer.concat(chunks);
        const given = Buffer.from(String(request.headers['x-cal-signature-256']), 'hex');
        if (given.length !== 32 || !timingSafeEqual(createHmac('sha256', webhookSecret).update(body).digest(), given))
          return response.writeHead(401).end();
        const {triggerEvent, payload} = JSON.parse(body.toString()) as {
          triggerEvent: string;
          payload: {uid: string; startTime: string};
        };
        insert.run(createHash('sha256').update(body).digest('hex'), triggerEvent, new Date().toISOString(), body);
        response.writeHead(204).end();
        const frame = `event: state\ndata: ${JSON.stringify({uid: payload.uid, start: payload.startTime})}\n\n`;
        for (const listener of topics.get(payload.uid) ?? []) listener.write(frame);
      });
  });
}

/** The product's stream alone, told to send 32 KB at a time. */
function relayServer() {
  const hub = createHub((_ms, callback) => (callback(), () => {}));
  const store = {booking: async () => undefined, log: async () => []} as unknown as Store;
  fill = seq =>
    hub.publish([
      {
        uid: 'u',
        seq,
        at: '',
        cause: '',
        view: {uid: 'u', state: 'accepted', steps: [{name: `${seq} ${filler}`, status: 'done'}]},
      },
    ]);
  open = () => hub.size().streams;
  return createServer((_, response) =>
    relayInto(
      response,
      {'content-type': 'text/event-stream'},
      {
        source: {store, hub},
        token: {topic: {uid: 'u'}, expiresAt: Date.now() + 600_000},
        cursor: undefined,
        now: Date.now(),
      },
    ),
  );
}

function unboundedServer() {
  const listeners = new Set<ServerResponse>();
  fill = () => listeners.forEach(listener => listener.write(`data: ${filler}\n\n`));
  open = () => listeners.size;
  return createServer((_, response) => {
    listeners.add(response.writeHead(200, {'content-type': 'text/event-stream'}));
    response.on('close', () => listeners.delete(response)).write('retry: 3000\n\n');
  });
}

const server = {proxy: proxyServer, bare: bareServer, relay: relayServer, unbounded: unboundedServer}[mode!]!();
server.listen(0, '127.0.0.1', () => process.send!({port: (server.address() as AddressInfo).port}));

process.on('message', async ({fill: count}: {fill?: number}) => {
  for (let seq = 1; seq <= (count ?? 0); seq += 1) {
    fill(seq);
    // Between two frames the sockets get their turn.
    await new Promise(setImmediate);
  }
  globalThis.gc?.();
  process.send!({rss: process.memoryUsage().rss, open: open()});
});
