import type {Message} from '../messages.ts';

/** Words of what became of a booking made in a form. */
export const doneWords = {
  'form.booked': 'You are booked',
  'form.cancelled': 'This booking was cancelled',
  'form.email_sent': 'The details go to {email}.',
  'form.rejected': 'This booking was declined',
  'form.requested': 'Request sent',
  'form.rescheduled': 'This booking was moved',
} as const satisfies Record<string, Message>;
