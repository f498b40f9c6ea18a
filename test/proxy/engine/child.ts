/** A process of its own for tests: `child.ts <directory or postgres://…>`; it hangs in the second step of its run. */
import {writeSync} from 'node:fs';
import {createEngine} from '../../../src/proxy/engine/engine.ts';
import {localDispatcher} from '../../../src/proxy/engine/dispatch/local.ts';
import {pgBossDispatcher} from '../../../src/proxy/engine/dispatch/pg-boss.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Work} from '../../../src/proxy/store/work.ts';

const place = process.argv[2]!;
const isShared = place.startsWith('postgres://');
const store = isShared ? postgresStore(place) : sqliteStore(place);
const transact = <Result>(work: () => Work<Result>) => store.transact!(work);
const later = (ms: number, task: () => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

const engine = createEngine({
  effects: [
    {
      name: 'plain',
      timeoutMs: 60_000,
      run: async ({step}) => {
        await step('a', ({idempotencyKey}) => void writeSync(1, `${idempotencyKey}\n`));
        await step('b', ({idempotencyKey}) => {
          writeSync(1, `${idempotencyKey}\n`);
          return new Promise(() => {});
        });
      },
    },
  ],
  transact,
  dispatcher: isShared
    ? pgBossDispatcher({url: place, transact, now: Date.now, onError() {}})
    : localDispatcher({transact, now: Date.now, later}),
  now: Date.now,
  later,
  random: Math.random,
  log: {info() {}, warn() {}},
  keepMs: 3_600_000,
});
await engine.start();
await transact(() => engine.enqueue('plain', {id: 'r1', key: 'u1', cause: {trigger: 'BOOKING_CREATED'}}));
await transact(() => engine.enqueue('plain', {id: 'r2', key: 'u1', cause: {trigger: 'BOOKING_CREATED'}}));
engine.wake();
