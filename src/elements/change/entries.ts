import type {CalendarEntry} from '../../core/state/ics.ts';
import type {Booking} from '../../core/model/types.ts';
import {toLink} from '../../core/text/web-address.ts';

const statuses = {accepted: 'CONFIRMED', pending: 'TENTATIVE', cancelled: 'CANCELLED', rejected: 'CANCELLED'} as const;

/** Calendar entries of bookings. Attendees are omitted, because a calendar might e-mail them. */
export function toEntries(bookings: readonly Booking[]): CalendarEntry[] {
  return bookings.map(({uid, title, start, end, status, location}) => ({
    uid,
    title,
    start,
    end,
    status: statuses[status],
    // Only has to increase when the booking is cancelled; Cal.com's own files have their own numbers.
    sequence: status === 'cancelled' || status === 'rejected' ? 1 : 0,
    ...(location ? {location} : {}),
    ...(toLink(location) ? {url: location!} : {}),
  }));
}
