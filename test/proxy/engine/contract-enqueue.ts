import {expect, test} from 'vitest';
import {ask} from '../../../src/proxy/store/work.ts';
import type {Setup} from './harness.ts';

/** A run exists exactly when what caused it does, and reaches its receivers under one name. */
export function testEnqueue(setUp: () => Setup): void {
  test('no run is left of a webhook that could not be stored, and a stored one has its run', async () => {
    const {start, store, run, until, receive} = setUp();
    const performed: string[] = [];
    const engine = await start([{run: async ({id}) => void performed.push(id)}]);
    const entry = {bodyHash: 'a', trigger: 'BOOKING_CREATED', receivedAt: '2026-10-01T09:00:00.000Z'};
    const job = {id: 'r1', key: 'u1', cause: {trigger: 'BOOKING_CREATED', uid: 'u1'}};

    const failing = store.receive({...entry, body: new Uint8Array()}, [], undefined, function* () {
      yield* engine.enqueue('plain', job);
      yield* ask('SELECT * FROM booking_elements.nowhere');
    });
    await expect(failing).rejects.toThrow();
    expect(await run('r1')).toBeUndefined();

    const store1 = () =>
      store.receive({...entry, body: new Uint8Array()}, [], undefined, () => engine.enqueue('plain', job));
    await store1();
    engine.wake();
    await until(() => performed.length === 1);
    await store1();
    await receive(engine, 'plain', [{id: 'r1'}, {id: 'r2'}]);
    await until(() => performed.includes('r2'));
    expect(performed).toEqual(['r1', 'r2']);
  });

  test('a run knows its cause, and is done once it returned', async () => {
    const {start, run, until, receive} = setUp();
    const seen: object[] = [];
    const engine = await start([{run: async ({cause, attempt, events}) => void seen.push({cause, attempt, events})}]);
    await receive(engine, 'plain', [{id: 'r1', cause: {trigger: 'BOOKING_PAID', uid: 'u7', event: 'e1'}}]);

    await until(async () => (await run('r1'))?.state === 'done');
    expect(seen).toEqual([{cause: {trigger: 'BOOKING_PAID', uid: 'u7', event: 'e1'}, attempt: 1, events: 1}]);
    expect(await engine.story('r1')).toMatchObject({attempts: [{round: 0, attempt: 1, outcome: 'done'}]});
  });

  test('a delayed run begins when its time has come', async () => {
    const {start, run, until, receive, elapse} = setUp();
    const engine = await start([{}]);
    await receive(engine, 'plain', [
      {id: 'r1', delayMs: 60_000},
      {id: 'r2', key: 'u2'},
    ]);

    await until(async () => (await run('r2'))?.state === 'done');
    expect((await run('r1'))?.state).toBe('waiting');
    await elapse(61_000);
    await until(async () => (await run('r1'))?.state === 'done');
  });

  test('a run that only its failure is known of waits for a replay', async () => {
    const {start, run, until, receive} = setUp();
    const engine = await start([{}]);
    await receive(engine, 'plain', [{id: 'r1', failure: 'The filter failed: TypeError.'}]);

    expect(await run('r1')).toMatchObject({state: 'failed', reason: 'The filter failed: TypeError.'});
    expect(await engine.replay(['r1'])).toEqual(['r1']);
    await until(async () => (await run('r1'))?.state === 'done');
  });

  test('a run that lost its turn is found and given another one', async () => {
    const {start, store, run, until, elapse, clock} = setUp();
    const engine = await start([{}]);
    await store.transact!(() =>
      ask(
        `INSERT INTO booking_elements.runs (id, effect, key, trigger, state, round, attempt, events, created_at, due_at, seen_at)
        VALUES ('r1', 'plain', 'u1', 'BOOKING_CREATED', 'waiting', 0, 0, 1, $1, $1, $1)`,
        clock.now(),
      ),
    );
    engine.wake();
    await elapse(200_000);
    await until(async () => (await run('r1'))?.state === 'done');
  });
}
