import {expect, test} from 'vitest';
import type {RunContext} from '../../../src/proxy/engine/model.ts';
import {createGate, type Setup} from './harness.ts';

/** Runs can be ended, pause, and hold up nobody. */
export function testEnding(setUp: () => Setup): void {
  test('a run is cancelled while it waits, between two steps, and inside of one', async () => {
    const {start, until, receive, run} = setUp();
    const [between, inside] = [createGate(), createGate()];
    const calls: string[] = [];
    const engine = await start([
      {
        run: async ({id, step, signal}) => {
          await step('first', async () => {
            calls.push(`${id} first`);
            if (id === 'r2') await between.wait;
            if (id === 'r3') {
              inside.open();
              await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()));
              calls.push('r3 was told');
            }
          });
          await step('second', () => void calls.push(`${id} second`));
        },
      },
    ]);
    await receive(engine, 'plain', [
      {id: 'r1', delayMs: 3_600_000},
      {id: 'r2', key: 'u2'},
      {id: 'r3', key: 'u3'},
    ]);
    await until(() => calls.length === 2);
    await inside.wait;

    expect(await engine.cancel(['r1', 'r2', 'r3'])).toEqual(['r1', 'r2', 'r3']);
    between.open();
    await until(() => calls.includes('r3 was told'));
    await receive(engine, 'plain', [{id: 'r4'}, {id: 'r5', key: 'u2'}, {id: 'r6', key: 'u3'}]);
    await until(() => ['r4', 'r5', 'r6'].every(id => calls.includes(`${id} second`)));
    for (const id of ['r1', 'r2', 'r3']) {
      expect((await run(id))?.state).toBe('cancelled');
      expect(calls).not.toContain(`${id} second`);
    }
    expect(await engine.cancel(['r1', 'r4'])).toEqual([]);
  });

  test('a run that takes too long is given up and tried again, and delays no other effect', async () => {
    const {start, until, receive, run, elapse} = setUp();
    let hanging = 0;
    const engine = await start([
      {name: 'slow', timeoutMs: 600_000, atOnce: 'none', run: () => new Promise(() => void (hanging += 1))},
      {name: 'quick'},
    ]);
    await receive(
      engine,
      'slow',
      Array.from({length: 20}, (_, index) => ({id: `slow-${index}`})),
    );
    await until(() => hanging >= 8);
    await receive(engine, 'quick', [{id: 'r1'}]);
    await until(async () => (await run('r1'))?.state === 'done');

    await elapse(600_100);
    await until(async () => (await run('slow-0'))?.reason === 'It took longer than 600 s.');
    expect(await run('slow-0')).toMatchObject({state: 'waiting', attempt: 1});
  });

  test('a run sleeps without being an attempt, and goes on with its next step', async () => {
    const {start, until, receive, run, elapse} = setUp();
    const calls: string[] = [];
    const engine = await start([
      {
        run: async ({step, sleep, attempt}) => {
          await step('before', () => void calls.push('before'));
          await sleep('a day', 24 * 3_600_000);
          await step('after', () => void calls.push(`after, attempt ${attempt}`));
        },
      },
    ]);
    await receive(engine, 'plain', [{id: 'r1'}]);
    await until(async () => (await run('r1'))?.state === 'waiting' && calls.length === 1);

    await elapse(24 * 3_600_000 + 1_000);
    await until(async () => (await run('r1'))?.state === 'done');
    expect(calls).toEqual(['before', 'after, attempt 1']);
  });

  test('a run reports how far it is', async () => {
    const {start, until, receive, run} = setUp();
    const gate = createGate();
    const engine = await start([
      {
        run: async ({progress}) => {
          await progress(0.4, 'Exporting…');
          await gate.wait;
        },
      },
    ]);
    await receive(engine, 'plain', [{id: 'r1'}]);

    await until(async () => (await run('r1'))?.progress === 0.4);
    expect((await run('r1'))?.note).toBe('Exporting…');
    gate.open();
  });

  test('what a stopping process leaves is continued by another one at once', async () => {
    const {start, until, receive, run} = setUp();
    const calls: string[] = [];
    const effect = (name: string, hang: boolean) => ({
      run: async ({step}: RunContext) => {
        await step('a', () => void calls.push(`a by ${name}`));
        if (hang) await new Promise(() => {});
        await step('b', () => void calls.push(`b by ${name}`));
      },
    });
    const first = await start([effect('first', true)]);
    await receive(first, 'plain', [{id: 'r1'}]);
    await until(async () => calls.length === 1 && (await run('r1'))?.state === 'active');
    await first.stop(0);
    expect(await run('r1')).toMatchObject({state: 'waiting', attempt: 0});

    await start([effect('second', false)]);
    await until(async () => (await run('r1'))?.state === 'done');
    expect(calls).toEqual(['a by first', 'b by second']);
  });

  test('finished runs are deleted after their time', async () => {
    const {start, until, receive, run, elapse} = setUp();
    const effect = {run: async ({step}: RunContext) => void (await step('a', () => 1))};
    const engine = await start([effect], {keepMs: 6 * 3_600_000});
    await receive(engine, 'plain', [{id: 'r1'}]);
    await until(async () => (await run('r1'))?.state === 'done');
    await elapse(5 * 3_600_000);
    expect(await run('r1')).toBeDefined();

    await elapse(3 * 3_600_000);
    await until(async () => (await run('r1')) === undefined);
    expect(await engine.story('r1')).toBeUndefined();
  });
}
