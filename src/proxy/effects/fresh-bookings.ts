import {isObject, looseObjects} from '../../core/cal/read.ts';
import type {BackgroundReads} from '../cal/background-reads.ts';
import {EffectError} from '../engine/model.ts';
import {toRunError} from './run-error.ts';
import type {CalObject} from './config/types.ts';

/** Bookings as Cal.com knows them now. */
export interface FreshBookings {
  /**
   * Reads a booking, or returns one that was asked for at `since` or later (milliseconds since 1970), so that it shows the
   * event that happened then. Rejects with an `EffectError`, or with a `Pause` while the budget is used up.
   */
  read(uid: string, since: number): Promise<CalObject>;
}

/** Several runs follow from one event; more bookings than that at a time are read again. */
const mostKept = 200;
const keptMs = 30_000;

export function createFreshBookings(reads: BackgroundReads, now: () => number): FreshBookings {
  const kept = new Map<string, {askedAt: number; booking: Promise<CalObject>}>();

  async function ask(uid: string): Promise<CalObject> {
    const data = await reads.booking(uid).catch((error: unknown) => {
      throw toRunError(error, now());
    });
    // The uid of a series stands for all of its bookings.
    const booking = isObject(data) ? data : looseObjects(data).find(each => each['uid'] === uid);
    if (!booking) throw new EffectError("Cal.com's answer contains no such booking.");
    return booking;
  }

  return {
    read(uid, since) {
      const at = now();
      const known = kept.get(uid);
      if (known && known.askedAt >= since && known.askedAt > at - keptMs) return known.booking;
      const booking = ask(uid);
      kept.delete(uid);
      kept.set(uid, {askedAt: at, booking});
      booking.catch(() => kept.get(uid)?.booking === booking && kept.delete(uid));
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
      return booking;
    },
  };
}
