import type {Message} from '../message.ts';

/** Words around Cal.com's booking page. */
export const embedWords = {
  'embed.loading': 'Loading the booking page…',
  'embed.open': 'Open the booking page',
  'embed.title': 'Booking page',
} as const satisfies Record<string, Message>;

/** Words for a booking page that cannot be shown. */
export const embedTroubleWords = {
  'embed.missing': 'This booking page does not exist. Please check the link or contact us.',
  'embed.retry': 'Try again',
  'error.embed_blocked': 'The booking page was blocked by your browser. Please open it in a new tab.',
  'error.embed_failed': 'The booking page could not be shown here. Please open it in a new tab.',
  'error.embed_timeout': 'The booking page takes too long. Please try again or open it in a new tab.',
} as const satisfies Record<string, Message>;

/** Words of a popup. */
export const popupWords = {'popup.button': 'Book a time', 'popup.close': 'Close'} as const satisfies Record<
  string,
  Message
>;
