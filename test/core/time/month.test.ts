import {expect, test} from 'vitest';
import {monthGrid, moveDay, weekdayNames, weekStartOf, type GridKey} from '../../../src/core/time/month.ts';

test('the grid of a month has whole weeks and no empty one', () => {
  const weeks = monthGrid('2026-11', 1);
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ]);
  expect(weeks.at(-1)!.at(-1)).toBe('2026-12-06');
  expect(monthGrid('2026-11', 0)).toHaveLength(5);
  expect(monthGrid('2027-02', 1)).toHaveLength(4);
});

test('weeks begin where the locale begins them', () => {
  expect(weekStartOf('en-US')).toBe(0);
  expect(weekStartOf('de')).toBe(1);
  expect(weekStartOf('ar-EG')).toBe(6);
  expect(weekStartOf('nonsense tag')).toBe(weekStartOf('en'));
});

test('weekday names come in the order of the columns', () => {
  expect(weekdayNames('en', 0, 'short')).toEqual(['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']);
  expect(weekdayNames('de', 1, 'long')[0]).toBe('Montag');
  expect(weekdayNames('en', 6, 'narrow')[0]).toBe('S');
});

test.each<[GridKey, string, string]>([
  ['ArrowLeft', '2026-11-01', '2026-10-31'],
  ['ArrowRight', '2026-11-30', '2026-12-01'],
  ['ArrowUp', '2026-11-05', '2026-10-29'],
  ['ArrowDown', '2026-11-28', '2026-12-05'],
  ['Home', '2026-11-26', '2026-11-23'],
  ['Home', '2026-11-23', '2026-11-23'],
  ['End', '2026-11-26', '2026-11-29'],
  ['PageUp', '2026-03-31', '2026-02-28'],
  ['PageDown', '2027-12-31', '2028-01-31'],
  ['PageDown', '2028-01-31', '2028-02-29'],
])('%s leads from %s to %s', (key, from, to) => {
  expect(moveDay(from, key, {weekStart: 1})).toBe(to);
});

test('arrows turn around where text runs from right to left', () => {
  expect(moveDay('2026-11-10', 'ArrowLeft', {weekStart: 6, rtl: true})).toBe('2026-11-11');
  expect(moveDay('2026-11-10', 'ArrowRight', {weekStart: 6, rtl: true})).toBe('2026-11-09');
});

test('Page keys with Shift lead a year away', () => {
  expect(moveDay('2028-02-29', 'PageDown', {weekStart: 1, shift: true})).toBe('2029-02-28');
  expect(moveDay('2028-02-29', 'PageUp', {weekStart: 1, shift: true})).toBe('2027-02-28');
});
