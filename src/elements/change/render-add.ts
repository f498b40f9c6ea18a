import {nothing} from 'lit';
import {calendarLinks} from '../../core/state/calendar-links.ts';
import {icsName, toIcs} from '../../core/state/ics.ts';
import type {Booking} from '../../core/model/types.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';
import {toEntries} from './entries.ts';

/** Downloads a calendar file that is generated in the browser. */
function download(bookings: readonly Booking[]): void {
  const entries = toEntries(bookings);
  const [first] = entries;
  const address = URL.createObjectURL(
    new Blob([toIcs(entries, new Date().toISOString())], {type: 'text/calendar;charset=utf-8'}),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = icsName(first!.title, first!.start);
  link.click();
  // Safari reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Offers a calendar file and links to web calendars. A link can add one date only, so a series gets just the file. */
export function renderAdd(bookings: readonly Booking[], t: Translate) {
  const [first, second] = toEntries(bookings);
  return html`
    <details class="add">
      <summary part="secondary">${t('after.add')}</summary>
      <ul>
        <li><button type="button" class="link" @click=${() => download(bookings)}>${t('after.add_file')}</button></li>
        ${
          second
            ? nothing
            : calendarLinks(first!).map(
                ({name, url}) => html`
          <li><a class="link" href=${url} target="_blank" rel="noopener noreferrer">${t('after.add_to', {name})}</a></li>
        `,
              )
        }
      </ul>
    </details>
  `;
}
