import {expect, test, vi} from 'vitest';
import {complainOnce, warnOnce} from '../../src/embed/warn.ts';

test('a sentence is told once for the whole page, another one for itself, each with what caused it', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const cause = new Error('the cause');
  for (let count = 0; count < 3; count++) {
    complainOnce('Something is missing.', cause);
    complainOnce('Something else is missing.');
    warnOnce('Something is different.');
  }
  expect(error.mock.calls).toEqual([
    ['booking-elements: Something is missing.', cause],
    ['booking-elements: Something else is missing.'],
  ]);
  expect(warn.mock.calls).toEqual([['booking-elements: Something is different.']]);
});
