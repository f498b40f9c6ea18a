import {z} from 'zod';
import {BookingError} from '../../../core/model/error.ts';
import {check} from './check.ts';
import {start, text} from './fields.ts';
import type {ManageGrant} from '../../manage/manage-token.ts';

const seatUid = text(64)
  .regex(/^[\w-]+$/, "is not a seat's uid")
  .optional();
const reason = text(5_000, 0).optional();

const cancel = z.strictObject({
  cancellationReason: reason,
  cancelSubsequentBookings: z.boolean('must be true or false').optional(),
  seatUid,
});

const manageLink = z.strictObject({seatUid});

const claim = z.strictObject({
  uid: text(64)
    .regex(/^[\w-]+$/, "is not a booking's uid")
    .optional(),
});

const reschedule = z.strictObject({
  start,
  reschedulingReason: reason,
  seatUid,
  emailVerificationCode: text(20).optional(),
  // Whoever it names would count as the one who moves the booking, the host included: it is taken and left out.
  rescheduledBy: z.unknown().optional(),
});

/** Reads the body of a cancellation. Rejects with `invalid_request`. */
export function readCancelBody(json: unknown) {
  return check(cancel, json, 'The booking cannot be cancelled');
}

/** Reads the body of a move, without who is said to move it. Rejects with `invalid_request`. */
export function readRescheduleBody(json: unknown) {
  const {rescheduledBy: _, reschedulingReason, ...rest} = check(reschedule, json, 'The booking cannot be moved');
  // With a seat Cal.com refuses a reason.
  return {...rest, ...(reschedulingReason && rest.seatUid === undefined ? {reschedulingReason} : {})};
}

/** Reads the body that asks for a manage link. Rejects with `invalid_request`. */
export function readManageLinkBody(json: unknown) {
  return check(manageLink, json, 'The link cannot be made');
}

/** The uid that a page says it booked, where it names one. Rejects with `invalid_request`. */
export function readClaimBody(json: unknown): string | undefined {
  return check(claim, json, 'The booking cannot be followed').uid;
}

/** Refuses to cancel the rest of a series with a token for one of its bookings; with `not_allowed`. */
export function requireWholeSeries(
  {cancelSubsequentBookings}: {cancelSubsequentBookings?: boolean | undefined},
  {seriesUid}: ManageGrant,
): void {
  if (cancelSubsequentBookings !== true || seriesUid !== undefined) return;
  throw new BookingError('not_allowed', 'The manage token is for one booking, not for those after it.', {status: 403});
}

/** A booking's uid from a path. Rejects what cannot be one with `not_found`. */
export function readUid(uid: string): string {
  if (/^[\w-]{1,64}$/.test(uid)) return uid;
  throw new BookingError('not_found', 'There is no such booking.', {status: 404});
}
