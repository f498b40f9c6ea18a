import {BookingError} from '../../core/model/error.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {BookingState, BookingView, LiveGrant} from '../../core/model/wire.ts';
import {decodeRenewal} from './grants.ts';
import {openLive} from './live.ts';
import type {LiveSettings} from './link.ts';
import {readText} from '../read-text.ts';

export interface SubscribeSettings
  extends LiveGrant, Partial<Pick<LiveSettings, 'renew' | 'fetch' | 'now' | 'after' | 'random'>> {
  /** Closes the subscription when aborted. */
  signal?: AbortSignal;
}

export interface WaitOptions {
  signal?: AbortSignal;
  /** Milliseconds; unlimited by default. */
  timeoutMs?: number;
}

/** The views of a booking, for servers. */
export interface Subscription extends AsyncIterable<BookingView> {
  /** The newest view; undefined before the first. */
  readonly view: BookingView | undefined;
  /**
   * Resolves with the first view in one of the states, immediately if the booking is in one. Rejects if the booking can
   * no longer reach them (`already_cancelled`, or `not_allowed` for a rejected booking), with `timeout`, with the
   * signal's reason, and when the subscription ends.
   */
  waitFor(states: BookingState | readonly BookingState[], options?: WaitOptions): Promise<BookingView>;
  close(): void;
}

/** Receives every view and then, once, the end. */
interface Listener {
  onView(view: BookingView): void;
  onEnd(error: unknown): void;
}

/**
 * Follows a booking from a server, with the token and URL in a booking's `live` member. Iteration yields the current
 * view and every later one, and ends when the subscription is closed; it throws if the token is refused for good.
 */
export function subscribe(settings: SubscribeSettings): Subscription {
  const {signal, renew = (token, abort) => renewAt(settings, token, abort)} = settings;
  const listeners = new Set<Listener>();
  let view: BookingView | undefined;
  let ended: {error: unknown} | undefined;

  const connection = openLive({
    ...settings,
    renew,
    share: false,
    onView(next) {
      view = next;
      for (const {onView} of listeners) onView(next);
    },
    onConnection(state, error) {
      if (state === 'closed') end(error);
    },
  });

  function end(error?: unknown): void {
    if (ended) return;
    ended = {error};
    signal?.removeEventListener('abort', close);
    for (const {onEnd} of listeners) onEnd(error);
    listeners.clear();
  }

  function close(): void {
    connection.close();
  }

  /** Delivers the current view immediately; returns a function that unsubscribes. */
  function listen(listener: Listener): () => void {
    listeners.add(listener);
    if (view) listener.onView(view);
    if (ended) listener.onEnd(ended.error);
    return () => void listeners.delete(listener);
  }

  if (signal?.aborted) close();
  signal?.addEventListener('abort', close, {once: true});

  return {
    get view() {
      return view;
    },
    waitFor: (states, options) => waitIn(listen, [states].flat(), options),
    close,
    async *[Symbol.asyncIterator]() {
      const arrived: BookingView[] = [];
      let isOver: {error: unknown} | undefined;
      let wake = () => {};
      const stop = listen({onView: next => (arrived.push(next), wake()), onEnd: error => ((isOver = {error}), wake())});
      try {
        for (;;) {
          while (arrived.length > 0) yield arrived.shift()!;
          if (isOver?.error !== undefined) throw isOver.error;
          if (isOver) return;
          await new Promise<void>(resolve => (wake = resolve));
        }
      } finally {
        stop();
      }
    },
  };
}

function waitIn(
  listen: (listener: Listener) => () => void,
  states: BookingState[],
  {signal, timeoutMs}: WaitOptions = {},
): Promise<BookingView> {
  return new Promise<BookingView>((resolve, reject) => {
    let stop = () => {};
    let isDone = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(
            () =>
              done(() =>
                reject(
                  new BookingError('timeout', `The booking was not ${states.join(' or ')} within ${timeoutMs} ms.`),
                ),
              ),
            timeoutMs,
          );
    const abort = () => done(() => reject(signal!.reason as Error));

    function done(settle: () => void): void {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      stop();
      settle();
    }

    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, {once: true});
    stop = listen({
      onView(view) {
        const lost =
          view.state === 'cancelled' ? 'already_cancelled' : view.state === 'rejected' ? 'not_allowed' : undefined;
        if (states.includes(view.state)) done(() => resolve(view));
        else if (lost)
          done(() =>
            reject(
              new BookingError(
                lost,
                `The booking was ${view.state}: it will not be ${states.join(' or ')}.`,
                view.uid === undefined ? {} : {uid: view.uid},
              ),
            ),
          );
      },
      onEnd: error => done(() => reject(error ?? new BookingError('network', 'The subscription was closed.'))),
    });
    if (isDone) stop();
  });
}

async function renewAt(
  {url, fetch: doFetch = globalThis.fetch}: SubscribeSettings,
  token: string,
  signal: AbortSignal,
): Promise<LiveGrant> {
  if (!toLink(url)) throw new BookingError('invalid_request', 'The live address is not one of http or https.');
  const response = await doFetch(`${url.split('?')[0]}/sessions`, {
    method: 'POST',
    headers: {Authorization: `Bearer ${token}`},
    signal,
  });
  if (response.ok) return decodeRenewal(JSON.parse(await readText(response)));
  const {toBookingError} = await import('../../core/cal/errors.ts');
  throw toBookingError(response.status, await readText(response), response.headers);
}
