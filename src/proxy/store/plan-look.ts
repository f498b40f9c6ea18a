import {deriveState, type BookingFacts} from '../../core/state/facts.ts';
import type {BookingState} from '../../core/model/wire.ts';
import type {Instant} from '../../core/model/types.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** How soon Cal.com is asked anew about a booking that nothing was heard of, at the earliest and at the latest. */
const pauseMs = {undecided: [5 * minuteMs, 6 * hourMs], upcoming: [3 * hourMs, 24 * hourMs]} as const;
/** A booking of an unknown time is waited for no longer. */
const waitingMs = 7 * 24 * hourMs;
const undecided: readonly BookingState[] = ['pending', 'awaiting_payment', 'paid', 'awaiting_host'];

/**
 * When Cal.com is to be asked by itself about a booking, since a self-hosted one sends a webhook once (cal-webhooks.md
 * §2.4): about one that is not decided after half of the time it has waited, about one that is to come after half of the
 * time that is left, both within bounds. Null for one that is over, or of which too little is known.
 */
export function planLook(facts: BookingFacts, uid: string, at: Instant): Instant | null {
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
