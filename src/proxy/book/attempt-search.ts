import type {Attempt, AttemptsOptions} from './attempt.ts';
import type {Keeper} from './attempt-keeper.ts';
import {readNote} from './attempt-note.ts';
import {createWatch} from './watch.ts';

/** Searches for the outcome of attempts after the caller has received an answer. */
export interface AttemptSearch {
  /** `isAnswered`: Cal.com has answered, so its work is done. */
  start(attempt: Attempt, startedAt: string, isAnswered: boolean): void;
  has(key: string): boolean;
  stop(key: string): void;
  /** Milliseconds until everything the attempt did must be visible; 0 or less once it is. */
  unsettledMs(key: string, startedAt: string): Promise<number>;
  /** Takes over attempts no process works on. Also runs on its own after startup and periodically after that. */
  takeUp(): Promise<void>;
  /** Ends all searches. */
  close(): void;
}

/** What the search depends on. */
export interface AttemptSearchOptions extends Pick<AttemptsOptions, 'store' | 'outcomes' | 'later' | 'log'> {
  keeper: Keeper;
  /** The store's clock, in milliseconds. */
  time(): Promise<number>;
  /** Whether this process is working on an attempt. */
  isRunning(key: string): boolean;
}

/** After this time Cal.com has finished a call whose connection broke. */
export const settledMs = 120_000;
/** After this time Cal.com shows the result of a call it answered. */
const shownMs = 30_000;
/** Delays before abandoned attempts are taken over: after startup, between runs and after a failure. */
const takeUpMs = {first: 1_000, again: 5 * 60_000, failed: 15_000};
const takeUpLimit = 100;

/** Searches at Cal.com, at growing intervals. */
export function createAttemptSearch({
  store,
  outcomes,
  later,
  log,
  keeper,
  time,
  isRunning,
}: AttemptSearchOptions): AttemptSearch {
  /** For attempts that Cal.com answered with an error: the time in milliseconds from which their outcome is visible. */
  const shownFrom = new Map<string, number>();
  let cancelTakeUp = later(takeUpMs.first, planTakeUp);
  const watch = createWatch(later, ({name}) =>
    log.warn({reason: name}, 'The search for a booking without an answer failed; it will be retried.'),
  );
  const sharedNow = async () => new Date(await time()).toISOString();

  function start(attempt: Attempt, startedAt: string, isAnswered: boolean): void {
    for (const key of shownFrom.keys()) if (!watch.has(key)) shownFrom.delete(key);
    if (isAnswered)
      void time().then(
        at => void shownFrom.set(attempt.key, at + shownMs),
        () => {},
      );
    watch.start(attempt.key, isLast => searchAgain(attempt, startedAt, isLast));
  }

  async function takeUp(): Promise<void> {
    for (const {key, startedAt, note} of await store.openAttempts(await sharedNow(), takeUpLimit)) {
      const attempt = isRunning(key) || watch.has(key) ? undefined : readNote(key, note);
      if (attempt) start(attempt, startedAt, false);
    }
  }

  function planTakeUp(): void {
    const plan = (ms: number) => void (cancelTakeUp = later(ms, planTakeUp));
    takeUp().then(
      () => plan(takeUpMs.again),
      () => plan(takeUpMs.failed),
    );
  }

  function stop(key: string): void {
    shownFrom.delete(key);
    watch.stop(key);
  }

  async function unsettledMs(key: string, startedAt: string): Promise<number> {
    return (shownFrom.get(key) ?? Date.parse(startedAt) + settledMs) - (await time());
  }

  /** Searches once more. Returns true when nothing is left to find out. */
  async function searchAgain(attempt: Attempt, startedAt: string, isLast: boolean): Promise<boolean> {
    const {key, request, session} = attempt;
    const {data, isSure} = await outcomes.searchOnce({attempt: key, session}, request, 'extra');
    if (data !== undefined) return keeper.keep(attempt, data, true);
    if (!isSure || (await unsettledMs(key, startedAt)) > 0) return false;
    const isFree = await outcomes.isStillFree(request);
    // The time is taken, perhaps by this attempt in a booking the key cannot see; a webhook would report that in time.
    if (isFree === undefined || (!isFree && !isLast)) return false;
    // Nothing was booked. Taking the attempt over first keeps a retry that started meanwhile from being forgotten.
    if (await store.takeOverAttempt(key, startedAt, await sharedNow())) await keeper.forget(attempt);
    return true;
  }

  return {
    start,
    stop,
    unsettledMs,
    takeUp,
    has: key => watch.has(key),
    close() {
      cancelTakeUp();
      watch.close();
    },
  };
}
