import {decodeBookings} from '../../core/cal/booking.ts';
import type {Attempt, AttemptsOptions} from './attempt.ts';
import {filterBookings} from './filter-booking.ts';
import {patchesOfAnswer} from './patches.ts';

/** Stores the outcome of attempts. */
export interface Keeper {
  /**
   * Resolves with whether the booking and the answer are stored. `isLate`: the caller has already received another
   * answer.
   */
  keep(attempt: Attempt, data: unknown, isLate: boolean): Promise<boolean>;
  /** Discards an attempt that booked nothing. */
  forget(attempt: Attempt): Promise<void>;
}

export function createKeeper({
  store,
  recorder,
  now,
  log,
}: Pick<AttemptsOptions, 'store' | 'recorder' | 'now' | 'log'>): Keeper {
  const nowIso = () => new Date(now()).toISOString();

  /**
   * Stores the booking before the answer: once an attempt has an answer, nobody searches for its booking any more, and
   * a stream would follow a booking the store does not know.
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
      // Filtered, so that a copy of the store holds no more personal data than the browser received.
      await store.finishAttempt(key, 201, JSON.stringify(filterBookings(data, 'visitor', true)));
      return true;
    } catch (error) {
      // The booking was made, so the caller still receives it; a retry will have to search for it.
      log.error({reason: (error as Error).name}, 'The answer to a booking could not be stored.');
      return false;
    }
  }

  async function forget({key, checkoutId}: Attempt): Promise<void> {
    if (checkoutId !== undefined) await store.forgetAttempt(checkoutId);
    await store.forgetAttempt(key);
  }

  return {keep, forget};
}
