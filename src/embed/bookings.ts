import type {EmbedMessage} from './messages.ts';

/** What was told already: what happened, to which booking, starting when. */
export type Told = readonly {type: string; uid?: string; start?: string}[];

/**
 * Tells each booking once: Cal.com sends an older and a newer event for the same booking, the older one without the
 * bookings of a series and, in some versions, without a uid. Returns what is told afterwards, or undefined for news
 * that is old.
 */
export function tellOnce(told: Told, message: EmbedMessage): Told | undefined {
  if (message.type !== 'booked' && message.type !== 'rescheduled') return told;
  const {uid, start} = message.booking;
  const isTold = told.some(one =>
    one.type === message.type && (one.uid && uid ? one.uid === uid : one.start === start));
  return isTold ? undefined : [...told, {type: message.type, ...(uid ? {uid} : {}), ...(start ? {start} : {})}];
}
