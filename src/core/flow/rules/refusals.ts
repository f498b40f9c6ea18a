import type {ErrorCode} from '../../model/error-codes.ts';
import type {Answers, EventType, Instant} from '../../model/types.ts';
import {locationDetailSlug, shownQuestions} from '../questions.ts';

// What follows when a booking is refused, in the element and in the form without a script.

/** The chosen time is not available, but another may be. */
const lostTime: readonly ErrorCode[] = ['slot_taken', 'out_of_bounds', 'no_hosts'];

/** Only the booking page can book for this visitor. */
const elsewhere: readonly ErrorCode[] = ['booker_limit', 'auth_required', 'payment_required', 'not_allowed'];

/** The booking may have been made all the same. */
const unsure: readonly ErrorCode[] = ['outcome_unknown', 'in_progress'];

/** Errors that a second try gets if the first one succeeded after all. */
const ownTraces: readonly ErrorCode[] = ['slot_taken', 'already_booked'];

/** Errors of loading that a retry with the same settings cannot resolve. */
const final: readonly ErrorCode[] = [
  'not_found',
  'not_allowed',
  'invalid_request',
  'upstream_version',
  'auth_required',
  'already_cancelled',
  'token_expired',
  'token_invalid',
];

/** Whether the visitor has to choose another time. */
export function isTimeLost(code: ErrorCode): boolean {
  return lostTime.includes(code);
}

/** Whether the booking may have been made although there was an error. */
export function isUnsure(code: ErrorCode): boolean {
  return unsure.includes(code);
}

/**
 * Whether a refusal most likely comes from the visitor's own booking. `unsureStart` is the time of an earlier attempt
 * whose outcome is unknown.
 */
export function isOwnTrace(code: ErrorCode, start: Instant | undefined, unsureStart: Instant | undefined): boolean {
  return unsureStart !== undefined && unsureStart === start && ownTraces.includes(code);
}

/** Whether the next attempt needs another id: for another time, or because this id was used with other content. */
export function endsAttempt(code: ErrorCode): boolean {
  return isTimeLost(code) || code === 'idempotency_conflict';
}

/** Whether loading the form again with the same settings cannot help. */
export function isFinal(code: ErrorCode): boolean {
  return final.includes(code);
}

/** Whether the visitor can correct one of the answers that were refused. `fields` are the refused ones by slug. */
export function isMendable(fields: Readonly<Record<string, string>>, eventType: EventType, answers: Answers): boolean {
  const slugs = [locationDetailSlug, ...shownQuestions(eventType, answers).map(({slug}) => slug)];
  return Object.keys(fields).some(slug => slugs.includes(slug));
}

/**
 * Whether the visitor can go on only on the booking page. `canVerify` means that the form can ask for an e-mailed code.
 */
export function needsBookingPage(
  code: ErrorCode,
  fields: Readonly<Record<string, string>>,
  eventType: EventType | undefined,
  {answers, canVerify}: {answers: Answers; canVerify: boolean},
): boolean {
  if (code === 'invalid_answers') return !eventType || !isMendable(fields, eventType, answers);
  return elsewhere.includes(code) || (code === 'email_verification_required' && !canVerify);
}
