import type {ErrorCode} from '../model/error-codes.ts';

type Row = readonly [code: ErrorCode, pattern: RegExp];

/**
 * Cal.com's error messages → codes. Most of its errors have no stable code, so the patterns match the beginning of a
 * sentence: releases add to the end. `name_with_underscores` is the booking core's own code. The first match wins.
 */
export const rows: readonly Row[] = [
  // Some editions of Cal.com have no route for teams; any other missing route is a wrong request.
  ['not_found', /^Cannot GET \/v2\/teams\/\d+\/event-types/m],
  // A managed event type is a template; its members have event types of their own.
  ['not_found', /is the parent managed event type/],
  ['upstream_version', /^Cannot (GET|POST|PUT|PATCH|DELETE) \//m],
  ['upstream_key', /Invalid API Key|Your api key (is not valid|[^.\n]{0,100}expired)/i],
  ['auth_required', /checkBookingRequiresAuthentication|^PermissionsGuard/m],
  ['rate_limited', /^(CustomThrottlerGuard - Too many|ThrottlerException)/m],
  [
    'slot_taken',
    /^(User|One of the hosts) either already has booking|^(booking_conflict|no_available_users_found|booking_seats_full|not_enough_available_seats)_error|hosts?_unavailable_for_booking|no more seats left|^Can't reserve a slot|^This time slot is already reserved/im,
  ],
  ['already_booked', /^already_signed_up_for_this_booking_error/m],
  [
    'out_of_bounds',
    /^The event type can't be booked at the "start" time|^Attempting to book a meeting in the past|^booking_(time_out_of_bounds|not_allowed_by_restriction_schedule)_error/m,
  ],
  ['booking_limit', /^(booking|duration)_limit_reached/m],
  ['booker_limit', /maximum number of active bookings|^booker_limit_exceeded_error/m],
  ['no_hosts', /has no hosts|^event_type_no_hosts/m],
  [
    'invalid_answers',
    /^responses(\.[\w.-]+)? - |\}error_required_field|^Missing (required booking field response|attendee phone number)|^Invalid (option|type)\b.*for booking field|^One or more invalid options|^Booking location with|^attendee property is wrong.*(email|phone)|^invalid_phone_number/im,
  ],
  ['email_verification_required', /^email_verification_required/m],
  ['invalid_verification_code', /^(invalid_verification_code|unable_to_validate_verification_code)/m],
  ['email_blocked', /^Cannot use this email|^Attendee email has been blocked|^booker_email_(blocked|requires_login)/m],
  ['already_rescheduled', /rescheduled already to booking/],
  ['already_cancelled', /because it has been cancelled|^Invalid seatUid|^cancelled_bookings_cannot_be_rescheduled/m],
  [
    'cancel_refused',
    /does not allow cancel|^Cannot cancel a booking that has already ended|^User not a host of this event/m,
  ],
  ['reschedule_refused', /^Rescheduling is not allowed|does not allow reschedul/m],
  ['reason_required', /^Cancellation reason is required/m],
  ['payment_required', /^(payment_not_created|missing_payment_\w+|couldnt_charge_card)_error/m],
  ['not_found', /^(event_type|booking)_not_found_error/m],
];

/** The code of an HTTP status if the message matches nothing; any other status is a refused request. */
export const byStatus: Record<number, ErrorCode> = {
  401: 'auth_required',
  402: 'payment_required',
  403: 'not_allowed',
  404: 'not_found',
  408: 'timeout',
  409: 'slot_taken',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

/**
 * Messages for developers, by code. Cal.com's own messages are never passed on, because they can contain the visitor's
 * input.
 */
export const sentences: Partial<Record<ErrorCode, string>> = {
  upstream_version: 'Cal.com does not support this call: the cal-api-version header or the API address is wrong.',
  upstream_key: 'Cal.com refuses the API key: it is wrong, revoked or expired.',
  auth_required: "This event type can only be booked with its owner's key: use a proxy that has it.",
  rate_limited: 'Too many requests: wait before the next one.',
  slot_taken: 'The time is no longer free: read the slots again and offer another.',
  already_booked: 'This e-mail address already has a booking at this time.',
  out_of_bounds: 'The time is in the past, too soon or too far ahead for this event type.',
  booking_limit: "The event type's limit on the number or length of bookings has been reached.",
  booker_limit: 'This visitor has as many active bookings as the event type allows: cancel or reschedule one first.',
  no_hosts: 'The event type has no hosts.',
  invalid_answers: 'Cal.com refused some of the answers.',
  email_verification_required:
    'The visitor must verify the e-mail address: request a code and book with it, or use the booking page.',
  invalid_verification_code: 'The e-mail verification code is wrong or has expired.',
  email_blocked: 'This e-mail address is blocked from booking.',
  already_rescheduled: 'The booking has already been rescheduled.',
  already_cancelled: 'The booking has already been cancelled.',
  cancel_refused: "The booking cannot be cancelled this way: the event type forbids it, or the seat's uid is missing.",
  reschedule_refused: 'The booking can no longer be rescheduled.',
  reason_required: 'Cancelling requires a reason.',
  payment_required: "The visitor must pay for the booking on Cal.com's booking page.",
  not_found: 'The event type or booking does not exist.',
  not_allowed: 'This is not allowed.',
  upstream_down: 'Cal.com failed or could not be reached.',
};
