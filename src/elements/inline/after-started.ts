/** Milliseconds the code of an element waits for the page that was begun ahead of it. */
const patienceMs = 300;

/**
 * Resolves when a booking page that was begun ahead of its element is in sight, or takes long; at once where nothing is
 * to come. What the visitor came for is not to share the network and the processor with what surrounds it.
 */
export function afterStarted(): Promise<void> {
  const coming = document.querySelectorAll('booking-inline > [slot="embed"]:not([data-embedded])');
  if (coming.length === 0) return Promise.resolve();
  return new Promise<void>(resolve => {
    const observer = new MutationObserver(() => resolve());
    for (const place of coming) observer.observe(place, {attributeFilter: ['data-embedded']});
    setTimeout(resolve, patienceMs);
  });
}
