import {dateFormat, localeTag} from './locale.ts';
import {addDays, addMonths, monthOf, weekdayOf} from './time.ts';
import type {Day, Month} from '../model/types.ts';

/** Keys that move the focus in a grid of days. */
export type GridKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End' | 'PageUp' | 'PageDown';

interface WeekInfo {
  firstDay: number;
}

/** The first day of the week in the locale's region, 0 for Sunday. Defaults to Monday if the platform does not know. */
export function weekStartOf(locale: string): number {
  const tag = new Intl.Locale(localeTag(locale)) as Intl.Locale & {getWeekInfo?(): WeekInfo; weekInfo?: WeekInfo};
  return ((tag.getWeekInfo?.() ?? tag.weekInfo)?.firstDay ?? 1) % 7;
}

function startOfWeek(day: Day, weekStart: number): Day {
  return addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
}

/** The weeks of a month, filled up with days of the neighbouring months; as many weeks as the month needs. */
export function monthGrid(month: Month, weekStart: number): Day[][] {
  const weeks: Day[][] = [];
  const end = `${addMonths(month, 1)}-01`;
  for (let day = startOfWeek(`${month}-01`, weekStart); day < end; day = addDays(day, 7)) {
    weeks.push(Array.from({length: 7}, (_, index) => addDays(day, index)));
  }
  return weeks;
}

/** The names of the weekdays in the order of the grid's columns. */
export function weekdayNames(locale: string, weekStart: number, style: 'long' | 'short' | 'narrow'): string[] {
  const format = dateFormat(locale, {weekday: style, timeZone: 'UTC'});
  const sunday = '2023-01-01';
  return Array.from({length: 7}, (_, index) => format.format(Date.parse(addDays(sunday, weekStart + index))));
}

/** The same day of another month, or that month's last day if it is shorter. */
function inMonth(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), months);
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const same = `${month}-${day.slice(8)}`;
  return same < last ? same : last;
}

/**
 * The day a key moves to: arrows move by day and week, Home and End within the week, Page keys by month, with Shift by
 * year.
 */
export function moveDay(day: Day, key: GridKey, options: {rtl?: boolean; weekStart: number; shift?: boolean}): Day {
  const {rtl = false, weekStart, shift = false} = options;
  const months = shift ? 12 : 1;
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, rtl ? 1 : -1);
    case 'ArrowRight':
      return addDays(day, rtl ? -1 : 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return startOfWeek(day, weekStart);
    case 'End':
      return addDays(startOfWeek(day, weekStart), 6);
    case 'PageUp':
      return inMonth(day, -months);
    case 'PageDown':
      return inMonth(day, months);
  }
}
