import type {BookingError} from '../../core/model/error.ts';

/**
 * How long a missing booking is not requested again, in milliseconds. Short, because a new booking may appear late
 * (replica).
 */
const missingMs = 10_000;
const mostMissing = 5_000;

/** Remembers for a short time which bookings Cal.com did not find. */
export interface Missing {
  /** Throws the error `make` returns if Cal.com recently did not find the booking. */
  require(uid: string): void;
  add(uid: string): void;
}

/** Remembers at most 5000 bookings; the oldest are removed. `now` returns milliseconds. */
export function createMissing(now: () => number, make: () => BookingError): Missing {
  const until = new Map<string, number>();
  return {
    require(uid) {
      if ((until.get(uid) ?? 0) > now()) throw make();
    },
    add(uid) {
      until.delete(uid);
      if (until.size >= mostMissing) until.delete(until.keys().next().value!);
      until.set(uid, now() + missingMs);
    },
  };
}
