import {afterEach, expect, test} from 'vitest';
import {randomId} from '../../../src/elements/base/random-id.ts';

afterEach(() => delete (crypto as Partial<Crypto>).randomUUID);

test('ids are random UUIDs, also where the browser makes none', () => {
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  expect(randomId()).toMatch(uuid);
  Object.defineProperty(crypto, 'randomUUID', {value: undefined, configurable: true});
  const ids = Array.from({length: 100}, randomId);
  expect(ids.every(id => uuid.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(100);
});
