import type {Message} from '../message.ts';

/** Words of the form without a script. */
export const pageWords = {
  'page.again': 'Look again',
  'page.another': 'Book another time',
  'page.ask_again': 'Ask again',
  'page.book_series': 'Book the series from {when}',
  'page.closed': 'This page was open for too long. Look in your email for your booking.',
  'page.error': 'Error: {title}',
  'page.keep': 'Open this page again later to see what became of your booking.',
  'page.request_series': 'Request the series from {when}',
  'page.state': 'See the state of your booking',
  'page.unsure': 'We do not know yet whether your booking was made. Ask again: you cannot be booked twice.',
} as const satisfies Record<string, Message>;
