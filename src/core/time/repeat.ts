import {wallClock} from './time.ts';
import type {EventType, Instant} from '../model/types.ts';

/** The instant of a wall clock time in a zone. A time in a gap is moved forward by the length of the gap. */
function atWallClock(wall: number, zone: string): number {
  const guess = wall - (wallClock(wall, zone) - wall);
  const better = wall - (wallClock(guess, zone) - guess);
  return wallClock(better, zone) === wall ? better : Math.max(guess, better);
}

function step(wall: number, frequency: string, interval: number): number {
  const date = new Date(wall);
  if (frequency === 'weekly') return date.setUTCDate(date.getUTCDate() + 7 * interval);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + (frequency === 'yearly' ? 12 : 1) * interval);
  // One month after 31 January is the last day of February.
  return date.getUTCDate() === day ? date.getTime() : date.setUTCDate(0);
}

/**
 * The starts of a series: the same local time every `interval` weeks, months or years. Only a preview: Cal.com computes
 * the series itself.
 */
export function repeatStarts(
  start: Instant,
  {frequency, interval}: NonNullable<EventType['recurrence']>,
  count: number,
  zone: string,
): Instant[] {
  const starts = [start];
  let wall = wallClock(Date.parse(start), zone);
  for (let index = 1; index < count; index++) {
    wall = step(wall, frequency, interval);
    starts.push(new Date(atWallClock(wall, zone)).toISOString());
  }
  return starts;
}
