import {isMoveLocked} from '../../core/flow/locks.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {EventType, Instant} from '../../core/model/types.ts';
import {statusOf} from '../errors.ts';

/** Refuses what visitors may not do to a booking of this event type: `cancel_refused` or `reschedule_refused`. */
export function refuseLocked(eventType: EventType, start: Instant, change: 'cancel' | 'move', now: number): void {
  if (change === 'cancel' && eventType.locks?.cancel)
    throw refusal('cancel_refused', 'The event type does not let visitors cancel.');
  if (change === 'move' && isMoveLocked(eventType, start, now))
    throw refusal('reschedule_refused', 'The event type does not let visitors move this booking, or not any more.');
}

function refusal(code: 'cancel_refused' | 'reschedule_refused', message: string): BookingError {
  return new BookingError(code, message, {status: statusOf(code)});
}

/** An event type that is gone locks nothing: its bookings are still their visitors'. */
export function toUnknown(error: unknown): undefined {
  if (isBookingError(error) && error.code === 'not_found') return undefined;
  throw error;
}
