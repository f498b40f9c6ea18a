import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {afterAll, expect, test} from 'vitest';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {createDisk} from '../../support/servers/disk.ts';
import {startPostgres} from '../../support/servers/postgres.ts';

const disk = createDisk(400);
afterAll(() => disk?.remove());

/**
 * Lets a process take webhooks, then cuts the power; resolves with the bookings it answered for and what is left of the
 * disk.
 */
async function cutAfter(place: string, count: number): Promise<{answered: string[]; left: string}> {
  const child = spawn(process.execPath, [new URL('./child.ts', import.meta.url).pathname, place, 'flood'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answered: string[] = [];
  createInterface(child.stdout).on('line', uid => {
    answered.push(uid);
    if (answered.length === count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return {answered, left: disk!.cut()};
}

async function lost(store: Store, uids: string[]): Promise<string[]> {
  const logs = await Promise.all(uids.map(uid => store.log(uid, 0)));
  return uids.filter((_, index) => logs[index]!.length !== 1);
}

test.skipIf(!disk)(
  'ten power cuts take none of the webhooks that were acknowledged, in SQLite',
  {timeout: 60_000},
  async () => {
    for (let round = 0; round < 10; round += 1) {
      const {answered, left} = await cutAfter(join(disk!.directory, `sqlite-${round}`), 1 + round * 40);
      const store = sqliteStore(join(left, `sqlite-${round}`));

      expect(await lost(store, answered)).toEqual([]);
      await store.close();
    }
  },
);

test.skipIf(!disk)(
  'three power cuts take none of the webhooks that were acknowledged, in PostgreSQL',
  {timeout: 60_000},
  async context => {
    const server = await startPostgres(join(disk!.directory, 'postgres'));
    if (!server) return context.skip();
    const url = await server.createDatabase();
    // The empty server may come to the disk this way; what is written from here on may not.
    execFileSync('sync', ['-f', disk!.directory]);
    const answered: string[] = [];
    for (const count of [1, 100, 300]) {
      const round = await cutAfter(url, count);
      answered.push(...round.answered);
      // A real cut would have ended that process too.
      rmSync(join(round.left, 'postgres', 'postmaster.pid'));
      const after = await startPostgres(join(round.left, 'postgres'));
      const address = new URL(url);
      address.port = String(after!.port);
      const store = postgresStore(address.href);

      expect(await lost(store, answered)).toEqual([]);
      await store.close();
      await after!.stop();
    }
    await server.stop();
  },
);
