import {expect, test} from 'vitest';
import type {RunContext} from '../../../src/proxy/engine/model.ts';
import {createGate, type Setup} from './harness.ts';

const jobs = (count: number, keys = 1) =>
  Array.from({length: count}, (_, index) => ({
    id: `r${String(index).padStart(3, '0')}`,
    key: `u${index % keys}`,
    cause: {trigger: 'BOOKING_CREATED', uid: `u${index % keys}`},
  }));

/** Counts how many runs of a key are active at once. */
function createCount() {
  const active = new Map<string, number>();
  const started: string[] = [];
  let most = 0;
  return {
    started,
    most: () => most,
    async run({id, cause: {uid = ''}}: RunContext): Promise<void> {
      started.push(id);
      active.set(uid, (active.get(uid) ?? 0) + 1);
      most = Math.max(most, active.get(uid)!);
      await new Promise(resolve => setImmediate(resolve));
      active.set(uid, active.get(uid)! - 1);
    },
  };
}

/** One booking's runs follow each other; no target is called more often than it allows. */
export function testOrder(setUp: () => Setup): void {
  test('runs of one key follow each other, also those of one transaction', async () => {
    const {start, until, receive} = setUp();
    const count = createCount();
    const engine = await start([{run: count.run}]);
    await receive(engine, 'plain', jobs(20));
    for (const job of jobs(60, 4).slice(20)) await receive(engine, 'plain', [job]);

    await until(() => count.started.length === 60);
    expect(count.most()).toBe(1);
    const byKey = [0, 1, 2, 3].map(key => count.started.filter(id => id >= 'r020' && Number(id.slice(1)) % 4 === key));
    for (const ids of [count.started.filter(id => id < 'r020'), ...byKey]) expect(ids).toEqual([...ids].sort());
  });

  test('two runs of a key at a time are two at most, and none in order are all at once', async () => {
    const {start, until, receive} = setUp();
    const gates = {pair: createGate(), free: createGate()};
    const started = {pair: 0, free: 0};
    const effect = (name: 'pair' | 'free', atOnce: number | 'none') => ({
      name,
      atOnce,
      run: async () => {
        started[name] += 1;
        await gates[name].wait;
      },
    });
    const engine = await start([effect('pair', 2), effect('free', 'none')]);
    await receive(engine, 'pair', jobs(8));
    await receive(
      engine,
      'free',
      jobs(4).map(job => ({...job, id: `free-${job.id}`})),
    );

    await until(() => started.free === 4 && started.pair === 2);
    expect(started.pair).toBe(2);
    gates.pair.open();
    gates.free.open();
    await until(() => started.pair === 8);
  });

  test('a key that waits for its next attempt keeps only its own runs waiting', async () => {
    const {start, until, receive, run} = setUp();
    const done: string[] = [];
    const engine = await start([
      {
        run: async ({id}) => {
          if (id === 'stuck') throw new Error('down');
          done.push(id);
        },
      },
    ]);
    await receive(engine, 'plain', [
      {id: 'stuck', key: 'u0'},
      {id: 'behind', key: 'u0'},
    ]);
    await until(async () => (await run('stuck'))?.attempt === 1 && (await run('stuck'))?.state === 'waiting');
    await receive(
      engine,
      'plain',
      jobs(8, 4).map(job => ({...job, key: `other-${job.key}`})),
    );

    await until(() => done.length === 8);
    expect(done).not.toContain('behind');
  });

  test('calls to a target keep its quota, whichever effect and process makes them', async () => {
    const {start, until, receive, elapse, clock} = setUp();
    const times: number[] = [];
    const effect = (name: string) => ({
      name,
      target: 'crm',
      quota: {perSecond: 2, burst: 2},
      run: async () => void times.push(clock.now()),
    });
    const engine = await start([effect('one'), effect('two')]);
    await receive(engine, 'one', jobs(4, 4));
    await receive(
      engine,
      'two',
      jobs(4, 4).map(job => ({...job, id: `two-${job.id}`})),
    );

    await until(async () => {
      await elapse(100);
      return times.length === 8;
    });
    const sorted = times.sort((a, b) => a - b);
    // A burst of 2, then one each half second.
    for (let index = 2; index < 8; index += 1)
      expect(sorted[index]! - sorted[0]!).toBeGreaterThanOrEqual((index - 1) * 500 - 5);
  });
}
