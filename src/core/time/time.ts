import {dateFormat} from './locale.ts';
import {memo} from './memo.ts';
import type {Day, Instant, Month} from '../model/types.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const toIso = (ms: number): Instant => new Date(ms).toISOString();
const toDay = (ms: number): Day => toIso(ms).slice(0, 10);

const clocks = new Map<string, Intl.DateTimeFormat>();

function readClock(ms: number, zone: string): number {
  const clock = memo(
    clocks,
    zone,
    () =>
      new Intl.DateTimeFormat('en', {
        calendar: 'gregory',
        numberingSystem: 'latn',
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      }),
  );
  // Takes half the time of formatToParts.
  const [month, day, year, hour, minute, second] = clock.format(ms).match(/\d+/g)!.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

/** UTC offset of a zone for a whole UTC day; NaN for a day on which the offset changes. */
const offsets = new Map<string, number>();

/** The wall clock time of a zone, as if it were UTC. */
export function wallClock(ms: number, zone: string): number {
  const seconds = Math.floor(ms / 1000) * 1000;
  // The first use of Intl in a page takes longer than a paint.
  if (zone === 'UTC') return seconds;
  const day = Math.floor(ms / dayMs) * dayMs;
  // Months of slots ask hundreds of times for about forty days, which is noticeably slow without a cache.
  const offset = memo(offsets, zone + day, () => {
    const [first, last] = [day, day + dayMs].map(at => readClock(at, zone) - at);
    return first === last ? first! : NaN;
  });
  return Number.isNaN(offset) ? readClock(ms, zone) : seconds + offset;
}

/** Adds minutes to an instant. */
export function addMinutes(instant: Instant, minutes: number): Instant {
  return toIso(Date.parse(instant) + minutes * minuteMs);
}

/** The calendar day of an instant in a zone. */
export function dayOf(instant: Instant, zone: string): Day {
  return toDay(wallClock(Date.parse(instant), zone));
}

/** Adds days to a day. */
export function addDays(day: Day, days: number): Day {
  return toDay(Date.parse(day) + days * dayMs);
}

/** The day of the week, 0 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay();
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** Adds months to a month. */
export function addMonths(month: Month, months: number): Month {
  const date = new Date(month);
  date.setUTCMonth(date.getUTCMonth() + months);
  return monthOf(date.toISOString());
}

/** When the local day of an instant ends; empty if the zone's offset changes until then. */
function endOfDay(instant: Instant, day: Day, zone: string): Instant {
  const ms = Math.floor(Date.parse(instant) / 1000) * 1000;
  const midnight = Date.parse(day) + dayMs;
  const end = ms + midnight - wallClock(ms, zone);
  return wallClock(end, zone) === midnight ? toIso(end) : '';
}

/** Groups slots by local day, in their given order. */
export function groupByDay<T extends {start: Instant}>(slots: readonly T[], zone: string): Map<Day, T[]> {
  const days = new Map<Day, T[]>();
  let group: T[] = [];
  let [from, end] = ['', ''];
  for (const slot of slots) {
    const {start} = slot;
    // The first view groups hundreds of slots before the browser has compiled any of this for speed.
    if (start < from || start >= end) {
      const day = dayOf(start, zone);
      group = days.get(day) ?? [];
      days.set(day, group);
      from = start;
      end = endOfDay(start, day, zone);
    }
    group.push(slot);
  }
  return days;
}

function clockOptions(hour12?: boolean): Intl.DateTimeFormatOptions {
  // `hour12: false` would format midnight as 24:00 in some locales.
  const cycle: Intl.DateTimeFormatOptions = hour12 === undefined ? {} : hour12 ? {hour12} : {hourCycle: 'h23'};
  return {hour: 'numeric', minute: '2-digit', ...cycle};
}

/** Whether the zone's clocks show the same time twice on that day because they are put back. */
function isRepeated(ms: number, zone: string): boolean {
  const wall = wallClock(ms, zone);
  const [before, after] = [ms - dayMs / 2, ms + dayMs / 2].map(at => wall - (wallClock(at, zone) - at));
  return before !== after && wallClock(before!, zone) === wall && wallClock(after!, zone) === wall;
}

/**
 * Formats an instant; every instant a visitor reads goes through here. A time that occurs twice on its day includes the
 * zone's short name, e.g. `1:30 AM EDT`.
 */
export function formatInstant(
  instant: Instant,
  zone: string,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string {
  const ms = Date.parse(instant);
  return dateFormat(locale, {
    ...options,
    timeZone: zone,
    ...(isRepeated(ms, zone) ? {timeZoneName: 'short'} : {}),
  }).format(ms);
}

/** The time of day, e.g. `10:00 AM`; `hour12` overrides the locale's default. */
export function formatTime(instant: Instant, zone: string, locale: string, hour12?: boolean): string {
  return formatInstant(instant, zone, locale, clockOptions(hour12));
}

/** Formats the times of slots with `formatTime`. */
export function timeLabels(
  slots: readonly {start: Instant}[],
  zone: string,
  locale: string,
  hour12?: boolean,
): string[] {
  return slots.map(({start}) => formatTime(start, zone, locale, hour12));
}

const dayStyles: Record<'long' | 'medium' | 'weekday' | 'number', Intl.DateTimeFormatOptions> = {
  long: {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'},
  weekday: {weekday: 'long', day: 'numeric', month: 'long'},
  medium: {weekday: 'short', day: 'numeric', month: 'short'},
  number: {day: 'numeric'},
};

/** Formats a day: `long` with the year, `weekday` without it, `medium` abbreviated, `number` only the digits. */
export function formatDay(day: Day, locale: string, style: keyof typeof dayStyles): string {
  const format = dateFormat(locale, {...dayStyles[style], timeZone: 'UTC'});
  if (style !== 'number') return format.format(Date.parse(day));
  // Japanese would add a character after the digits.
  return format.formatToParts(Date.parse(day)).find(({type}) => type === 'day')!.value;
}

/** Formats a month, e.g. `November 2026`. */
export function formatMonth(month: Month, locale: string): string {
  return dateFormat(locale, {month: 'long', year: 'numeric', timeZone: 'UTC'}).format(Date.parse(month));
}

/** Formats date and time in short form, joined as the language does, e.g. `Mon, Nov 23, 10:00 AM`. */
export function formatMoment(instant: Instant, zone: string, locale: string): string {
  return formatInstant(instant, zone, locale, {...dayStyles.medium, ...clockOptions()});
}

/** The zone's name at an instant: `longGeneric` Eastern Time, `shortOffset` GMT-5, `short` EST. */
export function zoneName(
  zone: string,
  locale: string,
  instant: Instant,
  style: 'longGeneric' | 'shortOffset' | 'short',
): string {
  // UTC has no generic name.
  const timeZoneName = style === 'longGeneric' && /(UTC|GMT)$/.test(zone) ? 'long' : style;
  return (
    dateFormat(locale, {timeZone: zone, timeZoneName})
      .formatToParts(Date.parse(instant))
      .find(({type}) => type === 'timeZoneName')?.value ?? zone
  );
}
