/**
 * How fast the proxy answers, as ratios to a bare Hono route in the same process and the same run, in turns, so that
 * what else the machine does weighs on both: `npm run bench:proxy [seconds per turn]`.
 */
import {fork} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {Agent, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createAdaptorServer} from '@hono/node-server';
import {Hono} from 'hono';
import {createCal} from '../../mocks/cal.ts';
import {createProxy} from '../../src/proxy/proxy.ts';

interface Case {
  name: string;
  path: string;
  /** Makes the body of the n-th call; a read without it. */
  body?: (index: number) => object;
  /** The Idempotency-Key of the n-th call. */
  key?: (index: number) => string;
}

interface Result {
  perSecond: number;
  /** Milliseconds, sorted. */
  latencies: number[];
}

const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const month = `start=${day}T00:00:00.000Z&end=${new Date(Date.parse(day) + 30 * 86_400_000).toISOString()}`;
const wish = (index: number) => ({
  eventTypeId: 1003,
  start: `${day}T10:00:00.000Z`,
  metadata: {orderId: `order-${index}`},
  attendee: {name: 'Ann Visitor', email: `ann-${index}@visitors.example`, timeZone: 'Europe/Berlin'},
});

const cases: Case[] = [
  {name: 'bare Hono route', path: '/bare'},
  {name: 'health', path: '/healthz'},
  {name: 'a month of slots', path: `/v2/slots?username=rick&eventTypeSlug=approval&${month}`},
  {name: 'the first screen', path: `/v2/event-types?username=rick&eventSlug=approval&include=slots&${month}`},
  {name: 'a booking', path: '/v2/bookings', body: wish, key: index => `bench-attempt-${process.pid}-${index}`},
  {
    name: 'the same booking again',
    path: '/v2/bookings',
    body: () => wish(0),
    key: () => `bench-attempt-${process.pid}-again`,
  },
];
const rounds = 5;
const connections = 16;

/** The server's process: the proxy before the stand-in, and a route that does nothing but answer as much. */
async function serve(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'booking-bench-'));
  const cal = createCal({origin: 'http://cal.test', rateLimit: false});
  const proxy = createProxy({
    calApiUrl: 'http://cal.test',
    calApiKey: 'cal_bench',
    webhookSecrets: 'the-secret-of-the-bench',
    allowedOrigins: 'https://shop.example',
    eventTypes: '*',
    signingKeys: 'k:abcdefghijklmnopqrstuvwxyz012345',
    dataDirectory: directory,
    callsPerMinute: 6_000,
    fetch: async (input, init) => cal.fetch(new Request(input, init)),
    log: {info() {}, warn() {}, error() {}},
  });
  const month = (await (await proxy.fetch(new Request(`http://proxy.test${cases[2]!.path}`))).json()) as object;
  const bare = new Hono().get('/bare', c => c.json(month));
  const server = createAdaptorServer({
    fetch: (request, environment) =>
      request.url.endsWith('/bare') ? bare.fetch(request) : proxy.fetch(request, environment),
  });
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
  process.once('message', () => {
    void proxy.close().then(() => {
      rmSync(directory, {recursive: true});
      process.exit();
    });
  });
}

const agent = new Agent({keepAlive: true, maxSockets: connections});
let sent = 0;

function call(port: number, {path, body, key}: Case): Promise<number> {
  const index = sent++;
  const text = body && JSON.stringify(body(index));
  const headers =
    text === undefined
      ? {}
      : {'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'idempotency-key': key!(index)};
  return new Promise((resolve, reject) => {
    const outgoing = request({port, path, agent, method: text === undefined ? 'GET' : 'POST', headers}, response => {
      response.resume().on('end', () => resolve(response.statusCode!));
    });
    outgoing.on('error', reject).end(text);
  });
}

/** Calls over all connections for a while. */
async function measure(port: number, test: Case, ms: number): Promise<Result> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({length: connections}, async () => {
      while (performance.now() - startedAt < ms) {
        const at = performance.now();
        const status = await call(port, test);
        if (status >= 300) throw new Error(`${test.name} was answered with ${status}.`);
        latencies.push(performance.now() - at);
      }
    }),
  );
  return {
    perSecond: (latencies.length / (performance.now() - startedAt)) * 1000,
    latencies: latencies.sort((a, b) => a - b),
  };
}

const at = (sorted: number[], part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
const median = (values: number[]) =>
  at(
    [...values].sort((a, b) => a - b),
    0.5,
  );

async function main(seconds: number): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ['serve']);
  const port = await new Promise<number>(resolve => void child.once('message', message => resolve(Number(message))));
  for (const test of cases) await measure(port, test, 300);
  const results = cases.map(() => [] as Result[]);
  for (let round = 0; round < rounds; round += 1) {
    // Bookings are few: the stand-in's budget is that of a minute.
    for (const [index, test] of cases.entries())
      results[index]!.push(await measure(port, test, test.name === 'a booking' ? 150 : seconds * 1000));
  }
  child.send('stop');
  agent.destroy();

  const ratio = (index: number, of: (result: Result) => number) =>
    median(results[index]!.map((result, round) => of(result) / of(results[0]![round]!))).toFixed(2);
  console.log(
    `${rounds} rounds of ${seconds} s in turns, ${connections} connections; ratios are medians of the rounds.\n`,
  );
  console.table(
    Object.fromEntries(
      cases.map(({name}, index) => [
        name,
        {
          'requests/s': Math.round(median(results[index]!.map(({perSecond}) => perSecond))),
          ratio: ratio(index, ({perSecond}) => perSecond),
          'p50 ms': median(results[index]!.map(({latencies}) => at(latencies, 0.5))).toFixed(2),
          'p50 ratio': ratio(index, ({latencies}) => at(latencies, 0.5)),
          'p99 ms': median(results[index]!.map(({latencies}) => at(latencies, 0.99))).toFixed(2),
          'p99 ratio': ratio(index, ({latencies}) => at(latencies, 0.99)),
        },
      ]),
    ),
  );
}

if (process.argv[2] === 'serve') await serve();
else await main(Number(process.argv[2] ?? 2));
