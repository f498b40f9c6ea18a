import {z} from 'zod';
import {BookingError} from '../../../core/model/error.ts';
import {check} from './check.ts';
import {count, start} from './fields.ts';

// For how long is Cal.com's to say: only the owner of the event type may choose.
const body = z.strictObject({eventTypeId: count, slotStart: start, slotDuration: count.optional()});

/** Reads the body of POST /v2/slots/reservations. Rejects with `invalid_request`. */
export function readReservationBody(json: unknown) {
  return check(body, json, 'The time cannot be reserved');
}

/** A reservation's uid from a path. Rejects what cannot be one with `not_found`. */
export function readReservationUid(uid: string): string {
  if (/^[\w-]{1,64}$/.test(uid)) return uid;
  throw new BookingError('not_found', 'There is no such reservation.', {status: 404});
}
