/** All error codes. The words for visitors come from the messages, by code. */
export const errorCodes = [
  'slot_taken',
  'out_of_bounds',
  'booking_limit',
  'booker_limit',
  'already_booked',
  'no_hosts',
  'invalid_answers',
  'invalid_request',
  'email_verification_required',
  'invalid_verification_code',
  'email_blocked',
  'auth_required',
  'not_found',
  'not_allowed',
  'payment_required',
  'already_cancelled',
  'already_rescheduled',
  'cancel_refused',
  'reschedule_refused',
  'reason_required',
  'rate_limited',
  'outcome_unknown',
  'in_progress',
  'idempotency_conflict',
  'upstream_down',
  'upstream_key',
  'upstream_shape',
  'upstream_version',
  'network',
  'timeout',
  'embed_blocked',
  'embed_timeout',
  'embed_failed',
  'token_expired',
  'token_invalid',
  'bad_signature',
  'bad_json',
  'too_large',
  'unsupported_media_type',
  'internal',
] as const;

/** One of `errorCodes`. The words for visitors come from the messages, by code. */
export type ErrorCode = (typeof errorCodes)[number];

/** Whether a value is one of the kit's codes. The `code` in Cal.com's own errors is the name of an exception class. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && (errorCodes as readonly string[]).includes(code);
}
