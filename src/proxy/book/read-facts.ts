import {decodeBookings} from '../../core/cal/booking.ts';
import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {deriveState, doubtOf, mergeFacts, type BookingFacts} from '../../core/state/facts.ts';
import {latest} from '../../core/state/merge.ts';
import {toInstant} from '../../core/time/parse-time.ts';
import {addMinutes} from '../../core/time/time.ts';
import type {Booking, Instant} from '../../core/model/types.ts';

/** A recently taken seat may not be in the replica yet. */
const lagMinutes = 2;

/**
 * The facts that Cal.com's answer (one booking of its `data`) adds to those of a booking read at `askedAt`. Facts from
 * webhooks stay if they are newer than the booking's `updatedAt`. Afterwards nothing is in doubt.
 */
export function factsOfRead(json: Json, known: BookingFacts, uid: string, askedAt: Instant): BookingFacts {
  const [booking] = decodeBookings({data: json});
  const updatedAt = toInstant(looseText(json['updatedAt']) ?? '');
  const {start, end} = booking;
  const facts = {
    ...stateOf(booking, known, uid, updatedAt ?? askedAt, askedAt),
    ...(updatedAt === undefined ? {} : {start: {at: updatedAt, value: start}, end: {at: updatedAt, value: end}}),
    ...seatsOf(json, known, askedAt),
  };
  return {...facts, ...settled(mergeFacts(known, facts), askedAt)};
}

/**
 * Like `factsOfRead`, but keeps a doubt open: the answer need not show every seat, or the other bookings of a series.
 */
export function factsInPassing(json: Json, known: BookingFacts, uid: string, askedAt: Instant): BookingFacts {
  const {checkedAt: _, ...facts} = factsOfRead(json, known, uid, askedAt);
  return facts;
}

/** Marks the doubt as settled, even if a clock ahead of ours dated it in the future. */
export function settled(known: BookingFacts, askedAt: Instant): BookingFacts {
  return {checkedAt: latest(askedAt, doubtOf(known) ?? askedAt)};
}

const undecided: readonly string[] = ['unknown', 'pending', 'awaiting_payment', 'paid', 'awaiting_host', 'rejected'];

function stateOf(
  {status, rescheduledToUid}: Booking,
  known: BookingFacts,
  uid: string,
  at: Instant,
  askedAt: Instant,
): BookingFacts {
  if (status === 'accepted')
    return {aliveAt: askedAt, ...(undecided.includes(deriveState(known, uid)) ? {acceptedAt: at} : {})};
  if (status === 'rejected') return known.rejectedAt ? {} : {rejectedAt: at};
  if (status === 'pending') return known.requestedAt ? {aliveAt: askedAt} : {aliveAt: askedAt, requestedAt: at};
  if (rescheduledToUid !== undefined && rescheduledToUid !== uid)
    return known.supersededBy ? {} : {supersededBy: rescheduledToUid, supersededAt: at};
  return {cancelledAt: at};
}

/** Whether an answer does not show which known seats are still taken. */
export function areSeatsHidden({status, attendees}: Json, {seatStates = {}}: BookingFacts): boolean {
  return (
    status === 'accepted' &&
    looseObjects(attendees).length === 0 &&
    Object.values(seatStates).some(({value}) => value === 'here')
  );
}

/** Seats the answer no longer lists. An answer may hide all of them, so an empty list means nothing. */
function seatsOf(json: Json, {seatStates = {}}: BookingFacts, askedAt: Instant): BookingFacts {
  const taken = looseObjects(json['attendees'])
    .map(attendee => looseText(looseObject(attendee)['seatUid']))
    .filter(seat => seat !== undefined);
  if (taken.length === 0) return {};
  const before = addMinutes(askedAt, -lagMinutes);
  const gone = Object.entries(seatStates).filter(
    ([seat, {value, at}]) => value === 'here' && at < before && !taken.includes(seat),
  );
  return gone.length === 0
    ? {}
    : {seatStates: Object.fromEntries(gone.map(([seat]) => [seat, {at: askedAt, value: 'left'}]))};
}
