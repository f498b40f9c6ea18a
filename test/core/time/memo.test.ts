import {expect, test} from 'vitest';
import {memo} from '../../../src/core/time/memo.ts';

test('a value is made once for a key', () => {
  const known = new Map<string, object>();
  const made = memo(known, 'a', () => ({}));
  expect(memo(known, 'a', () => ({}))).toBe(made);
  expect(memo(known, 'b', () => ({}))).not.toBe(made);
});

test('no more are kept than there is room for, whatever visitors ask', () => {
  const known = new Map<string, number>();
  for (let index = 0; index < 2500; index++) expect(memo(known, `en-x-${index}`, () => index)).toBe(index);
  expect(known.size).toBeLessThanOrEqual(1000);
});
