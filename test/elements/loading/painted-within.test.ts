import {expect, test, vi} from 'vitest';
import {paintedWithin} from '../../../src/elements/loading/painted-within.ts';

const never = new Promise<void>(() => {});

test('what is painted ends the waiting, whatever the limit', async () => {
  await paintedWithin(Promise.resolve(), 2 ** 31 - 1);
});

test('so does a failure', async () => {
  await paintedWithin(Promise.reject(new Error('The code could not be loaded.')), 2 ** 31 - 1);
});

test('nothing is waited for longer than the limit', async () => {
  const resolved = vi.fn();
  void paintedWithin(never, 20).then(resolved);
  await vi.waitFor(() => expect(resolved).toHaveBeenCalledOnce());
});
