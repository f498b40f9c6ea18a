import {html} from 'lit';
import '../../../src/define/booking-calendar.ts';
import type {BookingCalendar} from '../../../src/elements/calendar/booking-calendar.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';

export const counts = new Map([
  ['2026-11-23', 16],
  ['2026-11-24', 1],
  ['2026-11-25', 2],
  ['2026-12-01', 3],
]);

/** November 2026 with three free days, seen on the 21st; bookable until mid January. */
export const november = (options?: FixtureOptions) =>
  fixture<BookingCalendar>(
    html`
  <booking-calendar month="2026-11" today="2026-11-21" min="2026-11-21" max="2027-01-15" .counts=${counts}></booking-calendar>
`,
    options,
  );

/** The day that has the focus, inside the calendar. */
export const focusedDay = (calendar: BookingCalendar) =>
  (calendar.shadowRoot!.activeElement as HTMLButtonElement | null)?.value;

/** Collects the events of a calendar. */
export function watch(calendar: BookingCalendar): Event[] {
  const seen: Event[] = [];
  calendar.addEventListener('booking-day-select', event => seen.push(event));
  calendar.addEventListener('booking-month-change', event => seen.push(event));
  return seen;
}
