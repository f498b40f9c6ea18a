import {expect, test} from 'vitest';
import {createCache} from '../../../src/proxy/cal/cache.ts';

const counter = () => {
  let count = 0;
  return async () => ++count;
};

test('a value is kept for its time, counted from its arrival', async () => {
  let now = 0;
  const cache = createCache<number>(1000, () => now);
  const load = counter();
  await cache.read('a', load);
  now = 999;
  expect(await cache.read('a', load)).toBe(1);
  now = 1000;
  expect(await cache.read('a', load)).toBe(2);
});

test('equal questions at the same moment are one', async () => {
  const cache = createCache<number>(1000, () => 0);
  const load = counter();
  expect(await Promise.all([cache.read('a', load), cache.read('a', load), cache.read('b', load)])).toEqual([1, 1, 2]);
});

test('a failure is told to all who wait for it and kept by nobody', async () => {
  const cache = createCache<number>(1000, () => 0);
  const fail = async () => {
    throw new Error('no');
  };
  await expect(Promise.all([cache.read('a', fail), cache.read('a', fail)])).rejects.toThrow('no');
  expect(await cache.read('a', counter())).toBe(1);
});

test('what is on its way when all is forgotten is not kept', async () => {
  const cache = createCache<string>(1000, () => 0);
  let finish = (_: string) => {};
  const old = cache.read('a', () => new Promise<string>(resolve => void (finish = resolve)));
  cache.clear();
  finish('old');
  expect(await old).toBe('old');
  expect(await cache.read('a', async () => 'new')).toBe('new');
});

test('it does not grow without end', async () => {
  const cache = createCache<number>(1000, () => 0);
  const load = counter();
  for (let index = 0; index <= 1000; index += 1) await cache.read(String(index), load);
  expect(await cache.read('1000', load)).toBe(1001);
  expect(await cache.read('0', load)).toBe(1002);
});
