import {deriveState, type BookingFacts} from '../../core/state/facts.ts';
import type {BookingState} from '../../core/model/wire.ts';
import type {Instant} from '../../core/model/types.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The shortest and the longest pause before a routine check. */
const pauseMs = {undecided: [5 * minuteMs, 6 * hourMs], upcoming: [3 * hourMs, 24 * hourMs]} as const;
/** A booking without a time is checked no longer than this. */
const waitingMs = 7 * 24 * hourMs;
const undecided: readonly BookingState[] = ['pending', 'awaiting_payment', 'paid', 'awaiting_host'];

/**
 * When Cal.com is asked about a booking that is not in doubt, because a self-hosted Cal.com sends each webhook once
 * (cal-webhooks.md §2.4). For an undecided booking after half of the time it has waited, for an upcoming one after half
 * of the time left, both within bounds. Null if it is over or too little is known.
 */
export function planRoutineCheck(facts: BookingFacts, uid: string, at: Instant): Instant | null {
  const now = Date.parse(at);
  const state = deriveState(facts, uid);
  const end = facts.end && Date.parse(facts.end.value);
  if (facts.endedAt !== undefined) return null;
  const pause = undecided.includes(state)
    ? pauseOfUndecided(facts, now)
    : state === 'accepted'
      ? pauseOfUpcoming(facts, now)
      : undefined;
  if (pause === undefined || !Number.isFinite(pause) || (end !== undefined && !(now + pause < end))) return null;
  return new Date(now + pause).toISOString();
}

function pauseOfUndecided(
  {requestedAt, awaitingPaymentAt, paidAt, awaitingHostAt, end}: BookingFacts,
  now: number,
): number | undefined {
  const heard = Math.max(
    ...[requestedAt, awaitingPaymentAt, paidAt, awaitingHostAt].map(at =>
      at === undefined ? -Infinity : Date.parse(at),
    ),
  );
  return end === undefined && now - heard > waitingMs ? undefined : within(pauseMs.undecided, (now - heard) / 2);
}

function pauseOfUpcoming({start, end}: BookingFacts, now: number): number | undefined {
  return end && within(pauseMs.upcoming, (Date.parse((start ?? end).value) - now) / 2);
}

function within([least, most]: readonly [number, number], ms: number): number {
  return Math.min(most, Math.max(least, ms));
}
