import {expect, test} from 'vitest';
import {partOfDay} from '../../../src/core/time/part-of-day.ts';

test.each([
  ['2026-11-23T00:00:00.000Z', 'UTC', 'morning'],
  ['2026-11-23T11:59:00.000Z', 'UTC', 'morning'],
  ['2026-11-23T12:00:00.000Z', 'UTC', 'afternoon'],
  ['2026-11-23T16:59:00.000Z', 'UTC', 'afternoon'],
  ['2026-11-23T17:00:00.000Z', 'UTC', 'evening'],
  ['2026-11-23T11:59:00.000Z', 'Europe/Berlin', 'afternoon'],
  ['2026-11-23T06:14:00.000Z', 'Asia/Kathmandu', 'morning'],
  ['2026-11-23T06:15:00.000Z', 'Asia/Kathmandu', 'afternoon'],
])('%s in %s is in the %s', (instant, timeZone, part) => {
  expect(partOfDay(instant, timeZone)).toBe(part);
});
