import {BookingError} from '../../model/error.ts';
import type {Instant} from '../../model/types.ts';
import type {CalRequest} from './requests.ts';
import {apiVersions} from '../versions.ts';

/** What a uid is in a path; Cal.com's own are shorter, and half a character is none. Throws `invalid_request`. */
function segment(uid: string): string {
  if (uid.length > 200 || /\p{Cs}/u.test(uid))
    throw new BookingError('invalid_request', 'This is not the uid of a booking.');
  return encodeURIComponent(uid);
}

function bookingPath(uid: string): string {
  return `/v2/bookings/${segment(uid)}`;
}

/** Reads a booking; its uid is all it takes. */
export function bookingRequest(uid: string): CalRequest {
  return {method: 'GET', path: bookingPath(uid), version: apiVersions.bookings};
}

/** Reads the booking a seat is in; there is none any more once the seat was given back. */
export function seatRequest(seatUid: string): CalRequest {
  return {method: 'GET', path: `/v2/bookings/by-seat/${segment(seatUid)}`, version: apiVersions.bookings};
}

/**
 * Has Cal.com send a code to an e-mail address. Public and used by Cal.com's own pages, but in no document: it may go.
 * The proxy, and only the proxy, wants to know which event type it is for.
 */
export function sendCodeRequest(email: string, language?: string, eventTypeId?: number): CalRequest {
  const body = {email, language, eventTypeId};
  return {method: 'POST', path: '/v2/atoms/verification/email/send-code', body, version: apiVersions.bookings};
}

/** Why a visitor cancels or moves a booking, and which seat of it is theirs. */
export interface ChangeOptions {
  reason?: string | undefined;
  seatUid?: string | undefined;
  /** Proves the e-mail address, where the event type wants that. */
  emailCode?: string | undefined;
}

function present(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]));
}

/** Cancels a booking, or one seat of it. */
export function cancelRequest(uid: string, {reason, seatUid}: ChangeOptions = {}): CalRequest {
  const body = present({cancellationReason: reason?.trim(), seatUid});
  return {method: 'POST', path: `${bookingPath(uid)}/cancel`, body, version: apiVersions.bookings};
}

/** Moves a booking; the answer is a new one with a new uid. With a seat Cal.com refuses a reason, so it is left out. */
export function rescheduleRequest(
  uid: string,
  start: Instant,
  {reason, seatUid, emailCode}: ChangeOptions = {},
): CalRequest {
  const why = seatUid ? {seatUid} : {reschedulingReason: reason?.trim()};
  const body = present({start, ...why, emailVerificationCode: emailCode});
  return {method: 'POST', path: `${bookingPath(uid)}/reschedule`, body, version: apiVersions.bookings};
}
