import {randomUUID} from 'node:crypto';
import {BookingError} from '../../core/model/error.ts';
import type {EventType} from '../../core/model/types.ts';
import type {BookingBody} from '../guard/input/booking-body.ts';
import type {Checkout} from '../guard/checkout.ts';
import type {SigningKey} from '../settings/keys.ts';
import {refOfAttempt} from '../live/refs.ts';
import type {Attempt} from './attempt.ts';
import type {WantedBooking} from './bookings.ts';

/** Cal.com keeps 50 keys; two are the kit's own. */
const maxMetadata = 48;

/**
 * What goes to Cal.com for a booking of this event type. Throws `payment_required` for a paid one, as the API gives no
 * link to pay, and `invalid_request` for a length that is not offered or too much metadata.
 */
export function toWantedBooking(eventType: EventType, rest: BookingBody['rest'], checkout?: Checkout): WantedBooking {
  const {id, price, durations} = eventType;
  if (price)
    throw new BookingError(
      'payment_required',
      'A paid event type is booked and paid on its booking page; the API gives no link to pay.',
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
  // Cal.com refuses a length, even the right one, where there is no choice.
  const length = durations.length > 1 && lengthInMinutes !== undefined ? {lengthInMinutes} : {};
  // The page's own was read without reserved names: what it says about an order must not look like the shop's.
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

/** An attempt with the live session that waits for its booking. It is never the page's: a link could have brought another's. */
export function toAttempt(
  {key, asked}: Pick<Attempt, 'key' | 'asked'>,
  wanted: WantedBooking,
  keys: readonly SigningKey[],
  checkout?: Checkout,
): Attempt {
  return {key, asked, wanted, session: refOfAttempt(keys, key), ...(checkout ? {checkoutId: checkout.id} : {})};
}

/** The id of an attempt: what the page sent as `Idempotency-Key`, or a new one. Throws `invalid_request`. */
export function readAttemptKey(header: string | undefined): string {
  if (header === undefined) return randomUUID();
  if (/^[\x21-\x7e]{8,128}$/.test(header)) return header;
  throw new BookingError(
    'invalid_request',
    'Idempotency-Key must have 8 to 128 characters without spaces; a UUID is best.',
    {status: 400},
  );
}
