/** Milliseconds the code of an element waits for the page that was begun ahead of it. */
const patienceMs = 300;

/**
 * Resolves when the booking pages that were begun ahead of their elements are in sight, or take long; at once where there
 * are none. What the visitor came for is not to share the network and the processor with what surrounds it.
 */
export function afterStarted(): Promise<void> {
  const places = document.querySelectorAll('booking-inline > [slot="embed"]');
  if (places.length === 0) return Promise.resolve();
  return new Promise(resolve => {
    const end = new AbortController();
    const done = () => {
      end.abort();
      resolve();
    };
    setTimeout(done, patienceMs);
    addEventListener('message', ({source, data}) => {
      const isOurs = [...places].some(place => source !== null && place.querySelector('iframe')?.contentWindow === source);
      if (isOurs && (data as {type?: unknown} | null)?.type === 'linkReady') done();
    }, {signal: end.signal});
  });
}
