import {decodeBookings} from '../../core/cal/booking.ts';
import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {deriveState, doubtOf, mergeFacts, type BookingFacts} from '../../core/state/facts.ts';
import {latest} from '../../core/state/merge.ts';
import {addMinutes, toInstant} from '../../core/time/time.ts';
import type {Booking, Instant} from '../../core/model/types.ts';

/** A seat that was taken shortly before may not be in a replica yet. */
const lagMinutes = 2;

/**
 * What Cal.com's answer (one booking of its `data`) adds to the facts of a booking that was asked about at `askedAt`.
 * What webhooks told stays where it is newer than the booking's `updatedAt`. Afterwards nothing is in doubt.
 */
export function factsOfLook(json: Json, known: BookingFacts, uid: string, askedAt: Instant): BookingFacts {
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

/** The same where a doubt is left to be looked into: the answer need not show every seat, or the others of a series. */
export function factsInPassing(json: Json, known: BookingFacts, uid: string, askedAt: Instant): BookingFacts {
  const {checkedAt: _, ...facts} = factsOfLook(json, known, uid, askedAt);
  return facts;
}

/** That Cal.com was asked, whatever it said: no clock that is ahead of ours keeps the doubt alive. */
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

/** Whether an answer leaves open which of the seats that are known are still taken. */
export function areSeatsHidden({status, attendees}: Json, {seatStates = {}}: BookingFacts): boolean {
  return (
    status === 'accepted' &&
    looseObjects(attendees).length === 0 &&
    Object.values(seatStates).some(({value}) => value === 'here')
  );
}

/** Seats that are not among those of the answer any more. An answer may hide them all, so an empty list says nothing. */
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
