/** A process of its own for tests: `child.ts <directory or postgres://…> open|flood|crash`. */
import {writeSync} from 'node:fs';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import {openSystem} from '../webhooks/system.ts';

const [, , place, mode] = process.argv as [string, string, string, string];

const store = place.startsWith('postgres://') ? postgresStore(place) : sqliteStore(place);

function webhook(uid: string): string {
  return JSON.stringify({triggerEvent: 'BOOKING_CREATED', createdAt: '2026-10-01T09:00:00.000Z', payload: {uid}});
}

if (mode !== 'open') {
  // Killed after the commit and before any stream or answer knows of it.
  const hooks = mode === 'crash' ? {afterCommit: () => process.kill(process.pid, 'SIGKILL')} : {};
  const system = openSystem({directory: place, store, hooks});
  // Several at once, as they come.
  await Promise.all(
    Array.from({length: mode === 'crash' ? 1 : 4}, async (_, lane) => {
      for (let index = 0; ; index += 1) {
        const uid = `${process.pid}-${lane}-${index}`;
        const {status} = await system.post(webhook(uid));
        if (status !== 204) throw new Error(`A webhook was answered with ${status}.`);
        // Written before the next webhook, so that a line means an answer was given.
        writeSync(1, `${uid}\n`);
      }
    }),
  );
}
