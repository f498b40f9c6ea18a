import type {Instant} from './types.ts';

/** A stretch of a day that a long list of times is divided into. */
export type PartOfDay = 'morning' | 'afternoon' | 'evening';

let memo: {timeZone: string; format: Intl.DateTimeFormat} | undefined;

/** The part of the local day an instant falls in: the afternoon starts at 12:00, the evening at 17:00. */
export function partOfDay(instant: Instant, timeZone: string): PartOfDay {
  if (memo?.timeZone !== timeZone) memo = {timeZone, format: new Intl.DateTimeFormat('en', {timeZone, hour: 'numeric', hourCycle: 'h23'})};
  const hour = Number(memo.format.format(Date.parse(instant)));
  return hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening';
}
