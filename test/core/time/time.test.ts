import {describe, expect, test} from 'vitest';
import {formatDateTime} from '../../../src/core/time/date-time.ts';
import {isTimeZone, toInstant} from '../../../src/core/time/parse-time.ts';
import {
  addDays,
  addMinutes,
  addMonths,
  dayOf,
  formatDay,
  formatMoment,
  formatMonth,
  formatTime,
  groupByDay,
  monthOf,
  timeLabels,
  weekdayOf,
  zoneName,
} from '../../../src/core/time/time.ts';
import {formatTimes} from '../../../src/core/time/time-range.ts';
import cases from './dst-cases.json' with {type: 'json'};

const slots = (instants: readonly string[]) => instants.map(start => ({start}));

describe.each(cases)('$name', ({timeZone, day, dayStart, dayEnd, instants, groups, labelsEnUS}) => {
  test('the day begins and ends at its exact instants', () => {
    // Apia had no 30 December 2011.
    const isThere = dayStart < dayEnd;
    const days = [dayStart, addMinutes(dayEnd, -1), addMinutes(dayStart, -1), dayEnd].map(instant =>
      dayOf(instant, timeZone),
    );
    expect(days.map(found => found === day)).toEqual([isThere, isThere, false, false]);
  });

  test('slots fall on the days the clocks of the zone say', () => {
    const days = groupByDay(slots(instants), timeZone);
    expect(Object.fromEntries([...days].map(([key, group]) => [key, group.map(({start}) => start)]))).toEqual(groups);
  });

  test('times of a day can be told apart', () => {
    const labels = [...groupByDay(slots(instants), timeZone)].map(([key, group]) => [
      key,
      timeLabels(group, timeZone, 'en-US'),
    ]);
    expect(Object.fromEntries(labels)).toEqual(labelsEnUS);
  });
});

test('a midnight that comes twice begins the day when it comes first', () => {
  // Havana goes back from 1:00 to 0:00.
  expect(dayOf('2026-11-01T03:59:59.999Z', 'America/Havana')).toBe('2026-10-31');
  expect(dayOf('2026-11-01T04:00:00.000Z', 'America/Havana')).toBe('2026-11-01');
  expect(dayOf('2026-11-01T05:00:00.000Z', 'America/Havana')).toBe('2026-11-01');
});

test('a gap that begins before midnight ends where the day begins', () => {
  // Toronto went from 23:30 to 0:30.
  expect(dayOf('1919-03-31T04:29:59.999Z', 'America/Toronto')).toBe('1919-03-30');
  expect(dayOf('1919-03-31T04:30:00.000Z', 'America/Toronto')).toBe('1919-03-31');
});

/** What a visitor reads in en-US of instants around a change of clocks: time, moment and long form agree. */
test.each([
  ['Africa/Cairo', '2026-10-29T19:30:00.000Z', '10:30 PM'],
  ['Africa/Cairo', '2026-10-29T20:00:00.000Z', '11:00 PM GMT+3'],
  ['Africa/Cairo', '2026-10-29T20:59:00.000Z', '11:59 PM GMT+3'],
  ['Africa/Cairo', '2026-10-29T21:00:00.000Z', '11:00 PM GMT+2'],
  ['Africa/Cairo', '2026-10-29T22:00:00.000Z', '12:00 AM'],
  ['America/New_York', '2026-11-01T04:59:00.000Z', '12:59 AM'],
  ['America/New_York', '2026-11-01T05:00:00.000Z', '1:00 AM EDT'],
  ['America/New_York', '2026-11-01T06:30:00.000Z', '1:30 AM EST'],
  ['America/New_York', '2026-11-01T07:00:00.000Z', '2:00 AM'],
  ['America/New_York', '2026-10-31T05:30:00.000Z', '1:30 AM'],
  ['America/New_York', '2027-03-14T07:00:00.000Z', '3:00 AM'],
  ['Australia/Lord_Howe', '2027-04-03T14:30:00.000Z', '1:30 AM GMT+11'],
  ['Australia/Lord_Howe', '2027-04-03T15:29:00.000Z', '1:59 AM GMT+10:30'],
  ['Australia/Lord_Howe', '2027-04-03T14:29:00.000Z', '1:29 AM'],
  ['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2:30 AM GMT+2'],
  ['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2:30 AM GMT+1'],
  ['America/Santiago', '2027-04-04T03:30:00.000Z', '11:30 PM GMT-4'],
  ['America/Havana', '2026-11-01T05:00:00.000Z', '12:00 AM GMT-5'],
  ['Asia/Kolkata', '2026-10-25T00:30:00.000Z', '6:00 AM'],
  ['UTC', '2026-10-25T01:30:00.000Z', '1:30 AM'],
])('in %s a visitor reads %s as %s, everywhere', (zone, instant, wanted) => {
  const plain = (text: string) => text.replace(/\s/g, ' ');
  expect(plain(formatTime(instant, zone, 'en-US'))).toBe(wanted);
  expect(plain(formatMoment(instant, zone, 'en-US'))).toMatch(new RegExp(`, ${wanted.replace('+', '\\+')}$`));
  expect(plain(formatDateTime(instant, zone, 'en-US'))).toMatch(new RegExp(` at ${wanted.replace('+', '\\+')}$`));
});

test('equal times of different days are not marked', () => {
  const twice = slots(['2026-11-23T10:00:00Z', '2026-11-24T10:00:00Z']);
  expect(timeLabels(twice, 'Europe/Berlin', 'de')).toEqual(['11:00', '11:00']);
});

test.each([
  ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z'],
  ['2026-11-23T10:00Z', '2026-11-23T10:00:00.000Z'],
  ['2026-11-23t10:00:00z', '2026-11-23T10:00:00.000Z'],
  ['2026-11-23T10:00:00.123456Z', '2026-11-23T10:00:00.123Z'],
  ['2026-11-23T10:00:00.000+05:30', '2026-11-23T04:30:00.000Z'],
  ['2026-11-23T10:00:00-0800', '2026-11-23T18:00:00.000Z'],
  ['2028-02-29T00:00:00+01:00', '2028-02-28T23:00:00.000Z'],
  ['2026-11-23T10:00:00', undefined],
  ['2026-11-23', undefined],
  ['2026-02-30T10:00:00Z', undefined],
  ['2026-13-01T10:00:00Z', undefined],
  ['2026-11-23T25:00:00Z', undefined],
  ['tomorrow', undefined],
  ['', undefined],
])('%j as an instant is %j', (text, instant) => {
  expect(toInstant(text)).toBe(instant);
});

test.each(['UTC', 'Europe/Kyiv', 'Europe/Kiev', 'America/Argentina/Buenos_Aires'])('%s is a zone', zone => {
  expect(isTimeZone(zone)).toBe(true);
});

test.each(['', 'Mars/Olympus', '+01:00', 'Berlin'])('%j is not a zone', zone => {
  expect(isTimeZone(zone)).toBe(false);
});

test('days, weekdays and months are counted without clocks', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(weekdayOf('2026-11-22')).toBe(0);
  expect(monthOf('2026-11-22')).toBe('2026-11');
  expect(addMonths('2026-11', 2)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(addMinutes('2026-11-23T23:45:00Z', 30)).toBe('2026-11-24T00:15:00.000Z');
});

describe('words', () => {
  const instant = '2026-11-23T09:00:00.000Z';

  test('days', () => {
    expect(formatDay('2026-11-23', 'en-US', 'long')).toBe('Monday, November 23, 2026');
    expect(formatDay('2026-11-23', 'en-US', 'weekday')).toBe('Monday, November 23');
    expect(formatDay('2026-11-23', 'de', 'medium')).toBe('Mo., 23. Nov.');
    expect(formatDay('2026-11-23', 'ja', 'number')).toBe('23');
    expect(formatDay('2026-11-23', 'fa', 'number')).toBe('۲۳');
  });

  test.each(['fa-IR', 'th-TH', 'ar-SA'])('%s keeps the Gregorian month', locale => {
    const digits = formatMonth('2026-11', `${locale}-u-nu-latn`);
    expect(digits).toContain('2026');
  });

  test('months', () => {
    expect(formatMonth('2026-11', 'pt-BR')).toBe('novembro de 2026');
    expect(formatMonth('2026-11', 'pt_BR')).toBe('novembro de 2026');
  });

  test('a tag that is none is read as English', () => {
    expect(formatMonth('2026-11', 'not a tag')).toBe('November 2026');
  });

  test('times follow the locale, or the wish for 12 or 24 hours', () => {
    const midnight = '2026-11-23T00:00:00Z';
    expect(formatTime(instant, 'Europe/Berlin', 'de')).toBe('10:00');
    expect(formatTime(midnight, 'UTC', 'en-US')).toMatch(/^12:00\sAM$/);
    expect(formatTime(midnight, 'UTC', 'en-US', false)).toBe('00:00');
    expect(formatTime(instant, 'UTC', 'de', true)).toMatch(/9:00\sAM/);
  });

  test('day and time together', () => {
    expect(formatMoment(instant, 'America/New_York', 'en-US')).toMatch(/^Mon, Nov 23, 4:00\sAM$/);
    expect(formatMoment(instant, 'America/New_York', 'ja')).toBe('11月23日(月) 4:00');
    expect(formatMoment(instant, 'America/New_York', 'ar-EG')).toMatch(/^الاثنين، ٢٣ نوفمبر، ٤:٠٠\sص$/);
    expect(formatDateTime(instant, 'America/New_York', 'en-US')).toMatch(/^Monday, November 23, 2026 at 4:00\sAM$/);
  });

  test('zones', () => {
    expect(zoneName('America/New_York', 'en', instant, 'longGeneric')).toBe('Eastern Time');
    expect(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT'].map(zone => zoneName(zone, 'en', instant, 'longGeneric'))).toEqual(
      Array.from({length: 4}, () => 'Coordinated Universal Time'),
    );
    expect(zoneName('Etc/UTC', 'de', instant, 'longGeneric')).toBe('Koordinierte Weltzeit');
    expect(zoneName('America/New_York', 'en', instant, 'shortOffset')).toBe('GMT-5');
    expect(zoneName('America/New_York', 'en-US', '2026-07-01T00:00:00Z', 'short')).toBe('EDT');
  });
});

test('from when to when is read in order in a page of the other direction', () => {
  const [start, end] = ['2026-11-23T09:00:00.000Z', '2026-11-23T09:30:00.000Z'] as const;
  expect(formatTimes(start, end, 'UTC', 'en-US').replace(/\s/g, ' ')).toBe('9:00 AM – 9:30 AM');
  expect(formatTimes(start, end, 'UTC', 'ar-EG').replace(/\s/g, ' ')).toBe('\u2068٩:٠٠ ص\u2069 – \u2068٩:٣٠ ص\u2069');
});

test.each([
  ['Australia/Lord_Howe', '2026-04-04'],
  ['America/Sao_Paulo', '2018-11-03'],
  ['Africa/Casablanca', '2026-02-14'],
  ['Pacific/Apia', '2011-12-29'],
  ['Asia/Kathmandu', '2026-01-01'],
  ['UTC', '2026-01-01'],
])('slots of days around a change are grouped by the day that each is on: %s', (zone, day) => {
  const first = Date.parse(day);
  const slots = Array.from({length: 4 * 48}, (_, index) => ({
    start: new Date(first + index * 1_800_000).toISOString(),
  }));
  const mixed = [...slots, ...slots.toReversed().filter((_, index) => index % 7 === 0)];
  for (const list of [slots, mixed]) {
    const days = [...new Set(list.map(({start}) => dayOf(start, zone)))];
    const expected = days.map(each => [each, list.filter(({start}) => dayOf(start, zone) === each)]);
    expect([...groupByDay(list, zone)]).toEqual(expected);
  }
});
