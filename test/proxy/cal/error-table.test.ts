import {describe, expect, test} from 'vitest';
import {bookAgainst, echoed, shapes, system, type Shape} from './refusals.ts';

const bounds =
  'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon (violating the ' +
  'minimum booking notice). See https://cal.com/docs for more.';

describe('what a booking flow meets', () => {
  test.each<[meaning: string, calStatus: number, shape: Shape, words: string, status: number, code: string]>([
    ['slot taken', 400, 'E', 'User either already has booking at this time or is not available', 409, 'slot_taken'],
    [
      'slot taken, team',
      400,
      'E',
      'One of the hosts either already has booking at this time or is not available',
      409,
      'slot_taken',
    ],
    ['slot taken in a race', 409, 'B', 'booking_conflict_error', 409, 'slot_taken'],
    ['slot taken in a race, newer release', 409, 'core', 'booking_conflict_error', 409, 'slot_taken'],
    ['slot taken, fixed hosts', 500, 'B', 'fixed_hosts_unavailable_for_booking', 409, 'slot_taken'],
    ['slot taken, round robin', 500, 'B', 'round_robin_host_unavailable_for_booking', 409, 'slot_taken'],
    ['slot taken, hosts', 409, 'B', 'hosts_unavailable_for_booking', 409, 'slot_taken'],
    ['seats full', 409, 'E', 'No more seats left at this seated booking.', 409, 'slot_taken'],
    ['signed up already', 409, 'B', 'already_signed_up_for_this_booking_error', 409, 'already_booked'],
    ['out of bounds', 400, 'E', bounds, 400, 'out_of_bounds'],
    ['in the past', 400, 'E', 'Attempting to book a meeting in the past.', 400, 'out_of_bounds'],
    ["the host's limit of bookings", 403, 'B', 'booking_limit_reached', 403, 'booking_limit'],
    ["the host's limit of time", 403, 'B', 'duration_limit_reached', 403, 'booking_limit'],
    [
      "the booker's limit",
      400,
      'E',
      "Attendee with this email can't book because the maximum number of active bookings has been reached.",
      403,
      'booker_limit',
    ],
    ['a missing answer', 400, 'E', 'Missing required booking field response: company', 400, 'invalid_answers'],
    [
      'a wrong option',
      400,
      'E',
      "Invalid option 'x' for booking field 'company-size'. Allowed options are: 1-10",
      400,
      'invalid_answers',
    ],
    ['a missing system answer', 400, 'zod', 'responses - {title}error_required_field, ', 400, 'invalid_answers'],
    [
      'a missing phone number',
      400,
      'E',
      'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" string in ' +
        'the request.',
      400,
      'invalid_answers',
    ],
    [
      'a length nobody may choose',
      400,
      'E',
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths.",
      400,
      'invalid_request',
    ],
    ['a wrong length', 400, 'B', 'Invalid event length', 400, 'invalid_request'],
    [
      'a wrong place',
      400,
      'E',
      'Booking location with type phone not valid for event type with id=1.',
      400,
      'invalid_answers',
    ],
    ['an address to be proven', 400, 'B', 'email_verification_required', 400, 'email_verification_required'],
    [
      'an address to be proven, newer release',
      400,
      'core',
      'email_verification_required',
      400,
      'email_verification_required',
    ],
    ['a wrong code', 400, 'core', 'invalid_verification_code', 400, 'invalid_verification_code'],
    ['a blocked address', 403, 'B', 'Cannot use this email to create the booking.', 403, 'email_blocked'],
    ['a blocked attendee', 403, 'B', 'Attendee email has been blocked by the owner', 403, 'email_blocked'],
    [
      'a key is needed',
      401,
      'E',
      'checkBookingRequiresAuthentication - user is not authenticated',
      401,
      'auth_required',
    ],
    [
      'another key is needed',
      403,
      'E',
      'checkBookingRequiresAuthentication - user is not authorized to book this event type',
      401,
      'auth_required',
    ],
    ['a wrong key', 401, 'E', 'CustomThrottlerGuard - Invalid API Key', 502, 'upstream_key'],
    ['a key of nobody', 401, 'E', 'ApiAuthStrategy - api key - Your api key is not valid', 502, 'upstream_key'],
    ['a key that is over', 401, 'E', 'ApiAuthStrategy - api key - Your api key is expired', 502, 'upstream_key'],
    ['an event type that is gone', 404, 'E', 'Event type with id=1001 not found', 404, 'not_found'],
    ['a user who is gone', 404, 'E', 'User with username rick not found', 404, 'not_found'],
    ['a team that is gone', 404, 'E', 'Team with slug acme not found', 404, 'not_found'],
    ['a wrong version', 404, 'E', 'Cannot POST /v2/bookings', 502, 'upstream_version'],
    ['nobody to book', 422, 'E', 'Event type with id=1001 has no hosts', 422, 'no_hosts'],
  ])('%s: %i in shape %s, "%s", is answered %i %s', async (_, calStatus, shape, words, status, code) => {
    const answer = await bookAgainst(calStatus, shapes[shape](calStatus, words));

    expect({status: answer.status, code: answer.json.error.code}).toEqual({status, code});
    expect(answer.json.error.details.statusCode).toBe(status);
    expect(JSON.stringify(answer.json)).not.toContain(echoed);
    expect(JSON.stringify(answer.json)).not.toContain('target');
    expect(system.lines.join('')).not.toContain(echoed);
    expect(system.calls('POST', /bookings$/)).toHaveLength(1);
  });

  test('which answers are wrong is told by their slugs', async () => {
    const {json} = await bookAgainst(
      400,
      shapes.zod(
        400,
        'responses - {title}error_required_field, {attendeePhoneNumber}invalid_number, {internal}required, ',
      ),
    );
    // What is no question of the form is nothing for a visitor.
    expect(json.error.details.fields).toEqual({title: 'required', attendeePhoneNumber: 'phone'});
  });

  test('what a pipe complains of is told by name, never by value', async () => {
    const errors = [
      {
        property: 'attendee',
        constraints: {isEmail: 'email must be an email'},
        children: [],
        target: {email: echoed},
        value: echoed,
      },
    ];
    const {status, json} = await bookAgainst(400, {
      status: 'error',
      timestamp: 't',
      path: 'p',
      error: {code: 'BadRequestException', message: 'Bad Request Exception', details: {errors}},
    });
    expect({status, code: json.error.code, message: json.error.message}).toEqual({
      status: 400,
      code: 'invalid_request',
      message: 'Cal.com refused these members of the request: attendee.',
    });
    expect(JSON.stringify(json)).not.toContain(echoed);
  });

  test('the limit of calls is told with its time', async () => {
    const {status, headers, json} = await bookAgainst(
      429,
      {
        status: 'error',
        error: {code: 'ThrottlerException', message: 'ThrottlerException: Too Many Requests', details: 'text'},
      },
      {headers: {'x-ratelimit-reset-default': '42', 'x-ratelimit-remaining-default': '0'}},
    );
    expect({
      status,
      code: json.error.code,
      after: headers.get('retry-after'),
      details: json.error.details.retryAfterSeconds,
    }).toEqual({status: 429, code: 'rate_limited', after: '42', details: 42});
  });

  test.each<[string, number, unknown]>([
    ['spam that Cal.com pretends to have booked', 500, shapes.B(500, 'Internal server error')],
    ['a gateway that gave up', 504, '<html>504</html>'],
    ["a page of Cloudflare's", 520, '<!doctype html><title>520</title>'],
    ['an answer that is no booking', 200, {status: 'success', data: {unexpected: true}}],
    ['an answer that is no JSON', 201, 'OK'],
  ])('%s leaves the outcome unknown, and a stream that will show it', async (_, calStatus, body) => {
    const {status, json} = await bookAgainst(calStatus, body, {isGone: true});
    expect({status, code: json.error.code}).toEqual({status: 504, code: 'outcome_unknown'});
    expect(json.live).toEqual({token: expect.stringMatching(/^ey/), url: 'http://proxy.test/live'});
    expect(system.calls('POST', /bookings$/)).toHaveLength(1);
  });
});
