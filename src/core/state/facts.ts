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

/**
 * What is known about a booking. Facts are only ever added, so the order in which events arrive does not matter
 * (Cal.com promises none). Instants are the sender's times.
 */
export interface BookingFacts {
  requestedAt?: Instant;
  awaitingPaymentAt?: Instant;
  paidAt?: Instant;
  /** A paid booking still needs the host's yes. */
  needsApproval?: boolean;
  acceptedAt?: Instant;
  rejectedAt?: Instant;
  cancelledAt?: Instant;
  /** It seems to be cancelled as a whole, but may have lost one seat only. */
  unsureCancelledAt?: Instant;
  /** Cal.com, asked at this time, said that it goes on. */
  aliveAt?: Instant;
  /** The host cancelled to ask for another time. */
  rescheduleExpected?: boolean;
  /** The uid this booking became. */
  supersededBy?: string;
  supersededAt?: Instant;
  awaitingHostAt?: Instant;
  /** Something happened to the booking that only happens to accepted ones. */
  impliedAt?: Instant;
  startedAt?: Instant;
  endedAt?: Instant;
  /** What became of each seat, by its uid: `here`, `left`, or `moved <uid>` of the booking it moved to. */
  seatStates?: Record<string, Dated>;
  /** When each seat was taken, by its uid; stays when the seat is given back or moved. */
  seatTakenAt?: Record<string, Instant>;
  /** Seats that came here with another uid, by each one they had before: Cal.com gives a moved seat a new one. */
  seatAliases?: Record<string, string>;
  /** One of a series: what happens to it may happen to the others without a word. */
  recurring?: boolean;
  /** Times of the meeting; the latest sender's word counts, an older one only fills a hole. */
  start?: Dated;
  end?: Dated;
  /** Where the visitor joins; http(s), and only when the proxy's owner shows it. */
  joinUrl?: Dated;
  /** Attendees by a hash, and whether they stayed away; the mark can be taken back. */
  noShows?: Record<string, Dated<boolean>>;
  /** No host, or no guest, was in the call when Cal.com looked. */
  hostAbsentAt?: Instant;
  guestAbsentAt?: Instant;
  recordedAt?: Instant;
  transcribedAt?: Instant;
  /** Something was told that leaves open where the booking stands: Cal.com has to be asked. */
  doubtedAt?: Instant;
  /** Cal.com was asked. */
  checkedAt?: Instant;
}

type Chain = 'supersededBy' | 'supersededAt';
type Mergers = {
  [Name in Exclude<keyof BookingFacts, Chain>]-?: (
    a: NonNullable<BookingFacts[Name]>,
    b: NonNullable<BookingFacts[Name]>,
  ) => NonNullable<BookingFacts[Name]>;
};

/** How two words about the same thing become one; each of them associative, commutative and idempotent. */
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
    // Of most names neither knows anything.
    if (a[name] === undefined && b[name] === undefined) continue;
    const value = mergeKnown<unknown>(a[name], b[name], mergers[name] as (a: unknown, b: unknown) => unknown);
    if (value !== undefined && value !== false) merged[name] = value;
  }
  return {...merged, ...mergeChain(a, b)};
}

/**
 * Merges another telling of an event that is known: what it adds counts (details, what was not known yet), but it neither
 * changes where the booking stands nor casts a doubt anew.
 */
export function mergeRepeat(known: BookingFacts, {doubtedAt: _, ...told}: BookingFacts, uid?: string): BookingFacts {
  const merged = mergeFacts(known, told);
  if (deriveState(merged, uid) === deriveState(known, uid)) return merged;
  const {start, end, joinUrl, noShows, seatStates, seatTakenAt} = told;
  return mergeFacts(known, defined<BookingFacts>({start, end, joinUrl, noShows, seatStates, seatTakenAt}));
}

/**
 * Since when only Cal.com can say where the booking stands; undefined when nothing is in doubt, or when it was asked
 * since: one seat of many seems to be given back, or one of a series changed and its siblings keep silent.
 */
export function doubtOf(facts: BookingFacts): Instant | undefined {
  const {doubtedAt, checkedAt, recurring, rejectedAt, requestedAt, acceptedAt} = facts;
  const ofSeries = recurring ? [cancelledSince(facts), rejectedAt, requestedAt && acceptedAt] : [];
  return [doubtedAt, ...ofSeries]
    .filter((at): at is Instant => at !== undefined && !(checkedAt !== undefined && checkedAt >= at))
    .sort()
    .at(-1);
}

/** Since when the booking is cancelled as a whole. */
function cancelledSince({cancelledAt, unsureCancelledAt, aliveAt}: BookingFacts): Instant | undefined {
  const isRefuted = unsureCancelledAt !== undefined && aliveAt !== undefined && aliveAt >= unsureCancelledAt;
  return cancelledAt ?? (isRefuted ? undefined : unsureCancelledAt);
}

/** Where the booking stands; the first rule that applies. `uid` guards against a booking that names itself. */
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

/** Both ends of a meeting are told at the times that were planned, even if it was called off before. */
function heldTest(facts: BookingFacts, state: BookingState): (at: Instant | undefined) => boolean {
  const offSince: Partial<Record<BookingState, Instant | undefined>> = {
    cancelled: cancelledSince(facts),
    rejected: facts.rejectedAt,
    rescheduled: facts.supersededAt ?? '',
  };
  const since = offSince[state];
  return at => at !== undefined && !(since !== undefined && since < at);
}

/** The lines of progress under the state, in the order they happen. */
export function deriveSteps(facts: BookingFacts, uid?: string): Step[] {
  const state = deriveState(facts, uid);
  const steps: Step[] = [];
  if (facts.requestedAt) steps.push(step('requested', facts.requestedAt));
  if (facts.paidAt || state === 'awaiting_payment') steps.push(step('payment', facts.paidAt));
  // Cal.com lets a rejected booking be cancelled; that its host said no was so all the same.
  const wasRejected = facts.rejectedAt !== undefined && !(facts.acceptedAt && facts.acceptedAt > facts.rejectedAt);
  if (state === 'rejected' || (state === 'cancelled' && wasRejected))
    steps.push(step('rejected', facts.rejectedAt, 'failed'));
  else if (undecided.includes(state)) steps.push(step('confirmed', undefined));
  else if (facts.acceptedAt) steps.push(step('confirmed', facts.acceptedAt));
  // What was only heard of later was confirmed some time before.
  else if (facts.impliedAt) steps.push({name: 'confirmed', status: 'done'});
  if (state === 'rescheduled') steps.push(step('rescheduled', facts.supersededAt));
  if (state === 'cancelled') steps.push(step('cancelled', cancelledSince(facts), 'failed'));
  const isHeld = heldTest(facts, state);
  if (isHeld(facts.startedAt)) steps.push(step('started', facts.startedAt));
  if (isHeld(facts.endedAt)) steps.push(step('ended', facts.endedAt));
  return steps;
}

/** What a page may know about a booking: an allow-list. */
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
