import {formatInstant} from './time.ts';
import type {Instant} from '../model/types.ts';

const style: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
};

/** Formats date and time, e.g. `Monday, November 23, 2026 at 10:00 AM`. */
export function formatDateTime(instant: Instant, timeZone: string, locale: string): string {
  return formatInstant(instant, timeZone, locale, style);
}
