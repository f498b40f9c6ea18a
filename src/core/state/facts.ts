import {defined} from '../cal/read.ts';
import {
  earliest,
  earliestEach,
  either,
  firstEach,
  latest,
  mergeKnown,
  newest,
  newestEach,
  type Dated,
} from './merge.ts';
import type {Instant} from '../model/types.ts';
import type {BookingState, BookingView, Step} from '../model/wire.ts';

/** Where an effect that visitors see stands. */
export type EffectStep = 'begun' | 'done' | 'failed' | 'skipped';

/**
 * Everything known about a booking. Facts are only ever added, so events may arrive in any order (Cal.com does not
 * promise one). Instants are the sender's.
 */
export interface BookingFacts {
  requestedAt?: Instant;
  awaitingPaymentAt?: Instant;
  paidAt?: Instant;
  /** A paid booking still needs the host's confirmation. */
  needsApproval?: boolean;
  acceptedAt?: Instant;
  rejectedAt?: Instant;
  cancelledAt?: Instant;
  /** The booking seems to be cancelled as a whole, but perhaps only one seat was. */
  unsureCancelledAt?: Instant;
  /** When Cal.com confirmed that the booking still exists. */
  aliveAt?: Instant;
  /** The host cancelled and asked the visitor to choose another time. */
  rescheduleExpected?: boolean;
  /** The uid of the booking that replaced this one. */
  supersededBy?: string;
  supersededAt?: Instant;
  awaitingHostAt?: Instant;
  /** Something happened that only happens to accepted bookings. */
  impliedAt?: Instant;
  startedAt?: Instant;
  endedAt?: Instant;
  /** The state of each seat, by its uid: `here`, `left`, or `moved <uid>` with the uid of its new booking. */
  seatStates?: Record<string, Dated>;
  /** When each seat was booked, by its uid; remains after the seat is cancelled or moved. */
  seatTakenAt?: Record<string, Instant>;
  /** Earlier uid → current uid of seats that moved here: Cal.com gives a moved seat a new uid. */
  seatAliases?: Record<string, string>;
  /** Part of a series: a change may also affect the other bookings without any event for them. */
  recurring?: boolean;
  /** Times of the meeting; the latest sender's time wins, an older one only fills a gap. */
  start?: Dated;
  end?: Dated;
  /** The join link; http(s), and only if the proxy's owner shows it. */
  joinUrl?: Dated;
  /** Hashes of attendees → whether they did not show up; the host can undo the mark. */
  noShows?: Record<string, Dated<boolean>>;
  /** When Cal.com found no host, or no guest, in the call. */
  hostAbsentAt?: Instant;
  guestAbsentAt?: Instant;
  recordedAt?: Instant;
  transcribedAt?: Instant;
  /** An event leaves the state of the booking open: ask Cal.com. */
  doubtedAt?: Instant;
  /** When Cal.com was last asked. */
  checkedAt?: Instant;
  /** The effects shown to visitors, by their names. */
  effectSteps?: Record<string, Dated<EffectStep>>;
}

type Chain = 'supersededBy' | 'supersededAt';
type Mergers = {
  [Name in Exclude<keyof BookingFacts, Chain>]-?: (
    a: NonNullable<BookingFacts[Name]>,
    b: NonNullable<BookingFacts[Name]>,
  ) => NonNullable<BookingFacts[Name]>;
};

/** How two values of the same fact merge; every function is associative, commutative and idempotent. */
const mergers: Mergers = {
  requestedAt: earliest,
  awaitingPaymentAt: earliest,
  paidAt: earliest,
  needsApproval: either,
  acceptedAt: latest,
  rejectedAt: latest,
  cancelledAt: earliest,
  rescheduleExpected: either,
  unsureCancelledAt: latest,
  aliveAt: latest,
  awaitingHostAt: earliest,
  impliedAt: earliest,
  startedAt: earliest,
  endedAt: earliest,
  seatStates: newestEach,
  seatTakenAt: earliestEach,
  seatAliases: firstEach,
  recurring: either,
  start: newest,
  end: newest,
  joinUrl: newest,
  noShows: newestEach,
  hostAbsentAt: earliest,
  guestAbsentAt: earliest,
  recordedAt: earliest,
  transcribedAt: earliest,
  doubtedAt: latest,
  checkedAt: latest,
  // Of two with the same time the later in the alphabet wins: what is done or failed had begun before.
  effectSteps: newestEach,
};

const names = Object.keys(mergers) as (keyof Mergers)[];

function mergeChain(a: BookingFacts, b: BookingFacts): Pick<BookingFacts, Chain> {
  const key = (facts: BookingFacts) => `${facts.supersededAt ?? ''} ${facts.supersededBy ?? ''}`;
  const {supersededBy, supersededAt} = key(a) >= key(b) ? a : b;
  return {...(supersededBy ? {supersededBy} : {}), ...(supersededAt ? {supersededAt} : {})};
}

/** Merges two sets of facts. Associative, commutative and idempotent: `mergeFacts(a, a)` is `a`. */
export function mergeFacts(a: BookingFacts, b: BookingFacts): BookingFacts {
  const merged: Record<string, unknown> = {};
  for (const name of names) {
    // Most facts are undefined in both.
    if (a[name] === undefined && b[name] === undefined) continue;
    const value = mergeKnown<unknown>(a[name], b[name], mergers[name] as (a: unknown, b: unknown) => unknown);
    if (value !== undefined && value !== false) merged[name] = value;
  }
  return {...merged, ...mergeChain(a, b)};
}

/** Merges a repetition of a known event: new details count, but it neither changes the state nor raises a new doubt. */
export function mergeRepeat(
  known: BookingFacts,
  {doubtedAt: _, ...repeated}: BookingFacts,
  uid?: string,
): BookingFacts {
  const merged = mergeFacts(known, repeated);
  if (deriveState(merged, uid) === deriveState(known, uid)) return merged;
  const {start, end, joinUrl, noShows, seatStates, seatTakenAt} = repeated;
  return mergeFacts(known, defined<BookingFacts>({start, end, joinUrl, noShows, seatStates, seatTakenAt}));
}

/**
 * Since when only Cal.com knows the state of the booking: one of several seats seems to be cancelled, or one booking of
 * a series changed without events for the others. Undefined without a doubt, or if Cal.com has been asked since.
 */
export function doubtOf(facts: BookingFacts): Instant | undefined {
  const {doubtedAt, checkedAt, recurring, rejectedAt, requestedAt, acceptedAt} = facts;
  const ofSeries = recurring ? [cancelledSince(facts), rejectedAt, requestedAt && acceptedAt] : [];
  return [doubtedAt, ...ofSeries]
    .filter((at): at is Instant => at !== undefined && !(checkedAt !== undefined && checkedAt >= at))
    .sort()
    .at(-1);
}

/** When the booking was cancelled as a whole. */
function cancelledSince({cancelledAt, unsureCancelledAt, aliveAt}: BookingFacts): Instant | undefined {
  const isRefuted = unsureCancelledAt !== undefined && aliveAt !== undefined && aliveAt >= unsureCancelledAt;
  return cancelledAt ?? (isRefuted ? undefined : unsureCancelledAt);
}

/**
 * Derives the state; the first rule that applies wins. `uid` guards against a booking that claims to replace itself.
 */
export function deriveState(facts: BookingFacts, uid?: string): BookingState {
  if (facts.supersededBy !== undefined && facts.supersededBy !== uid) return 'rescheduled';
  if (cancelledSince(facts)) return 'cancelled';
  if (facts.rejectedAt && (!facts.acceptedAt || facts.rejectedAt >= facts.acceptedAt)) return 'rejected';
  if (facts.acceptedAt) return 'accepted';
  if (facts.paidAt) return facts.needsApproval ? 'pending' : 'paid';
  if (facts.awaitingPaymentAt) return 'awaiting_payment';
  if (facts.requestedAt) return 'pending';
  if (facts.awaitingHostAt) return 'awaiting_host';
  return facts.impliedAt ? 'accepted' : 'unknown';
}

function step(name: string, at: Instant | undefined, status: Step['status'] = 'done'): Step {
  return at === undefined ? {name, status: 'waiting'} : {name, status, at};
}

const undecided: readonly BookingState[] = ['pending', 'awaiting_payment', 'paid', 'awaiting_host'];

/** Cal.com reports both ends of a meeting at the planned times, even if it was cancelled before. */
function heldTest(facts: BookingFacts, state: BookingState): (at: Instant | undefined) => boolean {
  const offSince: Partial<Record<BookingState, Instant | undefined>> = {
    cancelled: cancelledSince(facts),
    rejected: facts.rejectedAt,
    rescheduled: facts.supersededAt ?? '',
  };
  const since = offSince[state];
  return at => at !== undefined && !(since !== undefined && since < at);
}

/** In order of their names, so that a line does not move when its status changes. */
function effectStepsOf({effectSteps = {}}: BookingFacts): Step[] {
  return Object.entries(effectSteps).map(([name, {at, value}]) =>
    value === 'done' || value === 'failed'
      ? step(name, at, value)
      : {name, status: value === 'begun' ? 'waiting' : value},
  );
}

/** Derives the steps shown below the state, in the order in which they happen. */
export function deriveSteps(facts: BookingFacts, uid?: string): Step[] {
  const state = deriveState(facts, uid);
  const steps: Step[] = [];
  if (facts.requestedAt) steps.push(step('requested', facts.requestedAt));
  if (facts.paidAt || state === 'awaiting_payment') steps.push(step('payment', facts.paidAt));
  // Cal.com allows cancelling a rejected booking; it remains rejected by its host.
  const wasRejected = facts.rejectedAt !== undefined && !(facts.acceptedAt && facts.acceptedAt > facts.rejectedAt);
  if (state === 'rejected' || (state === 'cancelled' && wasRejected))
    steps.push(step('rejected', facts.rejectedAt, 'failed'));
  else if (undecided.includes(state)) steps.push(step('confirmed', undefined));
  else if (facts.acceptedAt) steps.push(step('confirmed', facts.acceptedAt));
  // A booking known only from later events was confirmed at an unknown time.
  else if (facts.impliedAt) steps.push({name: 'confirmed', status: 'done'});
  if (state === 'rescheduled') steps.push(step('rescheduled', facts.supersededAt));
  if (state === 'cancelled') steps.push(step('cancelled', cancelledSince(facts), 'failed'));
  const isHeld = heldTest(facts, state);
  if (isHeld(facts.startedAt)) steps.push(step('started', facts.startedAt));
  if (isHeld(facts.endedAt)) steps.push(step('ended', facts.endedAt));
  return [...steps, ...effectStepsOf(facts)];
}

/** The view of a booking that the browser may receive: an allow-list. */
export function toView(uid: string, facts: BookingFacts): BookingView {
  const state = deriveState(facts, uid);
  return {
    uid,
    state,
    ...(facts.start ? {start: facts.start.value} : {}),
    ...(facts.end ? {end: facts.end.value} : {}),
    ...(facts.joinUrl && state === 'accepted' ? {joinUrl: facts.joinUrl.value} : {}),
    ...(state === 'rescheduled' ? {rescheduledTo: facts.supersededBy!} : {}),
    ...(facts.rescheduleExpected && state === 'cancelled' ? {rescheduleExpected: true} : {}),
    steps: deriveSteps(facts, uid),
  };
}
