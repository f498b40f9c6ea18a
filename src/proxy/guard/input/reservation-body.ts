import {z} from 'zod';
import {BookingError} from '../../../core/model/error.ts';
import {check} from './check.ts';
import {count, start} from './fields.ts';

// No duration: only the owner of the event type may set it in Cal.com.
const body = z.strictObject({eventTypeId: count, slotStart: start, slotDuration: count.optional()});

/** Reads the body of POST /v2/slots/reservations. Rejects with `invalid_request`. */
export function readReservationBody(json: unknown) {
  return check(body, json, 'The time cannot be reserved');
}

/** Reads a reservation's uid from a path. Rejects an impossible uid with `not_found`. */
export function readReservationUid(uid: string): string {
  if (/^[\w-]{1,64}$/.test(uid)) return uid;
  throw new BookingError('not_found', 'The reservation does not exist.', {status: 404});
}
