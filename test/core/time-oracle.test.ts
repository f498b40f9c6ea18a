import {Temporal} from 'temporal-polyfill';
import {expect, test} from 'vitest';
import {addDays, dayOf, startOfDay} from '../../src/core/time.ts';

const zones = Intl.supportedValuesOf('timeZone');
const sample = zones.filter((_, index) => index % 4 === 0);
const uneven = [
  'Africa/Cairo', 'Africa/Casablanca', 'America/Havana', 'America/New_York', 'America/Santiago', 'America/St_Johns', 'Asia/Beirut', 'Asia/Gaza',
  'Asia/Katmandu', 'Australia/Lord_Howe', 'Europe/London', 'Pacific/Chatham', 'Pacific/Apia',
];

const iso = (zoned: Temporal.ZonedDateTime) => zoned.toInstant().toString({smallestUnit: 'millisecond'});

function mismatches(zone: string, days: readonly string[]): string[] {
  return days.filter(day => {
    const expected = iso(Temporal.PlainDate.from(day).toZonedDateTime(zone));
    const start = startOfDay(day, zone);
    const justBefore = new Date(Date.parse(start) - 1).toISOString();
    return start !== expected || dayOf(start, zone) !== day || dayOf(justBefore, zone) >= day;
  }).map(day => `${zone} ${day}: ${startOfDay(day, zone)}`);
}

const everyDay = (first: string, count: number, step: number) => Array.from({length: count}, (_, index) => addDays(first, index * step));

test('days of zones with odd changes begin where Temporal says, each day of 2026 and 2027', () => {
  const days = everyDay('2026-01-01', 730, 1);
  expect(uneven.flatMap(zone => mismatches(zone, days))).toEqual([]);
});

test('days of every fourth zone begin where Temporal says, each ninth day of 2026 and 2027', () => {
  const days = everyDay('2026-01-01', 81, 9);
  expect(sample.flatMap(zone => mismatches(zone, days))).toEqual([]);
});
