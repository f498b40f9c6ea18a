import {BookingError, type BookingErrorOptions} from '../model/error.ts';
import {isErrorCode, type ErrorCode} from '../model/error-codes.ts';
import {phoneSlug} from '../flow/questions.ts';
import type {Instant} from '../model/types.ts';
import {byStatus, rows, sentences} from './error-table.ts';
import {isObject, looseObject, looseObjects, looseText, type Json} from './read.ts';

/** Names and values of response headers; `Headers` is assignable. */
export type HeaderEntries = Iterable<readonly [string, string]>;

const reasons = new Map([
  ['error_required_field', 'required'],
  ['email_validation_error', 'email'],
  ['invalid_number', 'phone'],
  ['url_validation_error', 'url'],
  ['duplicate_email', 'guests'],
  ['max_characters_allowed', 'too_long'],
]);

/** Cal.com's messages are one or two sentences; the rest of a longer text repeats the request. */
const longestSaid = 4_000;
/** Longest pause in seconds accepted from Cal.com, whose limits are per minute. */
const longestPause = 120;
/** Longest pause in seconds accepted from the kit's own proxy, whose limits are per hour. */
const longestOwnPause = 3_600;

/** The answers an error message refers to: question slug → reason. */
function readFields(said: string): Record<string, string> {
  const entries: [string, string][] = [];
  const missing = /^Missing required booking field response: (\S+)/m.exec(said);
  if (missing) entries.push([missing[1]!, 'required']);
  const named = /^(Invalid option|One or more|Invalid type).* for booking field '([^']{1,100})'/m.exec(said);
  if (named) entries.push([named[2]!, named[1] === 'Invalid type' ? 'invalid' : 'option']);
  // Skipped for sentences that repeat the answer, because it may contain braces.
  else
    for (const [, slug, key] of said.matchAll(/\{([^{}]{1,100})\}(\w+)/g))
      entries.push([slug!, reasons.get(key!) ?? 'invalid']);
  const inner = /^responses\.([\w-]{1,100})(?:\.[\w.-]+)? - Required/m.exec(said);
  if (inner) entries.push([inner[1]!, 'required']);
  if (/^Missing attendee phone/m.test(said)) entries.push([phoneSlug, 'required']);
  if (/^Booking location with/m.test(said)) entries.push(['location', 'option']);
  if (/^attendee property is wrong.*email/im.test(said)) entries.push(['email', 'email']);
  if (/^attendee property is wrong.*phone|^invalid_phone_number/im.test(said)) entries.push([phoneSlug, 'phone']);
  return Object.fromEntries(entries);
}

/**
 * Seconds until the rate limit resets. `X-RateLimit-Reset-<name>` counts down in seconds; of several limits, only those
 * with nothing remaining count. Browsers cannot read these headers: defaults to the 60 seconds for which Cal.com
 * blocks.
 */
function readRetryAfter(headers: HeaderEntries): number {
  const values = new Map([...headers].map(([name, value]) => [name.toLowerCase(), Number(value)]));
  const resets = [...values]
    .filter(
      ([name, seconds]) =>
        name.startsWith('x-ratelimit-reset') && seconds > 0 && !(values.get(name.replace('reset', 'remaining'))! > 0),
    )
    .map(([, seconds]) => seconds);
  const plain = values.get('retry-after') ?? NaN;
  return Math.min(longestPause, resets.length > 0 ? Math.ceil(Math.max(...resets)) : plain > 0 ? Math.ceil(plain) : 60);
}

/** Names of request members. */
const properties =
  /^(start|end|timeZone|duration|format|eventTypeId|eventTypeSlug|username|usernames|teamSlug|organizationSlug|attendee|guests|location|metadata|bookingFieldsResponses|lengthInMinutes|recurrenceCount|seatUid|slotStart|slotDuration|reservationDuration|email|language|bookingUidToReschedule|cancellationReason|reschedulingReason|emailVerificationCode)$/;

/** Names the request members that a validation error refers to; never their values, which repeat the request. */
function refusedProperties(details: Json): string {
  const names = looseObjects(details['errors'])
    .map(({property}) => looseText(property))
    .filter(name => name && properties.test(name));
  return names.length > 0 ? `Cal.com refused these members of the request: ${names.join(', ')}.` : '';
}

function parse(text: string): Json | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads one of the kit's own errors. Cal.com's envelope looks the same, but its codes are class names, or it repeats
 * the message outside.
 */
function fromEnvelope(body: Json, status: number, headers: HeaderEntries): BookingError | undefined {
  const {code, message, details} = looseObject(body['error']);
  if (!isErrorCode(code) || 'message' in body) return undefined;
  const {fields, retryAfterSeconds, uid} = looseObject(details);
  const options: BookingErrorOptions = {status};
  if (isObject(fields))
    options.fields = Object.fromEntries(Object.entries(fields).map(([slug, reason]) => [slug, String(reason)]));
  if (typeof retryAfterSeconds === 'number')
    options.retryAfterSeconds = Math.min(longestOwnPause, Math.max(0, retryAfterSeconds));
  else if (code === 'rate_limited') options.retryAfterSeconds = readRetryAfter(headers);
  if (typeof uid === 'string') options.uid = uid;
  return new BookingError(code, looseText(message) ?? sentences[code] ?? `The proxy answered ${code}.`, options);
}

function codeOf(said: string, status: number): ErrorCode {
  const row = rows.find(([, pattern]) => pattern.test(said));
  return row?.[0] ?? byStatus[status] ?? (status >= 500 ? 'upstream_down' : 'invalid_request');
}

/** Converts a failed response from the proxy, or from a gateway in front of it, to an error. */
export function toBookingError(status: number, bodyText: string, headers: HeaderEntries = []): BookingError {
  const body = parse(bodyText);
  return (body && fromEnvelope(body, status, headers)) ?? toCalError(status, bodyText, headers);
}

/**
 * Converts a failed response from Cal.com, or from a gateway in front of it, to an error that contains none of its
 * text, even if it looks like the proxy's envelope. After a 5xx to a write the outcome is unknown; the caller must
 * handle that, because only it knows what the request was.
 */
export function toCalError(status: number, bodyText: string, headers: HeaderEntries = []): BookingError {
  const body = parse(bodyText);
  const options: BookingErrorOptions = {status};
  if (!body && status !== 429) {
    return new BookingError(
      'upstream_down',
      `The answer with status ${status} is not Cal.com's: check the API address, or try again.`,
      options,
    );
  }
  const inner = looseObject(body?.['error']);
  const said = [inner['code'], inner['message'] ?? body?.['message']]
    .flat()
    .map(part => looseText(part)?.slice(0, longestSaid).trim() ?? '')
    .join('\n');
  const code = codeOf(said, status);
  if (code === 'rate_limited') options.retryAfterSeconds = readRetryAfter(headers);
  if (code === 'invalid_answers') options.fields = readFields(said);
  const uid = /rescheduled already to booking with uid=([\w-]+)|existing booking \(([\w-]+)\)/.exec(said);
  if (uid) options.uid = (uid[1] ?? uid[2])!;
  const message = refusedProperties(looseObject(inner['details'])) || sentences[code];
  return new BookingError(code, message ?? `Cal.com refuses the request with status ${status}.`, options);
}

/** Codes that say nothing about whether an earlier request took effect. */
const uncertain: readonly ErrorCode[] = ['upstream_down', 'timeout', 'network', 'internal', 'outcome_unknown'];

/**
 * What a failed response to a write says about its effect. `refused`: Cal.com's own error (an envelope, or a bare
 * `{statusCode, message}`; cal-api.md §5.1), so nothing was done. `failed`: Cal.com crashed and does nothing more.
 * `foreign`: a gateway, a firewall or something else answered, and Cal.com may still be working.
 */
export function judgeWrite(status: number, bodyText: string): 'refused' | 'failed' | 'foreign' {
  const body = parse(bodyText);
  const isOwn =
    body &&
    status >= 400 &&
    ((body['status'] === 'error' && isObject(body['error'])) || (body['statusCode'] === status && 'message' in body));
  if (!isOwn) return 'foreign';
  return uncertain.includes(toCalError(status, bodyText).code) ? 'failed' : 'refused';
}

/** Builds Cal.com's error envelope with the kit's stable code: the proxy sends it and `toBookingError` reads it. */
export function toEnvelope(error: BookingError, path: string, timestamp: Instant): object {
  const {code, message, status, fields, retryAfterSeconds, uid} = error;
  // JSON.stringify leaves out undefined members.
  return {
    status: 'error',
    timestamp,
    path,
    error: {code, message, details: {message, statusCode: status, fields, retryAfterSeconds, uid}},
  };
}
