import type {EmbedMessage} from './messages.ts';

/** What was told already: what happened, to which booking, starting when. */
export type Told = readonly {type: string; uid?: string; start?: string}[];

/** A page tells of a few bookings; what goes on and on is not remembered for ever. */
const most = 50;

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
  const isTold = told.some(one => one.type === type && (one.uid && uid ? one.uid === uid : one.start === start));
  return isTold ? undefined : [...told.slice(-most), {type, ...(uid ? {uid} : {}), ...(start ? {start} : {})}];
}
