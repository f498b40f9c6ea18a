import {dayOf, formatDay, zoneName} from '../../core/time/time.ts';
import {formatTimes} from '../../core/time/time-range.ts';
import type {Instant} from '../../core/model/types.ts';
import {html} from '../base/html.ts';

/** The day, start, end and time zone of a booking, in words. */
export function renderWhen(start: Instant, end: Instant, timeZone: string, locale: string) {
  return html`
    <p class="when">
      <time datetime=${start}><strong>${formatDay(dayOf(start, timeZone), locale, 'long')}</strong><br>${formatTimes(start, end, timeZone, locale)}</time>
      <span class="muted">${zoneName(timeZone, locale, start, 'longGeneric')}</span>
    </p>
  `;
}
