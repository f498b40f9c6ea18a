import type {EmbedBooking, EmbedMessage} from './messages.ts';

/** What was told already: what happened, to which booking, starting when. */
export type Told = readonly {type: string; uid?: string; start?: string}[];

/** A page tells of a few bookings; what goes on and on is not remembered for ever. */
const most = 50;

/** A booking that was made or moved. */
export type Made = Extract<EmbedMessage, {booking: EmbedBooking}>;

type Named = {uid?: string | undefined; start?: string | undefined};

function isSame(one: Named, other: Named): boolean {
  return one.uid && other.uid ? one.uid === other.uid : one.start === other.start;
}

/** The newer event's word with what only the older one said; undefined when the two are not of one booking. */
export function joinEvents(older: Made, newer: EmbedMessage): Made | undefined {
  if (newer.type !== older.type || !isSame(older.booking, newer.booking)) return undefined;
  return {type: newer.type, booking: {...older.booking, ...newer.booking}};
}

/**
 * Keeps what Cal.com says twice from being told twice: it sends an older and a newer event for the same booking, the
 * older one without the bookings of a series and, in some versions, without a uid; and two events for the times of one
 * page. Returns what is told afterwards, or undefined for news that is old.
 */
export function tellOnce(told: Told, message: EmbedMessage): Told | undefined {
  const {type} = message;
  // The page was loaded again and will show its times again.
  if (type === 'frame-ready') return told.filter(one => one.type !== 'slots-loaded');
  if (type !== 'booked' && type !== 'rescheduled' && type !== 'slots-loaded') return told;
  const {uid, start} = type === 'slots-loaded' ? {} : message.booking;
  const isTold = told.some(one => one.type === type && isSame(one, {uid, start}));
  return isTold ? undefined : [...told.slice(-most), {type, ...(uid ? {uid} : {}), ...(start ? {start} : {})}];
}
