/** Code by the selector of what needs it. */
export type Loaders = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Loads an element's code when the page has one, now or later. What cannot be loaded leaves its fallback on show and is
 * tried again when the network is back; browsers that remember a failed import (Chromium 150, Firefox, Safari) need a
 * reload. Sees the page, not into shadow roots.
 */
export function loadOnDemand(loaders: Loaders): void {
  let wanted = Object.keys(loaders);

  function look() {
    const found = wanted.filter(selector => document.querySelector(selector));
    wanted = wanted.filter(selector => !found.includes(selector));
    for (const selector of found) void load(selector);
  }

  async function load(selector: string) {
    try {
      await loaders[selector]!();
    } catch (error) {
      const advice = 'It is tried again when the network is back; some browsers need the page to be reloaded.';
      console.warn(`booking-elements: the code for "${selector}" could not be loaded. ${advice}`, error);
      addEventListener('online', () => void load(selector), {once: true});
    }
  }

  const observer = new MutationObserver(look);
  observer.observe(document, {childList: true, subtree: true, attributeFilter: ['data-cal-link']});
  look();
}
