import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readFrames} from '../live/frames.ts';
import {openSystem} from '../webhooks/system.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'booking-kill-'));
});
afterEach(() => rmSync(directory, {recursive: true}));

function startChild(mode: 'flood' | 'crash') {
  return spawn(process.execPath, [new URL('./child.ts', import.meta.url).pathname, directory, mode], {stdio: ['ignore', 'pipe', 'inherit']});
}

/** Lets a process take webhooks and kills it after `count` answers; resolves with the bookings it answered for. */
async function killAfter(count: number): Promise<string[]> {
  const child = startChild('flood');
  const answered: string[] = [];
  createInterface(child.stdout).on('line', uid => {
    answered.push(uid);
    if (answered.length === count) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close') as [number | null, string];
  expect(signal).toBe('SIGKILL');
  return answered;
}

test('a killed process has lost none of the webhooks it acknowledged', async () => {
  const answered: string[] = [];
  for (const count of [1, 3, 17, 58, 120, 250]) answered.push(...await killAfter(count));

  const {context, close} = openSystem({directory});
  const found = await Promise.all(answered.map(uid => context.store.log(uid, 0)));
  expect(answered.length).toBeGreaterThanOrEqual(449);
  expect(found.filter(log => log.length !== 1)).toEqual([]);
  await close();
}, 60_000);

test('a webhook that was stored but never told is told after the restart, and its repetition changes nothing', async () => {
  const child = startChild('crash');
  const [, signal] = await once(child, 'close') as [number | null, string];
  expect(signal).toBe('SIGKILL');
  const uid = `${child.pid}-0`;

  const system = openSystem({directory});
  const body = JSON.stringify({triggerEvent: 'BOOKING_CREATED', createdAt: '2026-10-01T09:00:00.000Z', payload: {uid}});
  expect((await system.post(body)).status).toBe(204);
  const token = await system.context.tokens.mint({uid});
  const stream = readFrames((await system.request(`/live?token=${token}&cursor=0`)).body!);

  expect(await stream.next()).toMatchObject({event: 'state', seq: 1, view: {state: 'accepted'}});
  await system.close();
  expect(await stream.rest()).toEqual([]);
}, 60_000);
