// A registered symbol, because `page.js` and the element have two copies of this file.
const key = Symbol.for('booking-fetch');

type Host = object & {[key]?: typeof fetch};

/**
 * The `fetch` of a form whose first view was started before its code: it answers requests that were sent early, so that
 * they are not sent again. Undefined for other forms.
 */
export function earlyFetchOf(host: Host): typeof fetch | undefined {
  return host[key];
}

/** Gives a form the `fetch` that answers requests sent early. */
export function setEarlyFetch(host: Host, early: typeof fetch): void {
  host[key] = early;
}
