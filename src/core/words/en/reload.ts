import type {Message} from '../message.ts';

/** Words for code of a page that could not be loaded, e.g. because the site was deployed anew since it was opened. */
export const reloadWords = {
  'reload.button': 'Reload the page',
  'reload.text': 'Part of this page could not be loaded. Reload it to go on. What you have entered is kept.',
} as const satisfies Record<string, Message>;
