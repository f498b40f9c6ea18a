import {Temporal} from 'temporal-polyfill';
import {expect, test} from 'vitest';
import {blockOf, blockRange, firstBlock, firstRange} from '../../../src/core/time/schedule.ts';
import {addDays, addMonths, dayOf, monthOf} from '../../../src/core/time/time.ts';

const zones = ['UTC', 'Etc/GMT+12', 'Pacific/Kiritimati', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'];
const long = '2026-01-01T00:00:00.000Z';
const startOfDay = (day: string, zone: string) =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString({smallestUnit: 'millisecond'});

test.each(zones)('a block holds its two months and a day on each side in %s', zone => {
  const {start, end} = blockRange('2026-10', long);
  expect(start <= startOfDay('2026-09-30', zone)).toBe(true);
  expect(end >= startOfDay('2026-12-02', zone)).toBe(true);
});

test('nothing before the present hour is asked for', () => {
  expect(blockRange('2026-11', '2026-11-21T10:59:59.999Z')).toEqual({
    start: '2026-11-21T10:00:00.000Z',
    end: '2027-01-03T00:00:00.000Z',
  });
});

test.each(zones)('what is asked for first, before the zone is known, holds two months from today on in %s', zone => {
  for (const now of [
    '2026-11-21T12:00:00.000Z',
    '2026-11-30T09:59:00.000Z',
    '2026-11-30T10:01:00.000Z',
    '2026-12-01T05:00:00.000Z',
    '2026-12-01T13:00:00.000Z',
  ]) {
    const first = monthOf(dayOf(now, zone));
    const {start, end} = firstRange(now);
    expect(start <= now && start.slice(0, 13) === now.slice(0, 13)).toBe(true);
    expect(end >= startOfDay(addDays(`${addMonths(first, 2)}-01`, 1), zone)).toBe(true);
  }
});

test.each([
  ['2026-11-26T23:59:00.000Z', '2026-11'],
  ['2026-11-27T00:00:00.000Z', '2026-12'],
  ['2026-11-30T12:00:00.000Z', '2026-12'],
  ['2026-12-31T02:00:00.000Z', '2027-01'],
  ['2027-02-28T12:00:00.000Z', '2027-03'],
  ['2028-02-29T12:00:00.000Z', '2028-03'],
])('in the last days of a month what is asked for first holds the two months after it: %s', (now, block) => {
  const {start, end} = firstRange(now);
  expect(firstBlock(now)).toBe(block);
  expect(start.slice(0, 13)).toBe(now.slice(0, 13));
  expect(end).toBe(`${addDays(`${addMonths(block, 2)}-01`, 2)}T00:00:00.000Z`);
});

test("a block that was begun in a month's last days is read again from the present hour", () => {
  expect(blockRange('2026-12', '2026-11-28T10:30:00.000Z').start).toBe('2026-11-28T10:00:00.000Z');
  expect(blockRange('2026-11', '2026-12-02T10:30:00.000Z').start).toBe('2026-12-02T10:00:00.000Z');
});

test('all visitors of an hour ask the same first question, wherever they are', () => {
  expect(firstRange('2026-11-21T12:59:00.000Z')).toEqual(firstRange('2026-11-21T12:00:01.000Z'));
});

test('a month belongs to the block that was counted from the first month', () => {
  expect(['2026-11', '2026-12', '2027-01', '2027-04'].map(month => blockOf(month, '2026-11'))).toEqual([
    '2026-11',
    '2026-11',
    '2027-01',
    '2027-03',
  ]);
});
