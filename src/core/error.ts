/** The closed set of things that can go wrong. Words for visitors come from the catalogue, by code. */
export const errorCodes = [
  'slot_taken', 'out_of_bounds', 'booking_limit', 'already_booked', 'no_hosts',
  'invalid_answers', 'invalid_request', 'email_verification_required', 'invalid_verification_code', 'email_blocked',
  'auth_required', 'not_found', 'not_allowed', 'payment_required',
  'already_cancelled', 'already_rescheduled', 'cancel_refused', 'reschedule_refused', 'reason_required',
  'rate_limited', 'outcome_unknown', 'in_progress', 'idempotency_conflict',
  'upstream_down', 'upstream_key', 'upstream_shape', 'upstream_version',
  'network', 'timeout', 'embed_blocked', 'embed_timeout', 'embed_failed',
  'token_expired', 'token_invalid', 'bad_signature', 'bad_json', 'too_large', 'unsupported_media_type', 'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface BookingErrorOptions {
  /** The HTTP status it came with, or should be answered with. */
  status?: number;
  /** What is wrong with single answers: question slug → reason (`required`, `email`, `option`, …). */
  fields?: Record<string, string>;
  /** Seconds until another try makes sense. */
  retryAfterSeconds?: number;
  /** The uid the error points at, e.g. of the booking a rescheduled one became. */
  uid?: string;
  cause?: unknown;
}

/** The kit's one error class. The message is for developers and never holds a secret or personal data. */
export class BookingError extends Error {
  readonly code: ErrorCode;
  readonly status?: number;
  readonly fields?: Record<string, string>;
  readonly retryAfterSeconds?: number;
  readonly uid?: string;

  constructor(code: ErrorCode, message: string, options: BookingErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause});
    this.name = 'BookingError';
    this.code = code;
    if (options.status !== undefined) this.status = options.status;
    if (options.fields !== undefined) this.fields = options.fields;
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
    if (options.uid !== undefined) this.uid = options.uid;
  }
}

/** Tells by name, so that it survives two copies of the kit on one page. */
export function isBookingError(error: unknown): error is BookingError {
  return error instanceof Error && error.name === 'BookingError' && 'code' in error;
}

/** Whether a string is one of our codes; Cal.com's own `code` is an exception's class name. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && (errorCodes as readonly string[]).includes(code);
}
