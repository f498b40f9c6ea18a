import {wallClock} from './time.ts';
import type {Instant} from '../model/types.ts';

/** A part of the day, used to divide a long list of times. */
export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/** The part of the local day that contains an instant: the afternoon starts at 12:00, the evening at 17:00. */
export function partOfDay(instant: Instant, timeZone: string): PartOfDay {
  const hour = new Date(wallClock(Date.parse(instant), timeZone)).getUTCHours();
  return hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening';
}
