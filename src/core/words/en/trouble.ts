import type {ErrorCode} from '../../model/error-codes.ts';
import type {Message} from '../message.ts';

const unavailable = 'Booking is not available here right now. Please contact us instead.';
const down = 'The booking service does not answer right now. Please try again in a few minutes.';
const anotherTime = 'Please choose another time.';

/** Words for errors and what the visitor can do. */
export const troubleWords = {
  'error.already_booked': 'You have already booked this time. Look in your email for the confirmation.',
  'error.already_cancelled': 'This booking has already been cancelled. You can book a new time.',
  'error.already_rescheduled': 'This booking has already been moved. Look in your email for the new time.',
  'error.auth_required': 'You need to sign in to book this. Please open the booking page.',
  'error.bad_json': unavailable,
  'error.bad_signature': unavailable,
  'error.booker_limit':
    'You have as many bookings as you can have here at once. Move or cancel one of them first: the link is in your ' +
    'email.',
  'error.booking_limit': `No more bookings are taken for this period. ${anotherTime}`,
  'error.cancel_refused': 'This booking cannot be cancelled online. Please contact us.',
  'error.email_blocked': 'This email address cannot be used here. Please use another one.',
  'error.email_verification_required': 'Please enter the code we sent to your email address.',
  'error.embed_blocked': 'The booking page was blocked by your browser. Please open it in a new tab.',
  'error.embed_failed': 'The booking page could not be shown here. Please open it in a new tab.',
  'error.embed_timeout': 'The booking page takes too long. Please try again or open it in a new tab.',
  'error.idempotency_conflict': 'Your answers changed while the booking was sent. Please send it again.',
  'error.in_progress': 'Your booking is still being made. Please wait a moment.',
  'error.internal': 'Something went wrong on our side. Please try again.',
  'error.invalid_answers': 'Some answers were not accepted. Please check them.',
  'error.invalid_request': unavailable,
  'error.invalid_verification_code': 'This code is not right. Please check it or ask for a new one.',
  'error.network': 'The booking service cannot be reached right now. Please try again in a moment.',
  'error.no_hosts': `Nobody is free at this time any more. ${anotherTime}`,
  'error.not_allowed': unavailable,
  'error.not_found': unavailable,
  'error.offline': 'You seem to be offline. Check your connection and try again.',
  'error.out_of_bounds': `This time cannot be booked. ${anotherTime}`,
  'error.outcome_unknown': 'We do not know yet whether your booking was made. Look in your email before you try again.',
  'error.payment_required': 'This booking has to be paid first. Please go on to the payment page.',
  'error.rate_limited': 'We’re very busy right now. Try again in a minute.',
  'error.reason_required': 'Please give a reason.',
  'error.reschedule_refused': 'This booking cannot be moved online. Please contact us.',
  'error.slot_taken': `This time was just taken. ${anotherTime}`,
  'error.timeout': 'The booking service takes too long to answer. Please try again.',
  'error.token_expired': 'This page was open for too long. Please reload it.',
  'error.token_invalid': 'This link does not work. Please reload the page or use the link in your email.',
  'error.too_large': 'Your answers are too long. Please shorten them.',
  'error.unsupported_media_type': unavailable,
  'error.upstream_down': down,
  'error.upstream_key': unavailable,
  'error.upstream_shape': down,
  'error.upstream_version': unavailable,

  'form.instead': 'Next free times:',
  'form.likely_booked':
    'Your booking was most likely made: the time is taken now. Look in your email before you book again.',
  'form.open_page': 'Open the booking page',
  'form.paid': 'This booking costs {price}. You’ll pay on the next page.',
  'form.taken': '{time} was just taken.',

  'handover.elsewhere': 'This event is booked on the booking page.',
  'handover.group': 'A meeting with several people is booked on the booking page.',
  'handover.open': 'Continue to the booking page',
  'handover.pay': 'Continue to payment',
  'handover.question': 'This booking asks for something that only the booking page can take.',
  'handover.verify': 'This booking needs a code from your email. It is booked on the booking page.',
} as const satisfies Record<`error.${ErrorCode}`, Message> & Record<string, Message>;
