import {defined} from '../cal/read.ts';
import {deriveState, toView, type BookingFacts} from './facts.ts';
import {earliest, mergeKnown} from './merge.ts';
import {own} from '../model/own.ts';
import type {BookingView} from '../model/wire.ts';

const movedTo = /^moved (.+)$/s;

/**
 * The seat is booked, was cancelled, or moved to the booking with this uid. Sorted in this order if two have the same
 * time.
 */
export type SeatState = 'here' | 'left' | `moved ${string}`;

/** The facts of a booking for the holder of one seat: nothing about the other seats, not even their times. */
function factsOfSeat(uid: string, facts: BookingFacts, seat: string): BookingFacts {
  const {
    acceptedAt,
    rejectedAt,
    requestedAt,
    paidAt,
    awaitingPaymentAt,
    needsApproval,
    supersededBy,
    supersededAt,
    effectSteps: _,
    ...shared
  } = facts;
  const state = own(facts.seatStates ?? {}, seat);
  const takenAt = own(facts.seatTakenAt ?? {}, seat) ?? (state?.value === 'here' ? state.at : undefined);
  const isAccepted = acceptedAt !== undefined && deriveState(facts, uid) !== 'rejected';
  const decided = isAccepted
    ? {acceptedAt: takenAt, impliedAt: acceptedAt}
    : {rejectedAt, requestedAt: requestedAt && (takenAt ?? requestedAt), paidAt, awaitingPaymentAt, needsApproval};
  if (state?.value === 'left')
    return defined<BookingFacts>({
      ...shared,
      ...decided,
      cancelledAt: mergeKnown(shared.cancelledAt, state.at, earliest),
    });
  const moved = movedTo.exec(state?.value ?? '')?.[1];
  return defined<BookingFacts>({
    ...shared,
    ...decided,
    ...(moved !== undefined && moved !== uid
      ? {supersededBy: moved, supersededAt: state!.at}
      : {supersededBy, supersededAt}),
  });
}

/** The current uid of a seat in this booking, given that uid or an earlier one. */
export function seatIn({seatAliases = {}}: BookingFacts, seat: string): string {
  return own(seatAliases, seat) ?? seat;
}

/** All uids of a seat that becomes `next` in another booking: its uid here and the earlier ones. */
export function aliasesOf({seatAliases = {}}: BookingFacts, seat: string, next: string): Record<string, string> {
  const before = Object.entries(seatAliases)
    .filter(([, name]) => name === seat)
    .map(([name]) => name);
  return Object.fromEntries([seat, ...before].filter(name => name !== next).map(name => [name, next]));
}

/** The view for the holder of one seat: the booking's state while the seat is booked, then the seat's own. */
export function toSeatView(uid: string, facts: BookingFacts, seat: string): BookingView {
  return toView(uid, factsOfSeat(uid, facts, seatIn(facts, seat)));
}

/** Whether no seat was booked, cancelled or moved between the two sets of facts. */
export function areSeatsEqual({seatStates: a = {}}: BookingFacts, {seatStates: b = {}}: BookingFacts): boolean {
  const names = Object.keys({...a, ...b});
  return names.every(name => own(a, name)?.value === own(b, name)?.value);
}
