import {defined} from '../cal/read.ts';
import {deriveState, toView, type BookingFacts} from './facts.ts';
import {earliest, mergeKnown} from './merge.ts';
import {own} from '../model/own.ts';
import type {BookingView} from '../model/wire.ts';

const movedTo = /^moved (.+)$/s;

/** The seat is taken, was given back, or moved to the booking with this uid. In this order, where two words are of one time. */
export type SeatState = 'here' | 'left' | `moved ${string}`;

/** What the facts are when only this seat counts: nothing of the others, not even when they came. */
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

/** The uid a seat has in this booking, by that or any it had before it moved here. */
export function seatIn({seatAliases = {}}: BookingFacts, seat: string): string {
  return own(seatAliases, seat) ?? seat;
}

/** The names under which a seat moves on as `next`: its own in the booking it leaves, and all it had before. */
export function aliasesOf({seatAliases = {}}: BookingFacts, seat: string, next: string): Record<string, string> {
  const before = Object.entries(seatAliases)
    .filter(([, name]) => name === seat)
    .map(([name]) => name);
  return Object.fromEntries([seat, ...before].filter(name => name !== next).map(name => [name, next]));
}

/** What the holder of one seat may know: the booking's state while the seat is taken, the seat's own after that. */
export function toSeatView(uid: string, facts: BookingFacts, seat: string): BookingView {
  return toView(uid, factsOfSeat(uid, facts, seatIn(facts, seat)));
}

/** Whether a seat was taken, left or moved between the two. */
export function areSeatsEqual({seatStates: a = {}}: BookingFacts, {seatStates: b = {}}: BookingFacts): boolean {
  const names = Object.keys({...a, ...b});
  return names.every(name => own(a, name)?.value === own(b, name)?.value);
}
