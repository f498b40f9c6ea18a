export interface PageListener {
  /** The page may have lost its connections without being told: back online, visible again (`isSure` false), or restored. */
  wake(isSure: boolean): void;
  /** Nobody looks at the page (`isGone` false), or it goes into the back/forward cache or away. */
  sleep(isGone: boolean): void;
}

/** Tells what becomes of the page. Does nothing outside one. Returns what stops it. */
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
