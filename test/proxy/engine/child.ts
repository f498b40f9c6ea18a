/**
 * A process of its own for tests: `child.ts <directory or postgres://…> hang|flood <first>`. With `hang` it stays in the
 * second step of its run; with `flood` it makes runs `<first>`, `<first + 1>`… until it is killed, and writes `made <id>`
 * when one is stored. Steps write their keys.
 */
import {writeSync} from 'node:fs';
import {createEngine} from '../../../src/proxy/engine/engine.ts';
import {localDispatcher} from '../../../src/proxy/engine/dispatch/local.ts';
import {pgBossDispatcher} from '../../../src/proxy/engine/dispatch/pg-boss.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Work} from '../../../src/proxy/store/work.ts';

const [, , place, mode, first] = process.argv as [string, string, string, string, string];
const isShared = place.startsWith('postgres://');
const store = isShared ? postgresStore(place) : sqliteStore(place);
const transact = <Result>(work: () => Work<Result>) => store.transact!(work);
const write = (line: string) => void writeSync(1, `${line}\n`);
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
        await step('a', ({idempotencyKey}) => write(idempotencyKey));
        await step('b', ({idempotencyKey}) => {
          write(idempotencyKey);
          return mode === 'hang' ? new Promise(() => {}) : undefined;
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

async function make(id: string, key: string): Promise<void> {
  await transact(() => engine.enqueue('plain', {id, key, cause: {trigger: 'BOOKING_CREATED'}}));
  engine.wake();
}

await engine.start();
if (mode === 'hang') {
  await make('r1', 'u1');
  await make('r2', 'u1');
}
for (let index = Number(first); mode === 'flood'; index += 1) {
  const id = `r${String(index).padStart(6, '0')}`;
  await make(id, `u${index % 5}`);
  write(`made ${id}`);
}
