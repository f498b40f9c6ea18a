import {BookingError, isBookingError} from '../core/model/error.ts';
import {addressOf} from './address.ts';
import {readText} from './read-text.ts';

export interface HttpOptions {
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** The server is Cal.com itself, so its errors are never read as the kit's own. */
  isCal?: boolean;
  /** Time limit of a read including its retry; defaults to 15 000. Writes get three times as long. */
  timeoutMs?: number;
  /** Waits before a failed read is retried; rejects when the signal aborts. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface HttpCall {
  method: string;
  /** Starts with a slash; appended to the base address. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Continues when the visitor leaves the page. */
  keepalive?: boolean;
  /** Changes something on the server, so it is sent at most once. */
  write?: boolean;
  signal?: AbortSignal;
}

/**
 * Sends a request and resolves with the JSON of the answer. Rejects with a `BookingError` or with the signal's reason.
 */
export type Send = (call: HttpCall) => Promise<unknown>;

const wait: NonNullable<HttpOptions['pause']> = async (ms, signal) => {
  await new Promise(resolve => {
    setTimeout(resolve, ms);
    // The listener needs no removal: the signal belongs to this request alone.
    signal.addEventListener('abort', resolve);
  });
  signal.throwIfAborted();
};

/**
 * Creates a function that sends requests below `base`. A read that fails temporarily (network, 5xx) is retried once; a
 * write never is.
 */
export function createSend(base: string, options: HttpOptions): Send {
  const {fetch: custom, timeoutMs = 15_000, pause = wait, isCal = false} = options;
  // Must be a plain call: `fetch` throws when called as a method of another object.
  const doFetch: typeof fetch = (input, init) => (custom ?? globalThis.fetch)(input, init);

  return async call => {
    call.signal?.throwIfAborted();
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), call.write ? timeoutMs * 3 : timeoutMs);
    const signal = call.signal ? AbortSignal.any([call.signal, clock.signal]) : clock.signal;
    const attempt = () => exchange(doFetch, base, call, signal, isCal);
    try {
      return await attempt().catch(async (error: unknown) => {
        if (call.write || signal.aborted || !isPassing(error)) throw error;
        await pause(200 + Math.random() * 400, signal);
        return attempt();
      });
    } catch (error) {
      call.signal?.throwIfAborted();
      if (clock.signal.aborted) throw unfinished(call, 'timeout', 'was not answered in time', error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

async function exchange(
  doFetch: typeof fetch,
  base: string,
  call: HttpCall,
  signal: AbortSignal,
  isCal: boolean,
): Promise<unknown> {
  const {method, body, headers, write = false} = call;
  // Servers have no `onLine`: there, a failed request may have been sent.
  const wasOffline = !((globalThis.navigator as Partial<Navigator> | undefined)?.onLine ?? true);
  let response: Response;
  let text: string;
  try {
    response = await doFetch(addressOf(base, call), {
      method,
      headers: {...(body === undefined ? {} : {'Content-Type': 'application/json'}), ...headers},
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      ...(call.keepalive ? {keepalive: true} : {}),
      signal,
    });
    text = await readText(response);
  } catch (cause) {
    if (isBookingError(cause))
      throw unfinished(call, cause.code as 'upstream_shape', 'was answered with more than 4 MB', cause);
    // A failed fetch does not say whether the request was sent; it certainly was not if the device was offline.
    if (wasOffline) throw new BookingError('network', `${nameOf(call)} was not sent: the device is offline.`, {cause});
    throw unfinished(call, 'network', 'got no answer', cause);
  }
  if (!response.ok) {
    // Reading an error needs a table that most visitors never load.
    const {readRefusal} = await import('./refusal.ts').catch((cause: unknown) => {
      throw unfinished(call, 'network', `was answered with ${response.status}`, cause);
    });
    throw readRefusal(write, nameOf(call), response, text, !isCal);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw unfinished(call, 'upstream_shape', 'was answered with something that is not JSON', cause, response.status);
  }
}

/** A missing or unreadable answer: a failed read has a known cause; a failed write has an unknown outcome. */
function unfinished(
  call: HttpCall,
  code: 'timeout' | 'network' | 'upstream_shape',
  what: string,
  cause: unknown,
  status?: number,
): BookingError {
  const options = {cause, ...(status === undefined ? {} : {status})};
  return call.write
    ? new BookingError('outcome_unknown', `${nameOf(call)} ${what}; it may have taken effect.`, options)
    : new BookingError(code, `${nameOf(call)} ${what}.`, options);
}

function isPassing(error: unknown): boolean {
  return isBookingError(error) && (error.code === 'network' || (error.status ?? 0) >= 500);
}

// The path of a booking contains its uid, which grants access to it, so messages leave it out.
function nameOf({method, path}: HttpCall): string {
  return `${method} ${path.replace(/(\/bookings\/)[^/]+/, '$1…')}`;
}
