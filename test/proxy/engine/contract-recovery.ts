import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {expect, test} from 'vitest';
import {setUp, type Harness} from './harness.ts';

/**
 * What a killed process leaves is continued. `open` opens the store after the process at `place` is gone, and
 * `endSilence` passes the time after which it counts as gone.
 */
export function testRecovery(
  makePlace: () => Promise<string>,
  open: (place: string) => Promise<Harness>,
  endSilence: () => Promise<void>,
): void {
  test('a run of a killed process goes on elsewhere: finished steps are kept, the others keep their key', async () => {
    const place = await makePlace();
    const child = spawn(process.execPath, [new URL('./child.ts', import.meta.url).pathname, place], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    const calls: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      calls.push(line);
      if (calls.length === 2) break;
    }
    child.kill('SIGKILL');
    await closed;

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
}
