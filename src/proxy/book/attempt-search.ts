import type {Attempt, AttemptsOptions} from './attempt.ts';
import type {Keeper} from './attempt-keeper.ts';
import {readNote} from './attempt-note.ts';
import {createWatch} from './watch.ts';

/** Goes on looking for what became of attempts after whoever asked got an answer. */
export interface Looking {
  /** `isAnswered`: Cal.com has answered, so whatever it did is done. */
  start(attempt: Attempt, startedAt: string, isAnswered: boolean): void;
  has(key: string): boolean;
  stop(key: string): void;
  /** Milliseconds until what an attempt did must be to be seen; 0 or less when it is time. */
  unsettledMs(key: string, startedAt: string): Promise<number>;
  /** Looks for those that nobody is at work on; also done by itself at the start, and then now and again. */
  takeUp(): Promise<void>;
  /** Ends all looking. */
  close(): void;
}

/** What it looks with. */
export interface LookingOptions extends Pick<AttemptsOptions, 'store' | 'outcomes' | 'later' | 'log'> {
  keeper: Keeper;
  /** The store's clock in milliseconds. */
  time(): Promise<number>;
  /** Whether this process is at work on an attempt. */
  isRunning(key: string): boolean;
}

/** After this time Cal.com is no longer at work on a call whose connection broke. */
export const settledMs = 120_000;
/** After this time Cal.com shows what it did in a call that it answered. */
const shownMs = 30_000;
/** After the start, and then: how often it is looked for attempts nobody is at work on; and for how many at a time. */
const takeUpMs = {first: 1_000, again: 5 * 60_000, failed: 15_000};
const takeUpLimit = 100;

/** Looks at Cal.com, less and less often. */
export function createLooking({store, outcomes, later, log, keeper, time, isRunning}: LookingOptions): Looking {
  /** From when on, in milliseconds, it shows what became of attempts that Cal.com gave a bad answer to. */
  const shownFrom = new Map<string, number>();
  let cancelTakeUp = later(takeUpMs.first, planTakeUp);
  const watch = createWatch(later, ({name}) =>
    log.warn({reason: name}, 'A booking without an answer could not be looked for; it is tried again.'),
  );
  const sharedNow = async () => new Date(await time()).toISOString();

  function start(attempt: Attempt, startedAt: string, isAnswered: boolean): void {
    for (const key of shownFrom.keys()) if (!watch.has(key)) shownFrom.delete(key);
    if (isAnswered)
      void time().then(
        at => void shownFrom.set(attempt.key, at + shownMs),
        () => {},
      );
    watch.start(attempt.key, isLast => lookOn(attempt, startedAt, isLast));
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

  /** Looks once more; true when there is nothing left to find out. */
  async function lookOn(attempt: Attempt, startedAt: string, isLast: boolean): Promise<boolean> {
    const {key, wanted, session} = attempt;
    const {data, isSure} = await outcomes.look({attempt: key, session}, wanted, 'extra');
    if (data !== undefined) return keeper.keep(attempt, data, true);
    if (!isSure || (await unsettledMs(key, startedAt)) > 0) return false;
    const isFree = await outcomes.isStillFree(wanted);
    // Somebody has the time, perhaps this attempt by a booking that the key cannot see: a webhook would tell of that in time.
    if (isFree === undefined || (!isFree && !isLast)) return false;
    // Nothing came of it. Whoever takes it over first decides, so nobody's new try is forgotten.
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
