import type {Message} from '../message.ts';

/** Words for the result of a booking made in a form. */
export const doneWords = {
  'form.booked': 'You’re booked',
  'form.cancelled': 'This booking was cancelled',
  'form.cancelled_note': 'You will get an email about it.',
  'form.email_sent': 'We’ve emailed the details to {email}.',
  'form.join': 'Join the meeting',
  'form.missed': {one: '{count} date could not be booked.', other: '{count} dates could not be booked.'},
  'form.moved': 'Your booking was moved',
  'form.rejected': 'This booking was declined',
  'form.requested': 'Request sent',
  'form.rescheduled': 'This booking was moved',
} as const satisfies Record<string, Message>;
