import {expect, test} from 'vitest';
import {canShow, tabStop, timesOn} from '../../../src/core/time/calendar.ts';

const counts = new Map([
  ['2026-11-26', 2],
  ['2026-11-24', 5],
  ['2026-11-25', 0],
]);

test('a day has the times it is counted with, and none outside of the bounds', () => {
  expect(timesOn('2026-11-24', {counts})).toBe(5);
  expect(timesOn('2026-11-24', {counts, min: '2026-11-24', max: '2026-11-24'})).toBe(5);
  expect(timesOn('2026-11-24', {counts, min: '2026-11-25'})).toBe(0);
  expect(timesOn('2026-11-26', {counts, max: '2026-11-25'})).toBe(0);
});

test('a day nothing is known about is told apart from a day without times', () => {
  expect(timesOn('2026-11-25', {counts})).toBe(0);
  expect(timesOn('2026-11-30', {counts})).toBeUndefined();
});

test('the months of the bounds can be shown, the ones beside them cannot', () => {
  const bounds = {counts, min: '2026-11-30', max: '2027-01-01'};

  expect(['2026-10', '2026-11', '2026-12', '2027-01', '2027-02'].map(month => canShow(month, bounds))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(canShow('1999-01', {counts})).toBe(true);
});

test.each([
  ['the day last focused', '2026-11-03', {counts, selected: '2026-11-26', today: '2026-11-21'}, '2026-11-03'],
  ['the chosen day', '2026-12-03', {counts, selected: '2026-11-26', today: '2026-11-21'}, '2026-11-26'],
  ['the first day with times', undefined, {counts, selected: '2026-12-01', today: '2026-11-21'}, '2026-11-24'],
  ['the first day with times from min on', undefined, {counts, min: '2026-11-25'}, '2026-11-26'],
  ['today', undefined, {counts: new Map(), today: '2026-11-21'}, '2026-11-21'],
  ['the first of the month', undefined, {counts: new Map(), today: '2026-12-01'}, '2026-11-01'],
])('Tab reaches %s', (_, focused, facts, day) => {
  expect(tabStop('2026-11', facts, focused)).toBe(day);
});
