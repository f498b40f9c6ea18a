import {fetchAhead} from '../../embed/preload.ts';
import {paintedWithin} from '../loading/painted-within.ts';
import {readPages} from './read-page.ts';

/** Milliseconds after which the element's code is loaded whether or not the booking page can be used. */
const patienceMs = 1000;

/**
 * Loads the booking pages that visitors see first before the code of `<booking-inline>`, which takes them over.
 * Resolves when it is time to load that code.
 */
export async function startPages(): Promise<void> {
  const pages = readPages();
  if (pages.length === 0) return;
  // Requested beside the code that needs it.
  for (const {link, transport} of pages) fetchAhead(link.base, transport === 'embed-js');
  // In the meantime a script may change an element, so it is read again.
  const usable = import('./mount-pages.ts').then(({mountPages}) => mountPages(readPages()));
  await paintedWithin(usable, patienceMs);
}
