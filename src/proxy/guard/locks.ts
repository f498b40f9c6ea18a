import {isMoveLocked} from '../../core/flow/rules/locks.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {EventType, Instant} from '../../core/model/types.ts';
import {statusOf} from '../errors.ts';

/** Throws `cancel_refused` or `reschedule_refused` if visitors may not change a booking of this event type. */
export function refuseLocked(eventType: EventType, start: Instant, change: 'cancel' | 'move', now: number): void {
  if (change === 'cancel' && eventType.locks?.cancel)
    throw refusal('cancel_refused', 'The event type does not allow visitors to cancel.');
  if (change === 'move' && isMoveLocked(eventType, start, now))
    throw refusal(
      'reschedule_refused',
      'The event type does not allow visitors to reschedule this booking, or no longer allows it.',
    );
}

function refusal(code: 'cancel_refused' | 'reschedule_refused', message: string): BookingError {
  return new BookingError(code, message, {status: statusOf(code)});
}

/** A deleted event type locks nothing: visitors may still change its bookings. */
export function toUnknown(error: unknown): undefined {
  if (isBookingError(error) && error.code === 'not_found') return undefined;
  throw error;
}
