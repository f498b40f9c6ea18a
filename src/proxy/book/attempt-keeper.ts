import {decodeBookings} from '../../core/cal/booking.ts';
import type {Attempt, AttemptsOptions} from './attempt.ts';
import {filterBookings} from './filter-booking.ts';
import {patchesOfAnswer} from './patches.ts';

/** Keeps what became of attempts. */
export interface Keeper {
  /** Resolves with whether the booking and the answer are stored; `isLate` when whoever asked has another answer already. */
  keep(attempt: Attempt, data: unknown, isLate: boolean): Promise<boolean>;
  /** Nothing came of it. */
  forget(attempt: Attempt): Promise<void>;
}

/** Keeps them in the store. */
export function createKeeper({
  store,
  recorder,
  now,
  log,
}: Pick<AttemptsOptions, 'store' | 'recorder' | 'now' | 'log'>): Keeper {
  const nowIso = () => new Date(now()).toISOString();

  /**
   * The booking comes first: an attempt that has its answer is not looked for any more, and a page would follow a booking
   * that nobody knows.
   */
  async function keep({key, session}: Attempt, data: unknown, isLate: boolean): Promise<boolean> {
    const [{uid, seatUid: seat}] = decodeBookings({data});
    const isRecorded = await recorder.record(
      patchesOfAnswer(data, nowIso()),
      'booking created',
      isLate ? {rid: session.rid, uid, seat} : undefined,
    );
    if (!isRecorded) return false;
    try {
      // Filtered, so that a copy of the file holds no more about people than the page got.
      await store.finishAttempt(key, 201, JSON.stringify(filterBookings(data, 'visitor', true)));
      return true;
    } catch (error) {
      // It is booked: that a repeat will have to look for it is no reason to say otherwise.
      log.error({reason: (error as Error).name}, 'The answer of a booking could not be stored.');
      return false;
    }
  }

  async function forget({key, checkoutId}: Attempt): Promise<void> {
    if (checkoutId !== undefined) await store.forgetAttempt(checkoutId);
    await store.forgetAttempt(key);
  }

  return {keep, forget};
}
