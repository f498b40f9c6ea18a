import type {CalendarEntry} from '../../../core/ics.ts';
import type {Booking} from '../../../core/types.ts';

const statuses = {accepted: 'CONFIRMED', pending: 'TENTATIVE', cancelled: 'CANCELLED', rejected: 'CANCELLED'} as const;

/** What a calendar is told about bookings. Who was invited stays out: a calendar might write to them. */
export function toEntries(bookings: readonly Booking[]): CalendarEntry[] {
  return bookings.map(({uid, title, start, end, status, location}) => ({
    uid, title, start, end, status: statuses[status],
    // Cal.com counts by itself; ours only has to be higher after the booking is cancelled.
    sequence: status === 'cancelled' || status === 'rejected' ? 1 : 0,
    ...(location ? {location} : {}),
    ...(location && isLink(location) ? {url: location} : {}),
  }));
}

/** Whether a place is a link to follow. */
export function isLink(location: string): boolean {
  return /^https?:\/\/\S+$/i.test(location);
}
