import {monthOf} from './time.ts';
import type {Day, Month} from '../model/types.ts';

/**
 * What a calendar needs to know about its days. `min` and `max` are the first and last day that can be shown as free.
 */
export interface CalendarFacts {
  counts: ReadonlyMap<Day, number>;
  selected?: Day;
  today?: Day;
  min?: Day;
  max?: Day;
}

/** The number of times on a day: 0 before `min` and after `max`, undefined if not known. */
export function timesOn(day: Day, {counts, min, max}: CalendarFacts): number | undefined {
  if ((min !== undefined && day < min) || (max !== undefined && day > max)) return 0;
  return counts.get(day);
}

/** Whether the calendar may show a month. */
export function canShow(month: Month, {min, max}: CalendarFacts): boolean {
  return (min === undefined || month >= monthOf(min)) && (max === undefined || month <= monthOf(max));
}

/**
 * The day of a month in the tab order: the last focused day, or else the chosen day, the first day with times, today,
 * the 1st.
 */
export function tabStop(month: Month, facts: CalendarFacts, focused?: Day): Day {
  const inMonth = (day?: Day): day is Day => day !== undefined && monthOf(day) === month;
  const free = [...facts.counts.keys()].filter(day => inMonth(day) && timesOn(day, facts)).sort();
  return [focused, facts.selected, free[0], facts.today].find(inMonth) ?? `${month}-01`;
}
