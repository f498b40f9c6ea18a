import {BookingError} from '../../core/model/error.ts';
import {householdsOfNetwork, networkOf} from './network.ts';

/** Counts a visitor's actions. Throws `rate_limited` (429) above the limit; an unknown visitor ('') is not limited. */
export type Meter = (visitor: string) => void;

/** Limit for remembered visitors; the oldest are removed. */
const mostNames = 20_000;

/**
 * Allows each visitor `limit` actions within `windowMs` of the first, and a /48 IPv6 network four times as many. `now`
 * returns milliseconds; `message` is the text of the error.
 */
export function createMeter(limit: number, windowMs: number, now: () => number, message: string): Meter {
  const spans = new Map<string, {count: number; endsAt: number}>();

  function spanOf(name: string): {count: number; endsAt: number} {
    const known = spans.get(name);
    if (known && known.endsAt > now()) return known;
    spans.delete(name);
    const oldest = spans.entries().next().value;
    if (oldest && (spans.size >= mostNames || oldest[1].endsAt <= now())) spans.delete(oldest[0]);
    const made = {count: 0, endsAt: now() + windowMs};
    spans.set(name, made);
    return made;
  }

  return visitor => {
    if (visitor === '') return;
    const network = networkOf(visitor);
    for (const [name, most] of [
      [visitor, limit],
      ...(network === undefined ? [] : [[network, limit * householdsOfNetwork]]),
    ] as [string, number][]) {
      const span = spanOf(name);
      span.count += 1;
      if (span.count > most)
        throw new BookingError('rate_limited', message, {
          status: 429,
          retryAfterSeconds: Math.ceil((span.endsAt - now()) / 1000),
        });
    }
  };
}
