import {directionOf} from './locale.ts';
import {formatTime} from './time.ts';
import type {Instant} from '../model/types.ts';

/** From when to when, e.g. `10:00 AM – 10:30 AM`. Each time keeps its order, also in a page of the other direction. */
export function formatTimes(start: Instant, end: Instant, zone: string, locale: string): string {
  const isolated = directionOf(locale) === 'rtl' ? ['\u2068', '\u2069'] : ['', ''];
  return [start, end].map(instant => isolated.join(formatTime(instant, zone, locale))).join(' – ');
}
