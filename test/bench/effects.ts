/**
 * What effects cost and how fast they run, in turns within one run: `npm run bench:effects [webhooks per turn]`.
 *
 * - webhooks a second with no effect and with ten that are for other events, in SQLite;
 * - webhooks a second with one effect that is for each of them;
 * - runs a second, and the milliseconds from a webhook's answer to the beginning of its run, at rest.
 *
 * PostgreSQL (a server of its own, without fsync) comes second if it runs on this machine.
 */
import {createHmac} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {EffectConfig} from '../../src/proxy/effects/config/types.ts';
import {createProxy, type Proxy} from '../../src/proxy/proxy.ts';
import {startPostgres} from '../support/servers/postgres.ts';

const count = Number(process.argv[2] ?? 400);
const rounds = 3;
const atOnce = 16;
const secret = 'the-secret-of-the-bench';

interface Turn {
  webhooksPerSecond: number;
  runsPerSecond?: number;
}

let made = 0;

function post(proxy: Proxy, uid: string): Promise<Response> {
  const body = JSON.stringify({
    triggerEvent: 'BOOKING_CREATED',
    createdAt: new Date().toISOString(),
    payload: {uid, startTime: '2030-01-01T10:00:00Z', endTime: '2030-01-01T10:30:00Z', eventTypeId: 1},
  });
  return proxy.fetch(
    new Request('http://proxy.test/webhooks/cal', {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-cal-signature-256': createHmac('sha256', secret).update(body).digest('hex'),
      },
    }),
  );
}

function open(effects: EffectConfig[], databaseUrl: string | undefined): {proxy: Proxy; close(): Promise<void>} {
  const directory = mkdtempSync(join(tmpdir(), 'booking-bench-'));
  const proxy = createProxy({
    calApiKey: 'cal_bench',
    webhookSecrets: secret,
    allowedOrigins: 'https://shop.example',
    eventTypes: '*',
    signingKeys: 'k:abcdefghijklmnopqrstuvwxyz012345',
    dataDirectory: directory,
    databaseUrl,
    effects,
    fetch: async () => Response.error(),
    log: {info() {}, warn() {}, error() {}},
  });
  return {
    proxy,
    async close() {
      await proxy.close();
      rmSync(directory, {recursive: true});
    },
  };
}

/** Sends webhooks, several at once, and waits for as many runs as `done` counts. */
async function load({proxy}: {proxy: Proxy}, done?: () => number): Promise<Turn> {
  await proxy.ready();
  await post(proxy, `warm-${made}`);
  const before = done ? await settle(done, 1) : 0;
  const uids = Array.from({length: count}, () => `u${(made += 1)}`);
  const since = performance.now();
  await Promise.all(
    Array.from({length: atOnce}, async (_, lane) => {
      for (let index = lane; index < uids.length; index += atOnce) {
        const {status} = await post(proxy, uids[index]!);
        if (status !== 204) throw new Error(`A webhook was answered with ${status}.`);
      }
    }),
  );
  const webhooksPerSecond = (1000 * count) / (performance.now() - since);
  if (!done) return {webhooksPerSecond};
  await settle(done, before + count);
  return {webhooksPerSecond, runsPerSecond: (1000 * count) / (performance.now() - since)};
}

async function settle(done: () => number, wanted: number): Promise<number> {
  while (done() < wanted) await new Promise(resolve => setTimeout(resolve, 2));
  return done();
}

/** The milliseconds from an answered webhook to the beginning of its run, one at a time. */
async function starts(databaseUrl: string | undefined): Promise<number[]> {
  let begunAt = 0;
  const opened = open(
    [{kind: 'handler', name: 'one', run: async () => void (begunAt = performance.now())}],
    databaseUrl,
  );
  await opened.proxy.ready();
  const found: number[] = [];
  for (let index = 0; index < 60; index += 1) {
    begunAt = 0;
    await post(opened.proxy, `s${(made += 1)}`);
    const answeredAt = performance.now();
    await settle(() => begunAt, 1);
    found.push(begunAt - answeredAt);
  }
  await opened.close();
  return found.slice(10).sort((a, b) => a - b);
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function measure(name: string, makeUrl: () => Promise<string | undefined>): Promise<void> {
  const idle = Array.from({length: 10}, (_, index): EffectConfig => ({
    kind: 'handler',
    name: `idle-${index}`,
    on: 'MEETING_ENDED',
    run: async () => {},
  }));
  const found = {none: [] as number[], idle: [] as number[], busy: [] as number[], runs: [] as number[]};
  for (let round = 0; round < rounds; round += 1) {
    let done = 0;
    const busy: EffectConfig = {
      kind: 'handler',
      name: 'busy',
      run: async ({step}) => {
        await step('only', () => {});
        done += 1;
      },
    };
    for (const [key, effects] of [
      ['none', []],
      ['idle', idle],
      ['busy', [busy]],
    ] as const) {
      const opened = open([...effects], await makeUrl());
      const turn = await load(opened, key === 'busy' ? () => done : undefined);
      found[key].push(turn.webhooksPerSecond);
      if (turn.runsPerSecond !== undefined) found.runs.push(turn.runsPerSecond);
      await opened.close();
    }
  }
  const none = median(found.none);
  const times = await starts(await makeUrl());
  const at = (share: number) => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
  const ratio = (values: number[]) => `${median(values).toFixed(0)}/s (${(median(values) / none).toFixed(2)})`;
  console.log(`${name}, medians of ${rounds} rounds of ${count} webhooks; in brackets the ratio to no effects:`);
  console.log(
    `  webhooks: none ${none.toFixed(0)}/s, ten for other events ${ratio(found.idle)}, one for each ${ratio(found.busy)}`,
  );
  console.log(
    `  runs: ${median(found.runs).toFixed(0)}/s; from answer to beginning p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}

await measure('SQLite', async () => undefined);
const postgres = await startPostgres();
if (postgres) {
  await measure('PostgreSQL', () => postgres.createDatabase());
  await postgres.stop();
}
