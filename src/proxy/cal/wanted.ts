import {randomUUID} from 'node:crypto';
import {BookingError} from '../../core/error.ts';
import type {EventType} from '../../core/types.ts';
import type {BookingBody} from '../guard/booking-body.ts';
import type {WantedBooking} from './bookings.ts';

/**
 * What goes to Cal.com for a booking of this event type. Throws `payment_required` for a paid one, as the API gives no
 * link to pay, and `invalid_request` for a length that is not offered.
 */
export function toWantedBooking(eventType: EventType, rest: BookingBody['rest']): WantedBooking {
  const {id, price, durations} = eventType;
  if (price) throw new BookingError('payment_required', 'A paid event type is booked and paid on its booking page; the API gives no link to pay.', {status: 402});
  const {lengthInMinutes, ...members} = rest;
  if (lengthInMinutes !== undefined && !durations.includes(lengthInMinutes)) {
    throw new BookingError('invalid_request', `The event type cannot be booked for ${lengthInMinutes} minutes, only for ${durations.join(', ')}.`, {status: 400});
  }
  // Cal.com refuses a length, even the right one, where there is no choice.
  const length = durations.length > 1 && lengthInMinutes !== undefined ? {lengthInMinutes} : {};
  return {
    eventType,
    start: rest.start,
    email: rest.attendee.email,
    durationMinutes: length.lengthInMinutes,
    body: {eventTypeId: id, ...members, ...length},
  };
}

/** The id of an attempt: what the page sent as `Idempotency-Key`, or a new one. Throws `invalid_request`. */
export function readAttemptKey(header: string | undefined): string {
  if (header === undefined) return randomUUID();
  if (/^[\x21-\x7e]{8,128}$/.test(header)) return header;
  throw new BookingError('invalid_request', 'Idempotency-Key must have 8 to 128 characters without spaces; a UUID is best.', {status: 400});
}
