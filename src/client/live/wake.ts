export interface PageListener {
  /**
   * The page may have lost its connections unnoticed: it is back online or visible again (`isSure` false), or restored.
   */
  wake(isSure: boolean): void;
  /** The page is hidden (`isGone` false), or is unloaded or enters the back/forward cache. */
  sleep(isGone: boolean): void;
}

/** Watches the page's lifecycle. Does nothing without a document. Returns a function that stops watching. */
export function watchPage({wake, sleep}: PageListener): () => void {
  if (typeof document === 'undefined') return () => {};
  const stop = new AbortController();
  const {signal} = stop;
  addEventListener('online', () => wake(false), {signal});
  addEventListener('pageshow', event => event.persisted && wake(true), {signal});
  addEventListener('pagehide', () => sleep(true), {signal});
  document.addEventListener(
    'visibilitychange',
    () => (document.visibilityState === 'visible' ? wake(false) : sleep(false)),
    {signal},
  );
  return () => stop.abort();
}
