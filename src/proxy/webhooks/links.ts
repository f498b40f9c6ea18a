import {aliasesOf, seatIn} from '../../core/state/seat.ts';
import {readChain} from '../live/chain.ts';
import type {FactPatch, Store} from '../store/store.ts';
import type {Webhook} from './decode.ts';

/**
 * The facts a webhook implies about bookings it does not name. A reschedule that awaits confirmation lacks the old
 * booking's uid: the calendar entry (`iCalUID` contains the uid of the chain's first booking) or the `booking_ref`
 * shows that a booking is replaced. Only Cal.com knows which, so the last known one is put in doubt. A moved seat gets
 * a new uid; its `booking_ref` shows whose seat it was (cal-real.md 5, 6).
 */
export async function linksOf(store: Store, webhook: Webhook, rid: string | undefined): Promise<FactPatch[]> {
  const {uid, trigger, seat, firstUid, oldUid, createdAt: at} = webhook;
  if (uid === undefined || !['BOOKING_REQUESTED', 'BOOKING_CREATED', 'BOOKING_RESCHEDULED'].includes(trigger))
    return [];
  const bound = rid === undefined ? undefined : await store.session(rid);
  if (seat !== undefined) {
    if (bound?.seat === undefined || oldUid === undefined) return [];
    const {uid: from, booking} = (await readChain(store, bound.uid, bound.seat)).at(-1)!;
    const name = booking && seatIn(booking.facts, bound.seat);
    if (!booking || from !== oldUid || name === undefined || name === seat) return [];
    const left = {uid: from, facts: {seatStates: {[name]: {at, value: `moved ${uid}`}}, doubtedAt: at}};
    return [...(from === uid ? [] : [left]), {uid, facts: {seatAliases: aliasesOf(booking.facts, name, seat)}}];
  }
  // All bookings of a series have the same `booking_ref`, and none replaces another.
  if (oldUid !== undefined || webhook.isSeries) return [];
  const starts = new Set(
    [firstUid, bound?.seat === undefined ? bound?.uid : undefined].filter(
      first => first !== undefined && first !== uid,
    ),
  );
  const chains = await Promise.all([...starts].map(first => readChain(store, first!)));
  return chains.flatMap(chain => {
    const {uid: last, booking} = chain.at(-1)!;
    return booking && last !== uid ? [{uid: last, facts: {doubtedAt: at}}] : [];
  });
}
