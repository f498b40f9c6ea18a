import {directionOf} from './locale.ts';
import {formatTime} from './time.ts';
import type {Instant} from '../model/types.ts';

/** Formats a range, e.g. `10:00 AM – 10:30 AM`. Isolates keep the parts of each time in order in right-to-left text. */
export function formatTimes(start: Instant, end: Instant, zone: string, locale: string): string {
  const isolated = directionOf(locale) === 'rtl' ? ['\u2068', '\u2069'] : ['', ''];
  return [start, end].map(instant => isolated.join(formatTime(instant, zone, locale))).join(' – ');
}
