import {toEnvelope} from '../core/cal/errors.ts';
import {BookingError, isBookingError} from '../core/model/error.ts';
import type {ErrorCode} from '../core/model/error-codes.ts';
import type {LiveGrant} from '../core/model/wire.ts';

const byCode: Partial<Record<ErrorCode, number>> = {
  slot_taken: 409,
  already_booked: 409,
  in_progress: 409,
  no_hosts: 422,
  idempotency_conflict: 422,
  booking_limit: 403,
  booker_limit: 403,
  email_blocked: 403,
  not_allowed: 403,
  reschedule_refused: 403,
  auth_required: 401,
  token_expired: 401,
  token_invalid: 401,
  bad_signature: 401,
  payment_required: 402,
  not_found: 404,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  upstream_down: 502,
  upstream_key: 502,
  upstream_shape: 502,
  upstream_version: 502,
  network: 502,
  outcome_unknown: 504,
  timeout: 504,
  internal: 500,
};

/** The HTTP status the proxy answers an error with. It can differ from the status Cal.com answered with. */
export function statusOf(code: ErrorCode): number {
  return byCode[code] ?? 400;
}

/** It is unknown whether Cal.com booked. A retry with the same key finds out and cannot book twice. */
export class UnknownOutcome extends BookingError {
  /** Whether Cal.com has answered: its work is done, but the booking may not be visible yet. */
  readonly isOver: boolean;
  constructor(retryAfterSeconds: number, isOver = false, live?: LiveGrant) {
    super(
      'outcome_unknown',
      'Cal.com did not confirm the booking, and it is not visible yet: retry with the same Idempotency-Key, which ' +
        'cannot book twice.',
      {status: 504, retryAfterSeconds, ...(live ? {live} : {})},
    );
    this.isOver = isOver;
  }
}

/** The answer to anything thrown. Anything but a `BookingError` becomes `internal`, without its text. */
export function toErrorAnswer(
  thrown: unknown,
  path: string,
  now: number,
): {status: number; headers: Record<string, string>; body: object} {
  const known = isBookingError(thrown)
    ? thrown
    : new BookingError('internal', "Something went wrong in the proxy; see its log under this request's X-Request-Id.");
  const {code, message, fields, retryAfterSeconds, uid} = known;
  const status = known.status ?? statusOf(code);
  const error = new BookingError(code, message, {
    status,
    ...(fields && {fields}),
    ...(retryAfterSeconds !== undefined && {retryAfterSeconds}),
    ...(uid !== undefined && {uid}),
  });
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : {'retry-after': String(retryAfterSeconds)};
  const live = thrown instanceof UnknownOutcome && thrown.live;
  return {status, headers, body: {...toEnvelope(error, path, new Date(now).toISOString()), ...(live ? {live} : {})}};
}
