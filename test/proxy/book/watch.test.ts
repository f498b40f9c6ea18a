import {expect, test} from 'vitest';
import {createWatch} from '../../../src/proxy/book/watch.ts';

test('a search that fails is repeated, whatever the logger returns', async () => {
  const tasks: (() => void)[] = [];
  const later = (_ms: number, task: () => void) => {
    tasks.push(task);
    return () => {};
  };
  // Loggers whose methods return themselves, as winston's do.
  const logger = {warn: () => logger};
  const watch = createWatch(later, () => logger.warn());
  let searches = 0;
  watch.start('attempt-0001', async () => {
    searches += 1;
    if (searches === 1) throw new Error('no connection');
    return true;
  });

  tasks.shift()!();
  await expect.poll(() => tasks.length).toBe(1);
  expect(watch.has('attempt-0001')).toBe(true);
  tasks.shift()!();
  await expect.poll(() => watch.has('attempt-0001')).toBe(false);
  expect(searches).toBe(2);
});
