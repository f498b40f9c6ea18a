import type {Message} from '../message.ts';

/** Words for changes to a booking, and for questions that only some event types ask. */
export const afterWords = {
  'after.add': 'Add to calendar',
  'after.add_file': 'Apple, Outlook and others (.ics file)',
  'after.add_to': '{name} (opens in a new tab)',
  'after.again': 'Book another time',
  'after.cancel': 'Cancel booking',
  'after.cancel_all': {one: 'Cancel {count} booking', other: 'Cancel all {count} bookings'},
  'after.cancel_question': 'Cancel this booking?',
  'after.cancelling': 'Cancelling…',
  'after.keep': 'Keep it',
  'after.keep_time': 'Keep the old time',
  'after.move': 'Change time',
  'after.move_submit': 'Move to {when}',
  'after.move_title': 'Move your booking',
  'after.moved_from': 'Was',
  'after.moving': 'Choose a new time for your booking.',
  'after.moving_now': 'Moving…',
  'after.reason': 'Reason',
  'after.reason_missing': 'Please say why.',

  'code.another': 'Send another code',
  'code.back': 'Back to your answers',
  'code.failed': 'The code could not be sent. Please try again.',
  'code.label': 'Code from the email',
  'code.sending': 'Sending the code…',
  'code.sent': 'We sent a code to {email}. Enter it to confirm that this is your address.',
  'code.submit': 'Confirm and book',
  'code.title': 'Check your email',

  'series.count': 'How many times?',
  'series.dates': 'All dates',
  'series.monthly': {one: 'Every month', other: 'Every {count} months'},
  'series.some_taken': {
    one: '{count} date is not free. Choose fewer dates or another time, or the booking may be refused.',
    other: '{count} dates are not free. Choose fewer dates or another time, or the booking may be refused.',
  },
  'series.taken': 'not free',
  'series.times': {one: 'Once', other: '{count} times'},
  'series.weekly': {one: 'Every week', other: 'Every {count} weeks'},
  'series.yearly': {one: 'Every year', other: 'Every {count} years'},
} as const satisfies Record<string, Message>;
