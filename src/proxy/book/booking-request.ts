import {randomUUID} from 'node:crypto';
import {BookingError} from '../../core/model/error.ts';
import type {EventType} from '../../core/model/types.ts';
import type {BookingBody} from '../guard/input/booking-body.ts';
import type {Checkout} from '../guard/checkout.ts';
import type {SigningKey} from '../settings/keys.ts';
import {refOfAttempt} from '../live/refs.ts';
import type {Attempt} from './attempt.ts';
import type {BookingRequest} from './bookings.ts';

/** Cal.com stores 50 metadata keys; the kit uses two of them. */
const maxMetadata = 48;

/**
 * Builds Cal.com's request for a booking of this event type. Throws `payment_required` for paid event types, because
 * the API returns no payment link, and `invalid_request` for a length that is not offered or for too much metadata.
 */
export function toBookingRequest(eventType: EventType, rest: BookingBody['rest'], checkout?: Checkout): BookingRequest {
  const {id, price, durations} = eventType;
  if (price)
    throw new BookingError(
      'payment_required',
      'Paid event types must be booked on their booking page: the API returns no payment link.',
      {status: 402},
    );
  const {lengthInMinutes, metadata: given = {}, ...members} = rest;
  if (lengthInMinutes !== undefined && !durations.includes(lengthInMinutes)) {
    throw new BookingError(
      'invalid_request',
      `The event type cannot be booked for ${lengthInMinutes} minutes, only for ${durations.join(', ')}.`,
      {status: 400},
    );
  }
  // Cal.com rejects any length, even the correct one, when the event type has only one.
  const length = durations.length > 1 && lengthInMinutes !== undefined ? {lengthInMinutes} : {};
  // The browser's metadata was read without reserved names, so it cannot imitate the shop's.
  const metadata = {...given, ...checkout?.metadata};
  if (Object.keys(metadata).length > maxMetadata)
    throw new BookingError(
      'invalid_request',
      `The booking cannot be made: metadata must not have more than ${maxMetadata} keys.`,
      {status: 400},
    );
  return {
    eventType,
    start: rest.start,
    email: rest.attendee.email,
    durationMinutes: length.lengthInMinutes,
    body: {eventTypeId: id, ...members, ...length, ...(Object.keys(metadata).length > 0 ? {metadata} : {})},
  };
}

/**
 * An attempt and the live session that waits for it. Never takes a session from the browser: a link could have planted
 * it.
 */
export function toAttempt(
  {key, asked}: Pick<Attempt, 'key' | 'asked'>,
  request: BookingRequest,
  keys: readonly SigningKey[],
  checkout?: Checkout,
): Attempt {
  return {key, asked, request, session: refOfAttempt(keys, key), ...(checkout ? {checkoutId: checkout.id} : {})};
}

/** The id of an attempt: the `Idempotency-Key` header, or a new id. Throws `invalid_request`. */
export function readAttemptKey(header: string | undefined): string {
  if (header === undefined) return randomUUID();
  if (/^[\x21-\x7e]{8,128}$/.test(header)) return header;
  throw new BookingError(
    'invalid_request',
    'Idempotency-Key must have 8 to 128 characters and no spaces; a UUID is best.',
    {status: 400},
  );
}
