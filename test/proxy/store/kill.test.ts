import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {readFrames} from '../live/frames.ts';
import {openSystem} from '../webhooks/system.ts';

const postgres = await startPostgres();
const directory = mkdtempSync(join(tmpdir(), 'booking-kill-'));
afterAll(async () => {
  rmSync(directory, {recursive: true});
  await postgres?.stop();
}, 60_000);

// Compiled code is kept, and by a process that ends by itself only: the two hundred that are killed start from it.
const env = {...process.env, NODE_COMPILE_CACHE: join(directory, 'compiled')};
beforeAll(() => once(startChild(join(directory, 'first'), 'open'), 'close'), 60_000);

function startChild(place: string, mode: 'open' | 'flood' | 'crash') {
  return spawn(process.execPath, [new URL('./child.ts', import.meta.url).pathname, place, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
}

/** Lets a process take webhooks and kills it after `count` answers; resolves with the bookings it answered for. */
async function killAfter(place: string, count: number): Promise<string[]> {
  const child = startChild(place, 'flood');
  const answered: string[] = [];
  createInterface(child.stdout).on('line', uid => {
    answered.push(uid);
    if (answered.length === count) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string];
  expect(signal).toBe('SIGKILL');
  return answered;
}

async function lost(store: Store, uids: string[]): Promise<string[]> {
  const logs = await Promise.all(uids.map(uid => store.log(uid, 0)));
  const bookings = await Promise.all(uids.map(uid => store.booking(uid)));
  return uids.filter((_, index) => logs[index]!.length !== 1 || bookings[index]?.view.state !== 'accepted');
}

/** How many answers each of the processes lives for; `npm run test:faults` kills a hundred. */
const lives = Array.from({length: Number(process.env['KILLS'] ?? 30)}, (_, round) => 1 + ((round * 7) % 31));
const least = lives.reduce((sum, count) => sum + count);

test(
  'processes killed one after the other have lost none of the webhooks they acknowledged, in SQLite',
  {timeout: 240_000},
  async () => {
    const answered: string[] = [];
    for (const count of lives) answered.push(...(await killAfter(directory, count)));

    const store = sqliteStore(directory);
    expect(answered.length).toBeGreaterThanOrEqual(least);
    expect(await lost(store, answered)).toEqual([]);
    await store.close();
  },
);

test.skipIf(!postgres)(
  'processes killed three at a time have lost none of the webhooks they acknowledged, in PostgreSQL',
  {timeout: 240_000},
  async () => {
    const url = await postgres!.createDatabase();
    const answered: string[] = [];
    const left = [...lives];
    await Promise.all(
      [1, 2, 3].map(async () => {
        for (let count = left.pop(); count !== undefined; count = left.pop())
          answered.push(...(await killAfter(url, count)));
      }),
    );

    const store = postgresStore(url);
    expect(answered.length).toBeGreaterThanOrEqual(least);
    expect(await lost(store, answered)).toEqual([]);
    await store.close();
  },
);

const places: [string, () => Promise<string>, (place: string) => Store][] = [
  ['SQLite', async () => join(directory, 'crash'), sqliteStore],
  ...(postgres ? [['PostgreSQL', postgres.createDatabase, postgresStore] as (typeof places)[number]] : []),
];

test.each(places)(
  'in %s, a webhook that was stored but never told is told after the restart, and its repetition changes nothing',
  {timeout: 60_000},
  async (_, findPlace, openStore) => {
    const place = await findPlace();
    const child = startChild(place, 'crash');
    const [, signal] = (await once(child, 'close')) as [number | null, string];
    expect(signal).toBe('SIGKILL');
    const uid = `${child.pid}-0-0`;

    const system = openSystem({directory: place, store: openStore(place)});
    const body = JSON.stringify({
      triggerEvent: 'BOOKING_CREATED',
      createdAt: '2026-10-01T09:00:00.000Z',
      payload: {uid},
    });
    expect((await system.post(body)).status).toBe(204);
    const token = await system.context.tokens.mint({uid});
    const stream = readFrames((await system.request(`/live?token=${token}&cursor=0`)).body!);

    expect(await stream.next()).toMatchObject({event: 'state', seq: 1, view: {state: 'accepted'}});
    await system.close();
    expect(await stream.rest()).toEqual([]);
  },
);
