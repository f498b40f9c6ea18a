import {Temporal} from 'temporal-polyfill';
import {expect, test} from 'vitest';
import {addDays, dayOf} from '../../../src/core/time/time.ts';

const zones = Intl.supportedValuesOf('timeZone');
const sample = zones.filter((_, index) => index % 4 === 0);
const uneven = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Havana',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Katmandu',
  'Australia/Lord_Howe',
  'Europe/London',
  'Pacific/Chatham',
  'Pacific/Apia',
];

function mismatches(zone: string, days: readonly string[]): string[] {
  return days
    .filter(day => {
      const start = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
      const [first, justBefore] = [start, start - 1].map(ms => dayOf(new Date(ms).toISOString(), zone));
      return first !== day || justBefore! >= day;
    })
    .map(day => `${zone} ${day}`);
}

const everyDay = (first: string, count: number, step: number) =>
  Array.from({length: count}, (_, index) => addDays(first, index * step));

test('days of zones with odd changes begin where Temporal says, each day of 2026 and 2027', () => {
  const days = everyDay('2026-01-01', 730, 1);
  expect(uneven.flatMap(zone => mismatches(zone, days))).toEqual([]);
});

test('days of every fourth zone begin where Temporal says, each ninth day of 2026 and 2027', () => {
  const days = everyDay('2026-01-01', 81, 9);
  expect(sample.flatMap(zone => mismatches(zone, days))).toEqual([]);
});
