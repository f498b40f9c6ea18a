import type {Instant} from './types.ts';
import type {BookingState, BookingView, Step} from './wire.ts';

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
  /** Seats that were given back, by seat uid or attendee. */
  seatsGone?: string[];
  /** Times of the meeting; the latest sender's word counts, an older one only fills a hole. */
  start?: Dated;
  end?: Dated;
}

/** A value and the sender's time of it. */
export interface Dated {
  at: Instant;
  value: Instant;
}

const earlier = (a?: Instant, b?: Instant) => (a === undefined ? b : b === undefined ? a : a < b ? a : b);
const later = (a?: Instant, b?: Instant) => (a === undefined ? b : b === undefined ? a : a > b ? a : b);

// Equal times are settled by content, or the result would depend on the order of arrival.
function latest(a?: Dated, b?: Dated): Dated | undefined {
  if (!a || !b) return a ?? b;
  return `${a.at} ${a.value}` >= `${b.at} ${b.value}` ? a : b;
}

function mergeChain(a: BookingFacts, b: BookingFacts): Pick<BookingFacts, 'supersededBy' | 'supersededAt'> {
  const key = (facts: BookingFacts) => `${facts.supersededAt ?? ''} ${facts.supersededBy ?? ''}`;
  const {supersededBy, supersededAt} = key(a) >= key(b) ? a : b;
  return {...(supersededBy ? {supersededBy} : {}), ...(supersededAt ? {supersededAt} : {})};
}

/** Merges two sets of facts. Associative, commutative and idempotent: `mergeFacts(a, a)` is `a`. */
export function mergeFacts(a: BookingFacts, b: BookingFacts): BookingFacts {
  const merged: BookingFacts = {
    requestedAt: earlier(a.requestedAt, b.requestedAt),
    awaitingPaymentAt: earlier(a.awaitingPaymentAt, b.awaitingPaymentAt),
    paidAt: earlier(a.paidAt, b.paidAt),
    needsApproval: a.needsApproval || b.needsApproval || undefined,
    acceptedAt: later(a.acceptedAt, b.acceptedAt),
    rejectedAt: later(a.rejectedAt, b.rejectedAt),
    cancelledAt: earlier(a.cancelledAt, b.cancelledAt),
    rescheduleExpected: a.rescheduleExpected || b.rescheduleExpected || undefined,
    ...mergeChain(a, b),
    awaitingHostAt: earlier(a.awaitingHostAt, b.awaitingHostAt),
    impliedAt: earlier(a.impliedAt, b.impliedAt),
    startedAt: earlier(a.startedAt, b.startedAt),
    endedAt: earlier(a.endedAt, b.endedAt),
    seatsGone: a.seatsGone || b.seatsGone ? [...new Set([...(a.seatsGone ?? []), ...(b.seatsGone ?? [])])].sort() : undefined,
    start: latest(a.start, b.start),
    end: latest(a.end, b.end),
  } as BookingFacts;
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as BookingFacts;
}

/** Where the booking stands; the first rule that applies. `uid` guards against a booking that names itself. */
export function deriveState(facts: BookingFacts, uid?: string): BookingState {
  if (facts.supersededBy !== undefined && facts.supersededBy !== uid) return 'rescheduled';
  if (facts.cancelledAt) return 'cancelled';
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

/** The lines of progress under the state, in the order they happen. */
export function deriveSteps(facts: BookingFacts, uid?: string): Step[] {
  const state = deriveState(facts, uid);
  const steps: Step[] = [];
  if (facts.requestedAt) steps.push(step('requested', facts.requestedAt));
  if (facts.paidAt || state === 'awaiting_payment') steps.push(step('payment', facts.paidAt));
  if (state === 'rejected') steps.push(step('rejected', facts.rejectedAt, 'failed'));
  else if (undecided.includes(state)) steps.push(step('confirmed', undefined));
  else if (facts.acceptedAt || facts.impliedAt) steps.push(step('confirmed', facts.acceptedAt ?? facts.impliedAt));
  if (state === 'rescheduled') steps.push(step('rescheduled', facts.supersededAt));
  if (facts.cancelledAt && state === 'cancelled') steps.push(step('cancelled', facts.cancelledAt, 'failed'));
  if (facts.startedAt) steps.push(step('started', facts.startedAt));
  if (facts.endedAt) steps.push(step('ended', facts.endedAt));
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
    ...(state === 'rescheduled' ? {rescheduledTo: facts.supersededBy!} : {}),
    ...(facts.rescheduleExpected && state === 'cancelled' ? {rescheduleExpected: true} : {}),
    steps: deriveSteps(facts, uid),
  };
}
