import {BookingError, isBookingError} from '../../core/model/error.ts';
import {UnknownOutcome} from '../errors.ts';
import {clockOf} from '../store/clock.ts';
import type {Attempt as StoredAttempt} from '../store/store.ts';
import type {Attempt, AttemptsOptions} from './attempt.ts';
import {createKeeper} from './attempt-keeper.ts';
import {createLooking, settledMs} from './attempt-search.ts';
import {writeNote} from './attempt-note.ts';
import {hashOf} from './hash.ts';
import {slotTaken} from './outcomes.ts';

/** Books each attempt once, however often and through however many proxies of one store it is asked for. */
export interface Attempts {
  /** Resolves with Cal.com's `data`. Rejects with an `UnknownOutcome` after which it goes on looking by itself. */
  book(attempt: Attempt): Promise<unknown>;
  /** Cal.com's `data` of an attempt that was answered before; without any call to Cal.com. */
  recall(key: string, asked: string): Promise<unknown>;
  /**
   * Goes on looking for what became of attempts that nobody is at work on: those under way when a process ended, this
   * one or another. Also done by itself at the start, and then now and again.
   */
  takeUp(): Promise<void>;
  /** Ends all looking. */
  close(): void;
}

/** No proxy works on one attempt for longer. */
const busyMs = 60_000;
/** Whoever booked waits no longer for a store that hangs: it is stored when that is back. */
const storingMs = 3_000;
/** How many attempts that were certainly not sent are known. */
const unsentLimit = 10_000;
/** How long a repeat waits for the first to end. */
const patienceMs = [250, 750, 2_000, 5_000];

/** Attempts are kept in the store, so they are known after a restart and in other processes as well. */
export function createAttempts({store, outcomes, recorder, now, wait, later, log}: AttemptsOptions): Attempts {
  const running = new Map<string, {requestHash: string; result: Promise<unknown>}>();
  /** What this process began and certainly never sent, by key and start, when the store failed meanwhile. */
  const unsent = new Set<string>();
  const time = clockOf(store, now);
  const keeper = createKeeper({store, recorder, now, log});
  const {forget} = keeper;
  const looking = createLooking({store, outcomes, keeper, time, later, log, isRunning: key => running.has(key)});
  const sharedNow = async () => new Date(await time()).toISOString();

  function noteUnsent(key: string, startedAt: string): void {
    if (unsent.size >= unsentLimit) unsent.clear();
    unsent.add(`${key} ${startedAt}`);
  }

  /** What could not be stored is looked for, and stored, later. */
  async function finish(attempt: Attempt, startedAt: string, data: unknown, isLate: boolean): Promise<unknown> {
    const kept = keeper.keep(attempt, data, isLate).then(
      isKept => isKept || looking.start(attempt, startedAt, true),
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
      'The checkout token belongs to another booking already: it can be used once.',
      {status: 401},
    );
  }

  /** Makes a booking whose attempt in the store is this process's own. */
  async function make(attempt: Attempt, startedAt: string, isKnown: boolean): Promise<unknown> {
    const {key, wanted, session} = attempt;
    try {
      await useCheckout(attempt);
      // Whoever slept since it started may have been taken for dead: it is the next one's to find out.
      if ((await time()) - Date.parse(startedAt) >= busyMs) throw inProgress();
    } catch (error) {
      noteUnsent(key, startedAt);
      throw error;
    }
    let data: unknown;
    try {
      data = await outcomes.book({attempt: key, session}, wanted, isKnown);
    } catch (error) {
      const isCertain = isBookingError(error) && !(error instanceof UnknownOutcome);
      // After so long another process may have taken it over; when the store is away it is found out later.
      const isForgotten = isCertain && (await forgetOwn(attempt, startedAt).catch(() => false));
      if (!isForgotten)
        looking.start(attempt, startedAt, isCertain || (error instanceof UnknownOutcome && error.isOver));
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
    const {key, wanted, session} = attempt;
    const {data, isSure} = await outcomes.search({attempt: key, session}, wanted);
    if (data !== undefined) {
      looking.stop(key);
      return finish(attempt, startedAt, data, true);
    }
    const leftMs = await looking.unsettledMs(key, startedAt);
    if (leftMs > 0)
      throw looking.has(key) || (await time()) - Date.parse(startedAt) >= busyMs
        ? new UnknownOutcome(Math.ceil(leftMs / 1000))
        : inProgress();
    const at = await sharedNow();
    if (!(await store.takeOverAttempt(key, startedAt, at))) throw inProgress();
    looking.stop(key);
    const wasGone = isSure && (await outcomes.isStillFree(wanted)) === false;
    const isFailure = (error: unknown) => wasGone && error instanceof UnknownOutcome && error.isOver;
    // Of a team Cal.com calls a taken time a failure, but answers with the booking of whoever has one there already.
    // One failure may be any, so it is asked again.
    for (const isLast of [false, true]) {
      try {
        return await make(attempt, at, true);
      } catch (error) {
        if (!isFailure(error)) throw error;
        looking.stop(key);
        if (isLast) await forget(attempt);
      }
    }
    throw slotTaken();
  }

  /** A start whose answer is lost may be in the store all the same. */
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
    const pauses = looking.has(key) ? [] : [...patienceMs];
    for (;;) {
      const at = await sharedNow();
      const known = await start(attempt, requestHash, at);
      if (!known) return make(attempt, at, false);
      if (known.requestHash !== requestHash) throw conflict();
      if (known.state === 'done') return JSON.parse(known.body);
      if (unsent.delete(`${key} ${known.startedAt}`) && (await store.takeOverAttempt(key, known.startedAt, at)))
        return make(attempt, at, false);
      const pause = pauses.shift();
      // One that nobody can be at work on any more is not waited for.
      if (pause === undefined || (await time()) - Date.parse(known.startedAt) >= busyMs) return resume(attempt, known);
      await wait(pause);
    }
  }

  return {
    async book(attempt) {
      const {key} = attempt;
      // A code proves an address; who enters another one wants the same booking.
      const {emailVerificationCode: _, ...content} = attempt.wanted.body;
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
    takeUp: looking.takeUp,
    close: looking.close,
  };
}

function conflict(): BookingError {
  return new BookingError(
    'idempotency_conflict',
    'This Idempotency-Key was used for another booking: use a new one for other answers.',
    {status: 422},
  );
}

function inProgress(): BookingError {
  return new BookingError(
    'in_progress',
    'This booking is being made already: ask again with the same Idempotency-Key.',
    {status: 409, retryAfterSeconds: 3},
  );
}
