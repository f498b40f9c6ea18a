import type {CalendarEntry} from '../../core/state/ics.ts';
import type {Booking} from '../../core/model/types.ts';
import {toLink} from '../../core/text/web-address.ts';

const statuses = {accepted: 'CONFIRMED', pending: 'TENTATIVE', cancelled: 'CANCELLED', rejected: 'CANCELLED'} as const;

/** What a calendar is told about bookings. Who was invited stays out: a calendar might write to them. */
export function toEntries(bookings: readonly Booking[]): CalendarEntry[] {
  return bookings.map(({uid, title, start, end, status, location}) => ({
    uid,
    title,
    start,
    end,
    status: statuses[status],
    // Cal.com counts by itself; ours only has to be higher after the booking is cancelled.
    sequence: status === 'cancelled' || status === 'rejected' ? 1 : 0,
    ...(location ? {location} : {}),
    ...(toLink(location) ? {url: location!} : {}),
  }));
}
