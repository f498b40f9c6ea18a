import {BookingError} from '../../core/error.ts';

/** Counts what each visitor does. Throws `rate_limited` (429) when it is too much; an unknown visitor ('') is let through. */
export type Meter = (visitor: string) => void;

/** Lets each visitor do something `limit` times in `windowMs`; `now` is in milliseconds, `message` what who does more is told. */
export function createMeter(limit: number, windowMs: number, now: () => number, message: string): Meter {
  let counts = new Map<string, number>();
  let endsAt = 0;
  return visitor => {
    if (visitor === '') return;
    if (now() >= endsAt) {
      counts = new Map();
      endsAt = now() + windowMs;
    }
    const count = (counts.get(visitor) ?? 0) + 1;
    counts.set(visitor, count);
    if (count > limit) throw new BookingError('rate_limited', message, {status: 429, retryAfterSeconds: Math.ceil((endsAt - now()) / 1000)});
  };
}
