import {decodeBookings} from '../../core/cal/booking.ts';
import {looseObject, looseText, type Json} from '../../core/cal/read.ts';
import type {BookingFacts} from '../../core/facts.ts';
import {toInstant} from '../../core/time.ts';
import type {Booking, Instant} from '../../core/types.ts';
import type {FactPatch} from '../store/store.ts';

/** What the answer of a call says about its bookings; `now` stands in where Cal.com names no time. */
export function patchesOfAnswer(data: unknown, now: Instant): FactPatch[] {
  const sources = Array.isArray(data) ? data : [data];
  return decodeBookings({data}).flatMap((booking, index) => patches(booking, timeOf(looseObject(sources[index]), booking, now)));
}

function timeOf(json: Json, {status}: Booking, now: Instant): Instant {
  const written = status === 'cancelled' ? json['updatedAt'] : json['createdAt'];
  return toInstant(looseText(written) ?? '') ?? now;
}

function patches(booking: Booking, at: Instant): FactPatch[] {
  const {uid, start, end, rescheduledFromUid, seatUid} = booking;
  const times = {start: {at, value: start}, end: {at, value: end}};
  const own = {uid, facts: {...stateOf(booking, at), ...times}};
  // With seats one of many may have moved; the old booking goes on.
  if (rescheduledFromUid === undefined || rescheduledFromUid === uid || seatUid !== undefined) return [own];
  return [own, {uid: rescheduledFromUid, facts: {supersededBy: uid, supersededAt: at}}];
}

function stateOf({status, rescheduledToUid, uid, seatUid}: Booking, at: Instant): BookingFacts {
  if (status === 'accepted') return {acceptedAt: at};
  if (status === 'pending') return {requestedAt: at};
  if (status === 'rejected') return {rejectedAt: at};
  if (seatUid !== undefined) return {seatsGone: [seatUid]};
  return rescheduledToUid !== undefined && rescheduledToUid !== uid ? {supersededBy: rescheduledToUid, supersededAt: at} : {cancelledAt: at};
}

/** Which bookings an answer is about, and of which event types. */
export function idsOf(data: unknown): {uid: string; eventTypeId?: number}[] {
  return decodeBookings({data});
}
