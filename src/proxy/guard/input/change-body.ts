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
  // Cal.com would treat the person named here, even the host, as the one who reschedules: accepted but dropped.
  rescheduledBy: z.unknown().optional(),
});

/** Reads the body of a cancellation. Rejects with `invalid_request`. */
export function readCancelBody(json: unknown) {
  return check(cancel, json, 'The booking cannot be cancelled');
}

/** Reads the body of a reschedule, without `rescheduledBy`. Rejects with `invalid_request`. */
export function readRescheduleBody(json: unknown) {
  const {rescheduledBy: _, reschedulingReason, ...rest} = check(reschedule, json, 'The booking cannot be moved');
  // For a seat Cal.com rejects a reason.
  return {...rest, ...(reschedulingReason && rest.seatUid === undefined ? {reschedulingReason} : {})};
}

/** Reads the body of a request for a manage link. Rejects with `invalid_request`. */
export function readManageLinkBody(json: unknown) {
  return check(manageLink, json, 'The link cannot be made');
}

/** The uid of the booking the caller claims to have made, if any. Rejects with `invalid_request`. */
export function readClaimBody(json: unknown): string | undefined {
  return check(claim, json, 'The booking cannot be followed').uid;
}

/** Rejects with `not_allowed` when a token for one booking is used to cancel the rest of its series. */
export function requireWholeSeries(
  {cancelSubsequentBookings}: {cancelSubsequentBookings?: boolean | undefined},
  {seriesUid}: ManageGrant,
): void {
  if (cancelSubsequentBookings !== true || seriesUid !== undefined) return;
  throw new BookingError('not_allowed', 'The manage token is for one booking, not for the rest of its series.', {
    status: 403,
  });
}

/** Reads a booking's uid from a path. Rejects an impossible uid with `not_found`. */
export function readUid(uid: string): string {
  if (/^[\w-]{1,64}$/.test(uid)) return uid;
  throw new BookingError('not_found', 'The booking does not exist.', {status: 404});
}
