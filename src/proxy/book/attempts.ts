import {BookingError, isBookingError} from '../../core/model/error.ts';
import {UnknownOutcome} from '../errors.ts';
import {clockOf} from '../store/clock.ts';
import type {Attempt as StoredAttempt} from '../store/store.ts';
import type {Attempt, AttemptsOptions} from './attempt.ts';
import {createKeeper} from './attempt-keeper.ts';
import {createAttemptSearch, settledMs} from './attempt-search.ts';
import {writeNote} from './attempt-note.ts';
import {hashOf} from './hash.ts';
import {slotTaken} from './outcomes.ts';

/** Books each attempt once, however often it is requested and through however many proxies of one store. */
export interface Attempts {
  /** Resolves with Cal.com's `data`. After an `UnknownOutcome` rejection it continues to search on its own. */
  book(attempt: Attempt): Promise<unknown>;
  /** Cal.com's `data` for an attempt that was answered before, without a call to Cal.com. */
  recall(key: string, asked: string): Promise<unknown>;
  /**
   * Searches for the outcome of attempts no process works on, e.g. those under way when a process ended. Also runs on
   * its own after startup and periodically after that.
   */
  takeUp(): Promise<void>;
  /** Ends all searches. */
  close(): void;
}

/** The longest a proxy works on one attempt. */
const busyMs = 60_000;
/** The longest a caller waits for a hanging store; the booking is stored once the store is back. */
const storingMs = 3_000;
/** Limit for remembered attempts that were certainly not sent. */
const unsentLimit = 10_000;
/** Pauses while a retry waits for the first request to end. */
const patienceMs = [250, 750, 2_000, 5_000];

/** Attempts are kept in the store, so restarts and other processes do not lose them. */
export function createAttempts({store, outcomes, recorder, now, wait, later, log}: AttemptsOptions): Attempts {
  const running = new Map<string, {requestHash: string; result: Promise<unknown>}>();
  /** Attempts (key and start) that this process started but certainly never sent because the store failed. */
  const unsent = new Set<string>();
  const time = clockOf(store, now);
  const keeper = createKeeper({store, recorder, now, log});
  const {forget} = keeper;
  const search = createAttemptSearch({store, outcomes, keeper, time, later, log, isRunning: key => running.has(key)});
  const sharedNow = async () => new Date(await time()).toISOString();

  function noteUnsent(key: string, startedAt: string): void {
    if (unsent.size >= unsentLimit) unsent.clear();
    unsent.add(`${key} ${startedAt}`);
  }

  /** If the booking cannot be stored now, a later search stores it. */
  async function finish(attempt: Attempt, startedAt: string, data: unknown, isLate: boolean): Promise<unknown> {
    const kept = keeper.keep(attempt, data, isLate).then(
      isKept => isKept || search.start(attempt, startedAt, true),
      () => {},
    );
    let cancel = () => {};
    await Promise.race([kept, new Promise<void>(resolve => void (cancel = later(storingMs, resolve)))]);
    cancel();
    return data;
  }

  async function useCheckout({key, checkoutId}: Attempt): Promise<void> {
    const earlier = checkoutId === undefined ? undefined : await store.startAttempt(checkoutId, key, await sharedNow());
    if (!earlier || earlier.requestHash === key) return;
    await store.forgetAttempt(key);
    throw new BookingError(
      'token_invalid',
      'The checkout token was already used for another booking: it can be used once.',
      {status: 401},
    );
  }

  /** Makes the booking of an attempt that this process owns in the store. */
  async function make(attempt: Attempt, startedAt: string, isKnown: boolean): Promise<unknown> {
    const {key, request, session} = attempt;
    try {
      await useCheckout(attempt);
      // Another process may have taken over an attempt this old, so that process decides.
      if ((await time()) - Date.parse(startedAt) >= busyMs) throw inProgress();
    } catch (error) {
      noteUnsent(key, startedAt);
      throw error;
    }
    let data: unknown;
    try {
      data = await outcomes.book({attempt: key, session}, request, isKnown);
    } catch (error) {
      const isCertain = isBookingError(error) && !(error instanceof UnknownOutcome);
      // Another process may have taken over an attempt this old. If the store is unavailable, a search finds out later.
      const isForgotten = isCertain && (await forgetOwn(attempt, startedAt).catch(() => false));
      if (!isForgotten)
        search.start(attempt, startedAt, isCertain || (error instanceof UnknownOutcome && error.isOver));
      throw error;
    }
    return finish(attempt, startedAt, data, false);
  }

  async function forgetOwn(attempt: Attempt, startedAt: string): Promise<boolean> {
    if ((await time()) - Date.parse(startedAt) >= settledMs) return false;
    await forget(attempt);
    return true;
  }

  async function resume(attempt: Attempt, {startedAt}: {startedAt: string}): Promise<unknown> {
    const {key, request, session} = attempt;
    const {data, isSure} = await outcomes.search({attempt: key, session}, request);
    if (data !== undefined) {
      search.stop(key);
      return finish(attempt, startedAt, data, true);
    }
    const leftMs = await search.unsettledMs(key, startedAt);
    if (leftMs > 0)
      throw search.has(key) || (await time()) - Date.parse(startedAt) >= busyMs
        ? new UnknownOutcome(Math.ceil(leftMs / 1000))
        : inProgress();
    const at = await sharedNow();
    if (!(await store.takeOverAttempt(key, startedAt, at))) throw inProgress();
    search.stop(key);
    const wasGone = isSure && (await outcomes.isStillFree(request)) === false;
    const isFailure = (error: unknown) => wasGone && error instanceof UnknownOutcome && error.isOver;
    // For team event types Cal.com answers a taken time with a server error, but with the existing booking if this
    // person has one then. A single error can have any cause, so it is asked once more.
    for (const isLast of [false, true]) {
      try {
        return await make(attempt, at, true);
      } catch (error) {
        if (!isFailure(error)) throw error;
        search.stop(key);
        if (isLast) await forget(attempt);
      }
    }
    throw slotTaken();
  }

  /** The store may have saved an attempt although its answer was lost. */
  async function start(attempt: Attempt, requestHash: string, at: string): Promise<StoredAttempt | undefined> {
    try {
      return await store.startAttempt(attempt.key, requestHash, at, {asked: attempt.asked, note: writeNote(attempt)});
    } catch (error) {
      noteUnsent(attempt.key, at);
      throw error;
    }
  }

  async function run(attempt: Attempt, requestHash: string): Promise<unknown> {
    const {key} = attempt;
    const pauses = search.has(key) ? [] : [...patienceMs];
    for (;;) {
      const at = await sharedNow();
      const known = await start(attempt, requestHash, at);
      if (!known) return make(attempt, at, false);
      if (known.requestHash !== requestHash) throw conflict();
      if (known.state === 'done') return JSON.parse(known.body);
      if (unsent.delete(`${key} ${known.startedAt}`) && (await store.takeOverAttempt(key, known.startedAt, at)))
        return make(attempt, at, false);
      const pause = pauses.shift();
      // Do not wait for an attempt that no process can still be working on.
      if (pause === undefined || (await time()) - Date.parse(known.startedAt) >= busyMs) return resume(attempt, known);
      await wait(pause);
    }
  }

  return {
    async book(attempt) {
      const {key} = attempt;
      // A code only proves an address: the same request with another code is the same attempt.
      const {emailVerificationCode: _, ...content} = attempt.request.body;
      const requestHash = hashOf(content);
      const busy = running.get(key);
      if (busy && busy.requestHash !== requestHash) throw conflict();
      if (busy)
        return Promise.race([
          busy.result,
          wait(patienceMs.reduce((sum, ms) => sum + ms)).then(() => Promise.reject(inProgress())),
        ]);
      const result = run(attempt, requestHash);
      running.set(key, {requestHash, result});
      try {
        return await result;
      } finally {
        running.delete(key);
      }
    },
    async recall(key, asked) {
      const body = await store.recallAttempt(key, asked);
      return body === undefined ? undefined : (JSON.parse(body) as unknown);
    },
    takeUp: search.takeUp,
    close: search.close,
  };
}

function conflict(): BookingError {
  return new BookingError(
    'idempotency_conflict',
    'This Idempotency-Key was used for another booking: use a new key when the request changes.',
    {status: 422},
  );
}

function inProgress(): BookingError {
  return new BookingError('in_progress', 'This booking is already in progress: retry with the same Idempotency-Key.', {
    status: 409,
    retryAfterSeconds: 3,
  });
}
