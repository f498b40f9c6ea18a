import {expect, test} from 'vitest';
import {nextJobId} from '../../../src/proxy/engine/dispatch/job-id.ts';
import {pauseAfter, usualPausesMs} from '../../../src/proxy/engine/retry.ts';

test('pauses are varied by up to a quarter, so that runs that failed together do not return together', () => {
  expect(pauseAfter(1, usualPausesMs, () => 0)).toBe(3_750);
  expect(pauseAfter(1, usualPausesMs, () => 0.999_999)).toBe(6_250);
  expect(pauseAfter(7, usualPausesMs, () => 0.5)).toBe(24 * 3_600_000);
  expect(pauseAfter(8, usualPausesMs, () => 0.5)).toBeUndefined();
});

test('the ids of jobs are UUIDs and grow, also within a millisecond and when the clock goes back', () => {
  const ids = Array.from({length: 10_000}, (_, index) => nextJobId(1_800_000_000_000 - (index % 3)));

  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids.slice(0, 10)) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
});
