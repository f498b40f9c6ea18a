import {describe, expect, test} from 'vitest';
import {toBookingError} from '../../../src/core/cal/errors.ts';
import type {ErrorCode} from '../../../src/core/model/error-codes.ts';

/** Shape E of Cal.com: an exception of its web framework in an envelope. */
function enveloped(
  message: unknown,
  code = 'BadRequestException',
  details: unknown = {message, error: 'Bad Request', statusCode: 400},
): string {
  return JSON.stringify({
    status: 'error',
    timestamp: '2026-11-21T04:00:00.000Z',
    path: '/v2/bookings',
    error: {code, message, details},
  });
}

/** Shape B: bare. */
const bare = (statusCode: number, message: unknown) => JSON.stringify({statusCode, message});

/** Shape E-core: the booking core's own code, the message once more outside. */
function core(code: string, message: string): string {
  return JSON.stringify({status: 'error', timestamp: '', path: '', message, error: {code, message}});
}

const outOfBounds =
  'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon.';

test.each<[ErrorCode, number, string]>([
  ['slot_taken', 400, enveloped('User either already has booking at this time or is not available')],
  ['slot_taken', 400, enveloped('One of the hosts either already has booking at this time or is not available')],
  ['slot_taken', 409, bare(409, 'booking_conflict_error')],
  ['slot_taken', 409, core('booking_conflict_error', 'Booking conflict')],
  ['slot_taken', 500, bare(500, 'fixed_hosts_unavailable_for_booking')],
  ['slot_taken', 500, bare(500, 'round_robin_host_unavailable_for_booking')],
  ['slot_taken', 409, core('no_available_users_found_error', 'No available users')],
  ['slot_taken', 409, enveloped('No more seats left at this seated booking.', 'ConflictException')],
  ['slot_taken', 422, enveloped('Booking with id=1 at 10:00 has no more seats left.', 'UnprocessableEntityException')],
  ['slot_taken', 422, enveloped("Can't reserve a slot if the event is already booked.")],
  ['slot_taken', 422, enveloped('This time slot is already reserved by another user. Please choose a different time.')],
  ['slot_taken', 409, bare(409, 'something new')],
  ['already_booked', 409, bare(409, 'already_signed_up_for_this_booking_error')],
  ['out_of_bounds', 400, enveloped(outOfBounds)],
  ['out_of_bounds', 400, enveloped('Attempting to book a meeting in the past.')],
  ['out_of_bounds', 400, core('booking_time_out_of_bounds_error', 'Out of bounds')],
  ['booking_limit', 403, bare(403, 'booking_limit_reached')],
  ['booking_limit', 403, bare(403, 'duration_limit_reached')],
  [
    'booker_limit',
    400,
    enveloped("Attendee with this email can't book because the maximum number of active bookings has been reached."),
  ],
  ['no_hosts', 422, enveloped('Event type with id 1 has no hosts', 'UnprocessableEntityException')],
  [
    'invalid_request',
    400,
    enveloped("Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths."),
  ],
  ['invalid_request', 400, bare(400, 'Invalid event length')],
  ['not_found', 400, enveloped("Event type with id=1 is the parent managed event type that can't be booked.")],
  ['invalid_request', 400, enveloped("Invalid time range given - check the 'start' and 'end' query parameters.")],
  ['invalid_request', 400, enveloped('end property is wrong,property end should not exist ')],
  ['already_cancelled', 400, enveloped('Invalid seatUid: this seat does not exist or has already been cancelled.')],
  ['cancel_refused', 400, bare(400, 'Cannot cancel a booking that has already ended')],
  ['booking_limit', 401, bare(401, 'booking_limit_reached')],
  ['auth_required', 403, enveloped('PermissionsGuard - no authentication provided.', 'ForbiddenException')],
  ['not_found', 404, enveloped('Cannot GET /v2/teams/50/event-types?eventSlug=x', 'NotFoundException')],
  ['upstream_version', 404, enveloped('Cannot GET /v2/teams/50/webhooks', 'NotFoundException')],
  ['email_verification_required', 400, bare(400, 'email_verification_required')],
  ['email_verification_required', 400, core('email_verification_required', 'Verify ada@example.com')],
  ['invalid_verification_code', 400, core('invalid_verification_code', 'Wrong code')],
  ['email_blocked', 403, bare(403, 'Cannot use this email to create the booking.')],
  ['email_blocked', 403, bare(403, 'Attendee email has been blocked by the owner')],
  [
    'auth_required',
    401,
    enveloped('checkBookingRequiresAuthentication - request must be authenticated', 'UnauthorizedException'),
  ],
  ['auth_required', 403, enveloped('checkBookingRequiresAuthentication - user is not owner', 'ForbiddenException')],
  ['upstream_key', 401, enveloped('CustomThrottlerGuard - Invalid API Key', 'UnauthorizedException')],
  ['upstream_key', 401, enveloped('ApiAuthStrategy - api key - Your api key is not valid', 'UnauthorizedException')],
  ['upstream_key', 401, enveloped('ApiAuthStrategy - api key - Your api key is expired', 'UnauthorizedException')],
  ['auth_required', 401, enveloped('Unauthorized', 'UnauthorizedException')],
  ['not_found', 404, enveloped('Event type with id 1 not found.', 'NotFoundException')],
  ['not_found', 404, enveloped('Event Type not found', 'NotFoundException')],
  ['not_found', 404, enveloped('User with username rick not found', 'NotFoundException')],
  ['not_found', 404, enveloped('Team with slug acme not found', 'NotFoundException')],
  ['not_found', 404, enveloped('Booking with uid=x was not found in the database', 'NotFoundException')],
  ['upstream_version', 404, enveloped('Cannot POST /v2/bookings', 'NotFoundException')],
  ['upstream_version', 404, enveloped('Cannot GET /v2/slots?start=1', 'NotFoundException')],
  [
    'already_cancelled',
    400,
    enveloped(
      "Can't cancel booking with uid=x because it has been cancelled already. Please provide uid of a booking that " +
        'is not cancelled.',
    ),
  ],
  [
    'already_cancelled',
    400,
    enveloped(
      "Can't reschedule booking with uid=x because it has been cancelled. Please provide uid of a booking that is " +
        'not cancelled.',
    ),
  ],
  ['cancel_refused', 400, bare(400, 'This event type does not allow cancellations')],
  ['cancel_refused', 401, bare(401, 'User not a host of this event')],
  ['reason_required', 400, bare(400, 'Cancellation reason is required when you are the host')],
  [
    'reschedule_refused',
    403,
    bare(403, 'Rescheduling is not allowed within the minimum notice period before the event'),
  ],
  [
    'rate_limited',
    429,
    enveloped('CustomThrottlerGuard - Too many requests. Please try again later.', 'ThrottlerException', 'text'),
  ],
  ['rate_limited', 429, '<html>Too many requests</html>'],
  ['payment_required', 409, core('payment_not_created_error', 'x')],
  ['payment_required', 402, bare(402, 'x')],
  ['not_allowed', 403, bare(403, 'Forbidden')],
  ['too_large', 413, bare(413, 'request entity too large')],
  ['upstream_down', 500, bare(500, 'Internal server error')],
  ['upstream_down', 502, ''],
  ['upstream_down', 503, '<!doctype html><title>Cloudflare</title>'],
  ['upstream_down', 403, '<!doctype html><title>Attention required</title>'],
  ['upstream_down', 404, '[]'],
  ['upstream_down', 500, '{"error":"oops"}'],
  ['invalid_request', 400, '{}'],
  ['invalid_request', 400, bare(400, ['start must be a date', 'x'])],
])('%s: status %i, %s', (code, status, text) => {
  const error = toBookingError(status, text);
  expect(error).toMatchObject({name: 'BookingError', code, status});
  expect(error.message).toMatch(/\.$/);
});

describe('answers that are refused are named', () => {
  test.each<[string, Record<string, string>]>([
    ['responses - {title}error_required_field, ', {title: 'required'}],
    [
      'responses - {email}email_validation_error, {phone}invalid_number, {site}url_validation_error, ',
      {email: 'email', phone: 'phone', site: 'url'},
    ],
    [
      'responses - {guests}duplicate_email, {notes}max_characters_allowed, {age}Invalid string, ',
      {guests: 'guests', notes: 'too_long', age: 'invalid'},
    ],
    ['responses - {location}error_required_field, ', {location: 'required'}],
    [
      'Missing required booking field response: how-did-you - it is required by the event type booking fields, but ' +
        'missing',
      {'how-did-you': 'required'},
    ],
    ['\n          Missing required booking field response: topic - it is required', {topic: 'required'}],
    ["Invalid option 'green' for booking field 'colour'. Allowed options are: red, blue.", {colour: 'option'}],
    ["One or more invalid options for booking field 'colours'. Allowed options are: red.", {colours: 'option'}],
    [
      "Invalid type for booking field 'age'. Expected type number (compatible with field type 'number'), but " +
        'received string.',
      {age: 'invalid'},
    ],
    [
      'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" string in ' +
        'the request.',
      {attendeePhoneNumber: 'required'},
    ],
    ['Booking location with type phone not valid for event type with id=1.', {location: 'option'}],
    ['attendee property is wrong,email must be an email ', {email: 'email'}],
    ['attendee property is wrong,phoneNumber must match E.164 ', {attendeePhoneNumber: 'phone'}],
  ])('%s', (message, fields) => {
    for (const text of [enveloped(message), bare(400, message)]) {
      expect(toBookingError(400, text)).toMatchObject({code: 'invalid_answers', fields});
    }
  });

  test("an attendee wrong in what the visitor did not type is the page's fault", () => {
    expect(
      toBookingError(400, enveloped('attendee property is wrong,timeZone must be a valid IANA time-zone ')).code,
    ).toBe('invalid_request');
  });
});

test('a validation error names the properties and repeats nothing of the request', () => {
  const details = {
    errors: [
      {property: 'start', value: 'secret', target: {email: 'ada@example.com'}, constraints: {isDate: 'secret'}},
      {property: 'a b'},
      1,
    ],
  };
  const error = toBookingError(400, enveloped('Bad Request Exception', 'BadRequestException', details));
  expect(error).toMatchObject({
    code: 'invalid_request',
    message: 'Cal.com refused these members of the request: start.',
  });
});

test.each([
  enveloped("Invalid option 'my secret' for booking field 'x'."),
  enveloped("Invalid option '{secret}x' for booking field 'x'."),
  enveloped('Unknown: ada@example.com'),
  bare(500, 'ada@example.com failed'),
  core('booker_email_blocked', 'ada@example.com is blocked'),
  enveloped('Booking with uid=secret was not found'),
  'secret page with ada@example.com',
])('what a visitor typed is not repeated: %s', text => {
  expect(JSON.stringify({...toBookingError(400, text)}) + toBookingError(400, text).message).not.toMatch(/secret|ada@/);
});

test.each([
  [
    "Can't reschedule booking with uid=old because it has been rescheduled already to booking with uid=new-1. Please " +
      'provide uid',
    'already_rescheduled',
    'new-1',
  ],
  [
    "Attendee with this email can't book because the maximum number of active bookings has been reached. You can " +
      'reschedule your existing booking (abc_1) to a new timeslot instead.',
    'booker_limit',
    'abc_1',
  ],
])('the booking to go to is told: %s', (message, code, uid) => {
  expect(toBookingError(400, enveloped(message))).toMatchObject({code, uid});
});

describe('how long to wait after too many requests', () => {
  test.each<[string, [string, string][], number]>([
    ['nothing is known: the minute Cal.com blocks for', [], 60],
    [
      'the seconds of the limit',
      [
        ['X-RateLimit-Limit-Default', '120'],
        ['X-RateLimit-Remaining-Default', '0'],
        ['X-RateLimit-Reset-Default', '17'],
      ],
      17,
    ],
    [
      'the longest of the used-up limits',
      [
        ['X-RateLimit-Reset-Short', '5'],
        ['X-RateLimit-Remaining-Short', '0'],
        ['X-RateLimit-Reset-Day', '90'],
        ['X-RateLimit-Remaining-Day', '0'],
      ],
      90,
    ],
    [
      'an hour is not believed',
      [
        ['X-RateLimit-Reset-Default', '3600'],
        ['X-RateLimit-Remaining-Default', '0'],
      ],
      120,
    ],
    ['nor is a Retry-After of a day', [['Retry-After', '86400']], 120],
    [
      'a limit with something left does not count',
      [
        ['x-ratelimit-reset-short', '5'],
        ['x-ratelimit-remaining-short', '0'],
        ['x-ratelimit-reset-day', '3600'],
        ['x-ratelimit-remaining-day', '9'],
      ],
      5,
    ],
    ['a plain Retry-After', [['Retry-After', '30']], 30],
    ['a Retry-After nobody can count with', [['Retry-After', 'Sat, 21 Nov 2026 05:00:00 GMT']], 60],
    ['half a second is one', [['Retry-After', '0.5']], 1],
  ])('%s', (_, headers, seconds) => {
    expect(toBookingError(429, '', headers).retryAfterSeconds).toBe(seconds);
    expect(toBookingError(429, '', new Headers(headers)).retryAfterSeconds).toBe(seconds);
  });
});
