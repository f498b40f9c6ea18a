import type {EmbedBooking, EmbedMessage} from './messages.ts';

/** Events already reported, with the uid and start of their booking. */
export type Reported = readonly {type: string; uid?: string; start?: string}[];

/** Limits the memory for endless events; a booking page has only a few bookings. */
const most = 50;

/** A message about a booking that was made or rescheduled. */
export type Made = Extract<EmbedMessage, {booking: EmbedBooking}>;

type Named = {uid?: string | undefined; start?: string | undefined};

function isSame(one: Named, other: Named): boolean {
  return one.uid && other.uid ? one.uid === other.uid : one.start === other.start;
}

/** Merges the newer event with members that only the older one has; undefined if they are about different bookings. */
export function joinEvents(older: Made, newer: EmbedMessage): Made | undefined {
  if (newer.type !== older.type || !isSame(older.booking, newer.booking)) return undefined;
  return {type: newer.type, booking: {...older.booking, ...newer.booking}};
}

/**
 * Suppresses duplicates: Cal.com sends an older and a newer event for the same booking, the older one without the
 * bookings of a series and, in some versions, without a uid; and two events for the slots of one page. Returns the
 * updated list, or undefined for a duplicate.
 */
export function dedupe(reported: Reported, message: EmbedMessage): Reported | undefined {
  const {type} = message;
  // The booking page was loaded again and will report its slots again.
  if (type === 'frame-ready') return reported.filter(one => one.type !== 'slots-loaded');
  if (type !== 'booked' && type !== 'rescheduled' && type !== 'slots-loaded') return reported;
  const {uid, start} = type === 'slots-loaded' ? {} : message.booking;
  const isKnown = reported.some(one => one.type === type && isSame(one, {uid, start}));
  return isKnown ? undefined : [...reported.slice(-most), {type, ...(uid ? {uid} : {}), ...(start ? {start} : {})}];
}
