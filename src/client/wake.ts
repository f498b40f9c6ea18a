/**
 * Calls back when a page may have lost its connections without being told: back online, visible again
 * (`isSure` false), or restored from the back/forward cache (`isSure` true). Does nothing outside a page.
 * Returns what stops it.
 */
export function onWake(callback: (isSure: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const stop = new AbortController();
  const {signal} = stop;
  addEventListener('online', () => callback(false), {signal});
  addEventListener('pageshow', event => event.persisted && callback(true), {signal});
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && callback(false), {signal});
  return () => stop.abort();
}
