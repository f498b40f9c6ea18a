import {decodeEventTypes} from '../../core/cal/event-type.ts';
import {eventTypeRequest} from '../../core/cal/requests/requests.ts';
import {isBookingError} from '../../core/model/error.ts';
import type {Upstream} from './upstream/upstream.ts';

/** Which event types want an answer that no form can give, by their number. */
export interface HiddenQuestions {
  /** Finds out with the owner's key. Resolves when that is known, or when there is no time to wait for it. */
  look(id: number): Promise<void>;
  /** Cal.com refused a booking for want of such an answer. */
  note(id: number): void;
  has(id: number): boolean;
}

/** What it asks with, in milliseconds. */
export interface HiddenQuestionsOptions {
  now(): number;
  /** Runs a task later, unless the returned function is called before. */
  later(ms: number, task: () => void): () => void;
}

/** How long an answer is believed; the owner may change the questions. */
const believedMs = 15 * 60_000;
/** Asked again before that, so that nobody has to wait for it. */
const freshMs = 10 * 60_000;
/** A visitor sees the event type without it rather than wait longer. */
const patienceMs = 1_500;
/** Of more than so many event types the oldest is forgotten. */
const most = 1_000;

/**
 * The public answer leaves hidden questions out, and Cal.com refuses a booking without the required ones all the same
 * (cal-api.md §3.2). The key shows them where it is the owner's; elsewhere only a refusal tells.
 */
export function createHiddenQuestions(upstream: Upstream, {now, later}: HiddenQuestionsOptions): HiddenQuestions {
  /** Until when, by number. */
  const known = new Map<number, number>();
  const looks = new Map<number, {at: number; done: Promise<void>}>();

  async function ask(id: number): Promise<void> {
    try {
      const answer = await upstream.send(eventTypeRequest({kind: 'id', id}), {withKey: true, patienceMs});
      if (decodeEventTypes(answer)[0]?.handOver === 'hidden') note(id);
    } catch (error) {
      // To a key that is not the owner's the event type does not exist, now and later.
      if (!isBookingError(error) || error.code !== 'not_found') looks.delete(id);
    }
  }

  function note(id: number): void {
    known.delete(id);
    known.set(id, now() + believedMs);
    if (known.size > most) known.delete(known.keys().next().value!);
  }

  function start(id: number): Promise<void> {
    const done = ask(id);
    looks.delete(id);
    looks.set(id, {at: now(), done});
    if (looks.size > most) looks.delete(looks.keys().next().value!);
    return done;
  }

  function atMost(done: Promise<void>): Promise<void> {
    return new Promise(resolve => {
      const cancel = later(patienceMs, resolve);
      void done.finally(() => (cancel(), resolve()));
    });
  }

  return {
    look(id) {
      const before = looks.get(id);
      const age = before ? now() - before.at : Infinity;
      if (before && age < freshMs) return atMost(before.done);
      const done = start(id);
      return age < believedMs ? Promise.resolve() : atMost(done);
    },
    note,
    has: id => (known.get(id) ?? 0) > now(),
  };
}
