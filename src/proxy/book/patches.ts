import {decodeBookings} from '../../core/cal/booking.ts';
import {looseObject, looseText, type Json} from '../../core/cal/read.ts';
import type {BookingFacts} from '../../core/state/facts.ts';
import {aliasesOf, type SeatState} from '../../core/state/seat.ts';
import {toInstant} from '../../core/time/parse-time.ts';
import type {Booking, Instant} from '../../core/model/types.ts';
import type {FactPatch} from '../store/store.ts';

/** What a call's answer says about its bookings. `now` is used where Cal.com gives no time. */
export function patchesOfAnswer(data: unknown, now: Instant): FactPatch[] {
  const sources = Array.isArray(data) ? data : [data];
  return decodeBookings({data}).flatMap((booking, index) =>
    patches(booking, timeOf(looseObject(sources[index]), booking, now), now),
  );
}

function timeOf(json: Json, {status}: Booking, now: Instant): Instant {
  const written = status === 'cancelled' ? json['updatedAt'] : json['createdAt'];
  return toInstant(looseText(written) ?? '') ?? now;
}

function patches(booking: Booking, at: Instant, now: Instant): FactPatch[] {
  const {uid, start, end, rescheduledFromUid, seatUid} = booking;
  const times = {start: {at, value: start}, end: {at, value: end}};
  const own = {uid, facts: {...stateOf(booking, at, now), ...times}};
  if (rescheduledFromUid === undefined || rescheduledFromUid === uid) return [own];
  // With seats, only one of several attendees may have moved; the old booking continues.
  const facts = seatUid === undefined ? {supersededBy: uid, supersededAt: at} : seatFacts(seatUid, now, `moved ${uid}`);
  return [own, {uid: rescheduledFromUid, facts}];
}

/** The facts when a seat is cancelled or moved. Whether anybody remains in the booking, only Cal.com knows. */
export function seatLeft(uid: string, seat: string, at: Instant, value: SeatState): FactPatch {
  return {uid, facts: {...seatFacts(seat, at, value), doubtedAt: at}};
}

/** The facts after a seat moved: it left `uid`, and it may have a new seat uid in the new booking (cal-real.md 6). */
export function seatMoved(uid: string, facts: BookingFacts, seat: string, data: unknown, at: Instant): FactPatch[] {
  const [{uid: next, seatUid = seat}] = decodeBookings({data});
  const aliases = aliasesOf(facts, seat, seatUid);
  return [
    ...(next === uid ? [] : [seatLeft(uid, seat, at, `moved ${next}`)]),
    ...(Object.keys(aliases).length > 0 ? [{uid: next, facts: {seatAliases: aliases}}] : []),
  ];
}

function seatFacts(seat: string, at: Instant, value: SeatState): BookingFacts {
  return {seatStates: {[seat]: {at, value}}, ...(value === 'here' ? {seatTakenAt: {[seat]: at}} : {})};
}

// The booking may be older than the seat.
function stateOf({status, rescheduledToUid, uid, seatUid}: Booking, at: Instant, now: Instant): BookingFacts {
  const taken = seatUid === undefined ? {} : seatFacts(seatUid, now, 'here');
  if (status === 'accepted') return {acceptedAt: at, ...taken};
  if (status === 'pending') return {requestedAt: at, ...taken};
  if (status === 'rejected') return {rejectedAt: at};
  if (seatUid !== undefined) return seatFacts(seatUid, now, 'left');
  return rescheduledToUid !== undefined && rescheduledToUid !== uid
    ? {supersededBy: rescheduledToUid, supersededAt: at}
    : {cancelledAt: at};
}

/** The bookings an answer is about, with event type and seat. */
export function idsOf(data: unknown): {uid: string; eventTypeId?: number; seatUid?: string}[] {
  return decodeBookings({data});
}
