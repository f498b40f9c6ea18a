import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {expect, test} from 'vitest';
import {setUp, type Harness} from './harness.ts';

/** Starts a process that performs runs, and kills it after `count` lines. Resolves with all it wrote. */
async function runAndKill(place: string, mode: 'hang' | 'flood', count: number, first = 0): Promise<string[]> {
  const child = spawn(process.execPath, [new URL('./child.ts', import.meta.url).pathname, place, mode, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === count) child.kill('SIGKILL');
  }
  await closed;
  return lines;
}

/**
 * What a killed process leaves is continued. `open` opens the store after the process at `place` is gone, and
 * `endSilence` passes the time after which it counts as gone. `kills` is how often a process under load is killed.
 */
export function testRecovery(
  makePlace: () => Promise<string>,
  open: (place: string) => Promise<Harness>,
  endSilence: () => Promise<void>,
  kills: number,
): void {
  test('a run of a killed process goes on elsewhere: finished steps are kept, the others keep their key', async () => {
    const place = await makePlace();
    const calls = await runAndKill(place, 'hang', 2);

    const setup = setUp(await open(place));
    try {
      await setup.start([
        {
          run: async ({step}) => {
            await step('a', ({idempotencyKey}) => void calls.push(idempotencyKey));
            await step('b', ({idempotencyKey}) => void calls.push(idempotencyKey));
          },
        },
      ]);
      await endSilence();
      await setup.until(async () => (await setup.run('r2'))?.state === 'done');
      expect(calls).toEqual(['r1:a', 'r1:b', 'r1:b', 'r2:a', 'r2:b']);
      expect(await setup.run('r1')).toMatchObject({state: 'done', attempt: 2});
    } finally {
      await setup.close();
    }
  });

  test('processes that are killed under load lose no run, and repeat only what had not ended', async () => {
    const place = await makePlace();
    const lines: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      lines.push(...(await runAndKill(place, 'flood', 150 + 40 * kill, 10_000 * kill)));
      await endSilence();
    }
    const setup = setUp(await open(place));
    try {
      const step = ({idempotencyKey}: {idempotencyKey: string}) => void lines.push(idempotencyKey);
      const engine = await setup.start([
        {
          run: async run => {
            await run.step('a', step);
            await run.step('b', step);
          },
        },
      ]);
      await endSilence();
      await setup.until(async () => (await engine.counts()).every(({state}) => state === 'done'));
    } finally {
      await setup.close();
    }
    const made = lines.filter(line => line.startsWith('made ')).map(line => line.slice(5));
    const calls = lines.filter(line => !line.startsWith('made '));
    const missing = made.flatMap(id => [`${id}:a`, `${id}:b`]).filter(call => !calls.includes(call));
    expect(made.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
    // At most one step of each of the five keys was interrupted by each kill.
    expect(calls.length - new Set(calls).size).toBeLessThanOrEqual(5 * kills);
    for (let key = 0; key < 5; key += 1) {
      const order = [...new Set(calls.map(call => call.slice(0, 7)))].filter(id => Number(id.slice(1)) % 5 === key);
      expect(order).toEqual([...order].sort());
    }
  });
}
