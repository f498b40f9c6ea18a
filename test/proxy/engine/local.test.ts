import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe} from 'vitest';
import {localDispatcher} from '../../../src/proxy/engine/dispatch/local.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import {createTimers} from '../cal/timers.ts';
import {testRecovery} from './contract-recovery.ts';
import {testEngine} from './contract.ts';
import type {Harness} from './harness.ts';

const makeDirectory = async () => mkdtempSync(join(tmpdir(), 'booking-engine-'));

async function openHarness(directory: string): Promise<Harness> {
  const store = sqliteStore(directory);
  const time = {now: Date.now()};
  const {later, advance} = createTimers(time);
  return {
    store,
    clock: {now: () => time.now},
    later,
    dispatcher: () => localDispatcher({transact: work => store.transact!(work), now: () => time.now, later}),
    elapse: advance,
    async close() {
      await store.close();
      rmSync(directory, {recursive: true});
    },
  };
}

describe('the promises of the engine in SQLite', () => {
  testEngine(async () => openHarness(await makeDirectory()));

  // Nobody else can have the directory, so nothing has to be waited for.
  describe('a killed process', () =>
    testRecovery(makeDirectory, openHarness, async () => {}, Number(process.env['KILLS'] ?? 3)));
});
