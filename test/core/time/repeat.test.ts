import {expect, test} from 'vitest';
import {repeatStarts} from '../../../src/core/time/repeat.ts';

const every = (frequency: string, interval = 1) => ({count: 12, frequency, interval});

test.each([
  [
    'a week later',
    'weekly',
    1,
    'UTC',
    '2026-11-23T09:00:00.000Z',
    ['2026-11-30T09:00:00.000Z', '2026-12-07T09:00:00.000Z'],
  ],
  [
    'every other week',
    'weekly',
    2,
    'UTC',
    '2026-11-23T09:00:00.000Z',
    ['2026-12-07T09:00:00.000Z', '2026-12-21T09:00:00.000Z'],
  ],
  [
    'at the same time of day when summer ends',
    'weekly',
    1,
    'Europe/Berlin',
    '2026-10-19T08:00:00.000Z',
    ['2026-10-26T09:00:00.000Z', '2026-11-02T09:00:00.000Z'],
  ],
  [
    'on the last day of a shorter month',
    'monthly',
    1,
    'UTC',
    '2027-01-31T09:00:00.000Z',
    ['2027-02-28T09:00:00.000Z', '2027-03-28T09:00:00.000Z'],
  ],
  [
    'a year later, 29 February on the 28th',
    'yearly',
    1,
    'UTC',
    '2028-02-29T09:00:00.000Z',
    ['2029-02-28T09:00:00.000Z', '2030-02-28T09:00:00.000Z'],
  ],
  [
    'after the gap when the clocks skip its time',
    'weekly',
    1,
    'America/New_York',
    '2027-03-07T07:30:00.000Z',
    ['2027-03-14T07:30:00.000Z', '2027-03-21T06:30:00.000Z'],
  ],
])('a series goes on %s', (_, frequency, interval, zone, start, rest) => {
  expect(repeatStarts(start, every(frequency, interval), 3, zone)).toEqual([start, ...rest]);
});

test('once is once', () => {
  expect(repeatStarts('2026-11-23T09:00:00.000Z', every('weekly'), 1, 'UTC')).toEqual(['2026-11-23T09:00:00.000Z']);
});
