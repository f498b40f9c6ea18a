import {spawn} from 'node:child_process';
import type {EventEmitter} from 'node:events';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {ServerResponse, type IncomingMessage} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import pg from 'pg';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {createHub} from '../../src/proxy/live/hub.ts';
import {relayInto} from '../../src/proxy/live/relay.ts';
import {createLog} from '../../src/proxy/observe/log.ts';
import {openDatabase} from '../../src/proxy/store/postgres/postgres-database.ts';
import {atOnce} from './live/frames.ts';

const proxy = fileURLToPath(new URL('../../src/proxy/', import.meta.url));

/** What makes, or hands out, an object whose `error` event ends the process when nobody listens. */
const makers = new RegExp(
  [
    /\bnew (?:\w+\.)?(?:Pool|Client|Worker|WebSocket|WebSocketStream|EventEmitter|EventSource|Socket|Server|Agent|Redis)\b/,
    /\bextends (?:\w+\.)?(?:Client|Pool|EventEmitter|Readable|Writable|Duplex|Transform)\b/,
    /\b(?:createServer|createSecureServer|createAdaptorServer|createConnection|createSocket|spawn|fork|exec|execFile|createReadStream|createWriteStream|openDestination)\(/,
    /\b(?:Readable|Writable|Duplex)\.\w+\(/,
    /\bprocess\.(?:stdin|stdout|stderr)\b/,
    /\boutgoing\.on\(|\bincoming\.on\(/,
  ]
    .map(({source}) => source)
    .join('|'),
  'g',
);

/** Every place of the proxy's code that the pattern finds, without comments and types. */
function found(): string[] {
  const files = readdirSync(proxy, {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'));
  return [
    ...new Set(
      files.flatMap(file => {
        const code = readFileSync(join(proxy, file), 'utf8')
          .replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
          .replace(/\btypeof [\w.]+/g, '');
        return [...code.matchAll(makers)]
          .filter(([maker]) => !/^exec\($/.test(maker))
          .map(([maker]) => `${file}: ${maker.replace(/\($/, '')}`);
      }),
    ),
  ].sort();
}

/** Resolves with the emitters that were made; each must have a listener for `error`. */
const rows: Record<string, () => Promise<EventEmitter[]> | EventEmitter[]> = {
  'live/relay.ts: outgoing.on': () => {
    const outgoing = new ServerResponse({method: 'GET'} as IncomingMessage);
    const source = {store: {booking: async () => undefined} as never, hub: createHub(atOnce)};
    relayInto(outgoing, {}, {source, token: {topic: {uid: 'u1'}, expiresAt: 1_000}, cursor: undefined, now: 0});
    outgoing.emit('close');
    return [outgoing];
  },
  'observe/log.ts: openDestination': () => {
    const log = createLog() as unknown as Record<symbol, EventEmitter>;
    return [log[Object.getOwnPropertySymbols(log).find(({description}) => description === 'pino.stream')!]!];
  },
  'store/postgres/postgres-database.ts: extends pg.Client': () => madeBy('Client'),
  'store/postgres/postgres-database.ts: new pg.Pool': () => madeBy('Pool'),
  // In a process of its own: it is the one that would end.
  'main.ts: createAdaptorServer': () => served(),
  'main.ts: process.stdout': () => served(),
  'main.ts: process.stderr': () => served(),
};

/** The pool, or the first client of it, that a database makes of a server that is not there. */
async function madeBy(kind: 'Pool' | 'Client'): Promise<EventEmitter[]> {
  const made: EventEmitter[] = [];
  const on = vi.spyOn(pg[kind].prototype, kind === 'Pool' ? 'emit' : 'connect');
  const pools = vi.spyOn(pg.Pool.prototype, 'connect');
  await openDatabase('postgres://nobody:nothing@127.0.0.1:1/nowhere')
    .ready()
    .catch(() => {});
  made.push(...((kind === 'Pool' ? pools : on).mock.contexts as EventEmitter[]));
  vi.restoreAllMocks();
  return made;
}

let directory: string | undefined;
afterEach(() => {
  if (directory) rmSync(directory, {recursive: true});
  directory = undefined;
});

/** Runs `serve`, has all its emitters fail three times, and sees that it answers as before. */
async function served(): Promise<EventEmitter[]> {
  directory = mkdtempSync(join(tmpdir(), 'booking-emitters-'));
  const preload = join(directory, 'fail.mjs');
  writeFileSync(
    preload,
    `
    import {Server} from 'node:net';
    const {listen} = Server.prototype;
    Server.prototype.listen = function (...values) {
      return listen.apply(this, values).once('listening', () => setTimeout(() => {
        for (const emitter of [this, process.stdout, process.stderr]) for (let time = 0; time < 3; time += 1) emitter.emit('error', new Error('EMFILE'));
        console.log('failed at ' + this.address().port);
      }, 10));
    };`,
  );
  const child = spawn(process.execPath, ['--import', preload, join(proxy, 'main.ts'), 'serve'], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      BOOKING_DATA: join(directory, 'data'),
      CAL_API_KEY: 'cal_emitters',
      CAL_WEBHOOK_SECRETS: 'webhook-secret-of-the-test-suite',
      BOOKING_ALLOWED_ORIGINS: 'https://shop.example',
      BOOKING_EVENT_TYPES: 'rick/30min',
      BOOKING_SIGNING_KEYS: 'k1:signing-secret-of-the-test-suite-with-enough-characters',
    } as unknown as NodeJS.ProcessEnv,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => void (output += String(data)));
  const closed = new Promise(resolve => child.once('close', resolve));
  try {
    await expect.poll(() => child.exitCode ?? /failed at (\d+)/.exec(output)?.[1], {timeout: 20_000}).toMatch(/^\d+$/);
    expect((await fetch(`http://127.0.0.1:${/failed at (\d+)/.exec(output)![1]}/healthz`)).status).toBe(200);
  } finally {
    child.kill('SIGKILL');
    await closed;
  }
  return [];
}

describe(
  'nothing that breaks outside ends the process, or the application the proxy is mounted in',
  {timeout: 60_000},
  () => {
    test('every emitter of the code is in the table below', () => {
      expect(found()).toEqual(Object.keys(rows).sort());
    });

    test.each(Object.entries(rows))('%s', async (_, make) => {
      for (const emitter of await make()) expect(emitter.listenerCount('error')).toBeGreaterThan(0);
    });

    test('the pool and its clients were found', async () => {
      expect((await madeBy('Pool')).length).toBeGreaterThan(0);
      expect((await madeBy('Client')).length).toBeGreaterThan(0);
    });
  },
);
