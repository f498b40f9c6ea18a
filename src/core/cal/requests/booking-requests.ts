import {BookingError} from '../../model/error.ts';
import type {Instant} from '../../model/types.ts';
import type {CalRequest} from './requests.ts';
import {apiVersions} from '../versions.ts';

/**
 * Encodes a uid as a path segment. Throws `invalid_request` for lone surrogates and for uids longer than any of
 * Cal.com's.
 */
function segment(uid: string): string {
  if (uid.length > 200 || /\p{Cs}/u.test(uid))
    throw new BookingError('invalid_request', 'This is not the uid of a booking.');
  return encodeURIComponent(uid);
}

function bookingPath(uid: string): string {
  return `/v2/bookings/${segment(uid)}`;
}

/** Reads a booking; the uid is the only credential. */
export function bookingRequest(uid: string): CalRequest {
  return {method: 'GET', path: bookingPath(uid), version: apiVersions.bookings};
}

/** Reads the booking of a seat; Cal.com no longer finds it once the seat is cancelled. */
export function seatRequest(seatUid: string): CalRequest {
  return {method: 'GET', path: `/v2/bookings/by-seat/${segment(seatUid)}`, version: apiVersions.bookings};
}

/**
 * Sends a verification code to an e-mail address. The endpoint is public and used by Cal.com's own booking pages, but
 * undocumented: it may disappear. Only the proxy needs to know the event type.
 */
export function sendCodeRequest(email: string, language?: string, eventTypeId?: number): CalRequest {
  const body = {email, language, eventTypeId};
  return {method: 'POST', path: '/v2/atoms/verification/email/send-code', body, version: apiVersions.bookings};
}

/** Options for cancelling or rescheduling a booking or one of its seats. */
export interface ChangeOptions {
  reason?: string | undefined;
  seatUid?: string | undefined;
  /** Verifies the e-mail address, if the event type requires it. */
  emailCode?: string | undefined;
}

function present(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]));
}

/** Cancels a booking or one of its seats. */
export function cancelRequest(uid: string, {reason, seatUid}: ChangeOptions = {}): CalRequest {
  const body = present({cancellationReason: reason?.trim(), seatUid});
  return {method: 'POST', path: `${bookingPath(uid)}/cancel`, body, version: apiVersions.bookings};
}

/**
 * Reschedules a booking; the answer is a new booking with a new uid. Cal.com refuses a reason together with a seat, so
 * it is left out.
 */
export function rescheduleRequest(
  uid: string,
  start: Instant,
  {reason, seatUid, emailCode}: ChangeOptions = {},
): CalRequest {
  const why = seatUid ? {seatUid} : {reschedulingReason: reason?.trim()};
  const body = present({start, ...why, emailVerificationCode: emailCode});
  return {method: 'POST', path: `${bookingPath(uid)}/reschedule`, body, version: apiVersions.bookings};
}
