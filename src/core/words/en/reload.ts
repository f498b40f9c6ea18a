import type {Message} from '../message.ts';

/** Words for code that failed to load, e.g. because the site was deployed again after the page was opened. */
export const reloadWords = {
  'reload.button': 'Reload the page',
  'reload.text': 'Part of this page could not be loaded. Reload it to go on. What you have entered is kept.',
} as const satisfies Record<string, Message>;
