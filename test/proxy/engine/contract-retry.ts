import {expect, test} from 'vitest';
import {EffectError} from '../../../src/proxy/engine/model.ts';
import {usualPausesMs} from '../../../src/proxy/engine/retry.ts';
import type {Setup} from './harness.ts';

/** What fails is tried again at growing intervals, without repeating what was done. */
export function testRetry(setUp: () => Setup): void {
  test('eight attempts at growing intervals, then it stays as failed; finished steps are not repeated', async () => {
    const {start, until, receive, run, elapse, clock} = setUp();
    const calls: string[] = [];
    const engine = await start([
      {
        run: async ({step}) => {
          expect(await step('first', ({idempotencyKey}) => (calls.push(idempotencyKey), 'kept'))).toBe('kept');
          await step('second', ({idempotencyKey}) => {
            calls.push(idempotencyKey);
            throw new EffectError('The target answered with 500.', {status: 500});
          });
        },
      },
    ]);
    await receive(engine, 'plain', [{id: 'r1'}]);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      await until(async () => {
        const found = await run('r1');
        return found?.attempt === attempt && found.state === 'waiting';
      });
      const {due_at: dueAt, reason, status} = (await run('r1'))!;
      expect({reason, status}).toEqual({reason: 'The target answered with 500.', status: 500});
      const {attempts} = (await engine.story('r1'))!;
      pauses.push(dueAt - attempts.at(-1)!.ended_at);
      await elapse(Math.max(0, dueAt - clock.now()) + 100);
    }
    await until(async () => (await run('r1'))?.state === 'failed');
    expect(pauses).toEqual(usualPausesMs);
    expect(calls).toEqual(['r1:first', ...Array.from({length: 8}, () => 'r1:second')]);
    expect((await engine.story('r1'))!.attempts.map(({attempt, outcome}) => `${attempt} ${outcome}`)).toEqual(
      Array.from({length: 8}, (_, index) => `${index + 1} failed`),
    );
  });

  test('a replay keeps finished steps, and a fresh one repeats them', async () => {
    const {start, until, receive, run} = setUp();
    const calls: string[] = [];
    let isUp = false;
    const engine = await start([
      {
        run: async ({step}) => {
          await step('first', () => void calls.push('first'));
          if (!isUp) throw new EffectError('The receiver is gone (410).', {isFinal: true, status: 410});
          await step('second', () => void calls.push('second'));
        },
      },
    ]);
    await receive(engine, 'plain', [{id: 'r1'}, {id: 'r2', key: 'u2'}]);
    await until(async () => (await engine.list({state: 'failed'})).length === 2);
    expect((await run('r1'))?.attempt).toBe(1);
    isUp = true;

    expect((await engine.replay(['r1', 'r2', 'unknown'])).sort()).toEqual(['r1', 'r2']);
    await until(async () => (await engine.list({state: 'done'})).length === 2);
    expect(calls.sort()).toEqual(['first', 'first', 'second', 'second']);
    expect(await run('r1')).toMatchObject({round: 1, attempt: 1, reason: null, status: null});

    await engine.replay(['r1'], true);
    await until(async () => (await run('r1'))?.round === 2 && (await run('r1'))?.state === 'done');
    expect(calls.sort()).toEqual(['first', 'first', 'first', 'second', 'second', 'second']);
  });

  test('what a target says about coming back holds for all its runs, and for nobody else', async () => {
    const {start, until, receive, run, elapse, clock} = setUp();
    const times: number[] = [];
    let isBusy = true;
    const engine = await start([
      {
        name: 'one',
        target: 'crm',
        run: async () => {
          if (isBusy) throw new EffectError('The target is busy (429).', {status: 429, retryAfterMs: 90_000});
          times.push(clock.now());
        },
      },
      {name: 'two', target: 'crm', run: async () => void times.push(clock.now())},
      {name: 'other'},
    ]);
    const since = clock.now();
    await receive(engine, 'one', [{id: 'r1'}]);
    await until(async () => (await run('r1'))?.status === 429);
    isBusy = false;
    await receive(engine, 'two', [{id: 'r2'}]);
    await receive(engine, 'other', [{id: 'r3'}]);

    await until(async () => (await run('r3'))?.state === 'done');
    await until(async () => ((await run('r2'))?.due_at ?? 0) >= since + 90_000);
    expect(times).toEqual([]);
    await elapse(91_000);
    await until(async () => (await run('r1'))?.state === 'done' && (await run('r2'))?.state === 'done');
    expect(Math.min(...times)).toBeGreaterThanOrEqual(since + 90_000);
  });

  test('the message of an unknown error is not stored: it may repeat personal data', async () => {
    const {start, until, receive, run} = setUp();
    const engine = await start([
      {
        run: async () => {
          throw Object.assign(new TypeError('ann@visitors.example is no number'), {code: 'ERR_ANN'});
        },
      },
    ]);
    await receive(engine, 'plain', [{id: 'r1'}]);

    await until(async () => (await run('r1'))?.reason !== null);
    expect((await run('r1'))?.reason).toBe('TypeError ERR_ANN');
  });

  test('a step without a name of its own, or with a large result, ends its run with a sentence', async () => {
    const {start, until, receive, run} = setUp();
    const engine = await start([
      {
        name: 'twice',
        run: async ({step}) => {
          await step('a', () => 1);
          await step('a', () => 2);
        },
      },
      {name: 'large', run: async ({step}) => void (await step('a', () => 'x'.repeat(20_000)))},
    ]);
    await receive(engine, 'twice', [{id: 'r1'}]);
    await receive(engine, 'large', [{id: 'r2'}]);

    await until(async () => (await engine.list({state: 'failed'})).length === 2);
    expect((await run('r1'))?.reason).toBe('Two steps are named "a": give each step of a run its own name.');
    expect((await run('r2'))?.reason).toMatch('returned more than 16 kB');
  });
}
