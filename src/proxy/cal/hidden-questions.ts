import {decodeEventTypes} from '../../core/cal/event-type.ts';
import {eventTypeRequest} from '../../core/cal/requests/requests.ts';
import {isBookingError} from '../../core/model/error.ts';
import type {Upstream} from './upstream/upstream.ts';

/** The event types, by number, that require an answer no form can give. */
export interface HiddenQuestions {
  /** Checks with the owner's key. Resolves when the result is known or the wait is too long. */
  check(id: number): Promise<void>;
  /** Records that Cal.com rejected a booking because of such an answer. */
  note(id: number): void;
  has(id: number): boolean;
}

/** Dependencies; times are in milliseconds. */
export interface HiddenQuestionsOptions {
  now(): number;
  /** Runs a task later; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
}

/** How long a result is used; the owner may change the questions. */
const believedMs = 15 * 60_000;
/** Refreshed in the background after this time, so that nobody has to wait. */
const freshMs = 10 * 60_000;
/** A visitor who would wait longer gets the event type without the result. */
const patienceMs = 1_500;
/** Limit for remembered event types; the oldest is removed. */
const most = 1_000;

/**
 * Cal.com's public answer leaves hidden questions out, but Cal.com still rejects bookings without the required ones
 * (cal-api.md §3.2). The owner's key shows them for the owner's event types; for others only a rejection does.
 */
export function createHiddenQuestions(upstream: Upstream, {now, later}: HiddenQuestionsOptions): HiddenQuestions {
  /** Expiry by event type number. */
  const known = new Map<number, number>();
  const checks = new Map<number, {at: number; done: Promise<void>}>();

  async function ask(id: number): Promise<void> {
    try {
      const answer = await upstream.send(eventTypeRequest({kind: 'id', id}), {withKey: true, patienceMs});
      if (decodeEventTypes(answer)[0]?.handOver === 'hidden') note(id);
    } catch (error) {
      // For a key that is not the owner's the event type does not exist, now and later.
      if (!isBookingError(error) || error.code !== 'not_found') checks.delete(id);
    }
  }

  function note(id: number): void {
    known.delete(id);
    known.set(id, now() + believedMs);
    if (known.size > most) known.delete(known.keys().next().value!);
  }

  function start(id: number): Promise<void> {
    const done = ask(id);
    checks.delete(id);
    checks.set(id, {at: now(), done});
    if (checks.size > most) checks.delete(checks.keys().next().value!);
    return done;
  }

  function atMost(done: Promise<void>): Promise<void> {
    return new Promise(resolve => {
      const cancel = later(patienceMs, resolve);
      void done.finally(() => (cancel(), resolve()));
    });
  }

  return {
    check(id) {
      const before = checks.get(id);
      const age = before ? now() - before.at : Infinity;
      if (before && age < freshMs) return atMost(before.done);
      const done = start(id);
      return age < believedMs ? Promise.resolve() : atMost(done);
    },
    note,
    has: id => (known.get(id) ?? 0) > now(),
  };
}
