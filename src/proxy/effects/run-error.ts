import {isBookingError} from '../../core/model/error.ts';
import {EffectError, Pause} from '../engine/model.ts';

/** The shortest pause while the budget of calls is used up, in milliseconds. */
const busyMs = 5_000;

/** What a run ends with when a booking could not be read from Cal.com. `now` is in milliseconds since 1970. */
export function toRunError(error: unknown, now: number): unknown {
  if (!isBookingError(error)) return error;
  // The budget says nothing about this run, so it is no attempt.
  if (error.code === 'rate_limited') return new Pause(now + Math.max(busyMs, 1000 * (error.retryAfterSeconds ?? 0)));
  return new EffectError(`The booking could not be read from Cal.com (${error.code}).`, {cause: error});
}
