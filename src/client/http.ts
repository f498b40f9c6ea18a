import {BookingError, isBookingError} from '../core/model/error.ts';
import {addressOf} from './address.ts';
import {readText} from './read-text.ts';

export interface HttpOptions {
  /** Used instead of the page's own. */
  fetch?: typeof fetch | undefined;
  /** The other side is Cal.com itself, whose errors are not believed to be ours. */
  isCal?: boolean;
  /** How long a read may take, its repetition included; 15 000 without it. A write gets three times as long. */
  timeoutMs?: number;
  /** Waits before a failed read is repeated; rejects when the signal aborts. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface HttpCall {
  method: string;
  /** Starts with a slash; appended to the base address. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Goes on when the page is left. */
  keepalive?: boolean;
  /** Changes something at the other side, so it is sent once at most. */
  write?: boolean;
  signal?: AbortSignal;
}

/** Makes one call and resolves with the JSON of its answer. Rejects with a `BookingError`, or as the signal says. */
export type Send = (call: HttpCall) => Promise<unknown>;

const wait: NonNullable<HttpOptions['pause']> = async (ms, signal) => {
  await new Promise(resolve => {
    setTimeout(resolve, ms);
    // The signal is of this call alone and goes with it.
    signal.addEventListener('abort', resolve);
  });
  signal.throwIfAborted();
};

/** Calls under `base`. A read that fails for a moment (network, 5xx) is repeated once; a write never is. */
export function createSend(base: string, options: HttpOptions): Send {
  const {fetch: given, timeoutMs = 15_000, pause = wait, isCal = false} = options;
  // A bare call: `fetch` refuses to be called as a method of anything but its own window.
  const doFetch: typeof fetch = (input, init) => (given ?? globalThis.fetch)(input, init);

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
  const wasOffline = !globalThis.navigator?.onLine;
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
    // A failed fetch does not tell whether the request left; only a device that was offline is sure that it did not.
    if (wasOffline) throw new BookingError('network', `${nameOf(call)} did not leave: the device is offline.`, {cause});
    throw unfinished(call, 'network', 'got no answer', cause);
  }
  if (!response.ok) {
    // What a refusal means takes a table that most visitors never need.
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

/** An answer that is missing or cannot be read: of a read it has a reason, of a write nobody knows what was done. */
function unfinished(
  call: HttpCall,
  code: 'timeout' | 'network' | 'upstream_shape',
  what: string,
  cause: unknown,
  status?: number,
): BookingError {
  const options = {cause, ...(status === undefined ? {} : {status})};
  return call.write
    ? new BookingError('outcome_unknown', `${nameOf(call)} ${what}; it may have been done.`, options)
    : new BookingError(code, `${nameOf(call)} ${what}.`, options);
}

function isPassing(error: unknown): boolean {
  return isBookingError(error) && (error.code === 'network' || (error.status ?? 0) >= 500);
}

// The path of a booking holds its uid, which opens it; developers' messages leave it out.
function nameOf({method, path}: HttpCall): string {
  return `${method} ${path.replace(/(\/bookings\/)[^/]+/, '$1…')}`;
}
