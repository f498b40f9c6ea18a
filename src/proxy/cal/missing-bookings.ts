import type {BookingError} from '../../core/model/error.ts';

/** Milliseconds for which a booking that was not there is not asked about again: one just made may be late (a replica). */
const missingMs = 10_000;
const mostMissing = 5_000;

/** Remembers for a short time which bookings Cal.com did not know. */
export interface Missing {
  /** Throws what `make` makes when Cal.com said lately that there is none. */
  require(uid: string): void;
  add(uid: string): void;
}

/** Of more than 5000 the oldest are forgotten; `now` is in milliseconds. */
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
