import {toBookingError} from '../core/cal/errors.ts';
import {BookingError, isBookingError, isErrorCode} from '../core/error.ts';

export interface HttpOptions {
  /** Used instead of the page's own. */
  fetch?: typeof fetch;
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
  /** Changes something at the other side, so it is sent once at most. */
  write?: boolean;
  signal?: AbortSignal;
}

/** Makes one call and resolves with the JSON of its answer. Rejects with a `BookingError`, or as the signal says. */
export type Send = (call: HttpCall) => Promise<unknown>;

const wait: NonNullable<HttpOptions['pause']> = (ms, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(done, ms);
  signal.addEventListener('abort', done);
  function done() {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    if (signal.aborted) reject(signal.reason);
    else resolve();
  }
});

/** Calls under `base`. A read that fails for a moment (network, 5xx) is repeated once; a write never is. */
export function createSend(base: string, options: HttpOptions): Send {
  const {fetch: given, timeoutMs = 15_000, pause = wait} = options;
  // A bare call: `fetch` refuses to be called as a method of anything but its own window.
  const doFetch: typeof fetch = given ? (input, init) => given(input, init) : (input, init) => globalThis.fetch(input, init);

  return async call => {
    call.signal?.throwIfAborted();
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), call.write ? timeoutMs * 3 : timeoutMs);
    const signal = call.signal ? AbortSignal.any([call.signal, clock.signal]) : clock.signal;
    const attempt = () => exchange(doFetch, base, call, signal);
    try {
      return await attempt().catch(async (error: unknown) => {
        if (call.write || signal.aborted || !isPassing(error)) throw error;
        await pause(200 + Math.random() * 400, signal);
        return attempt();
      });
    } catch (error) {
      call.signal?.throwIfAborted();
      if (clock.signal.aborted) throw timedOut(call, error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

async function exchange(doFetch: typeof fetch, base: string, call: HttpCall, signal: AbortSignal): Promise<unknown> {
  const wasOffline = globalThis.navigator?.onLine === false;
  let response: Response;
  let text: string;
  try {
    response = await doFetch(addressOf(base, call), {
      method: call.method,
      headers: {...(call.body === undefined ? {} : {'Content-Type': 'application/json'}), ...call.headers},
      ...(call.body === undefined ? {} : {body: JSON.stringify(call.body)}),
      signal,
    });
    text = await response.text();
  } catch (cause) {
    // A failed fetch does not tell whether the request left; only a device that was offline is sure that it did not.
    if (call.write && !wasOffline) {
      throw new BookingError('outcome_unknown', `The connection was lost during ${nameOf(call)}; it may have been done.`, {cause});
    }
    throw new BookingError('network', `${nameOf(call)} did not reach the server.`, {cause});
  }
  if (!response.ok) throw refused(call, response, text);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const message = `${nameOf(call)} was answered with ${response.status} and something that is not JSON.`;
    throw new BookingError(call.write ? 'outcome_unknown' : 'upstream_shape', message, {status: response.status, cause});
  }
}

/** What a refusal means. A server that broke down during a write says nothing about what it did before. */
function refused(call: HttpCall, response: Response, text: string): BookingError {
  const error = toBookingError(response.status, text, response.headers);
  const broke = response.status >= 500 && (error.code === 'upstream_down' || error.code === 'internal') && !hasOwnCode(text);
  if (!call.write || !broke) return error;
  return new BookingError('outcome_unknown', `${nameOf(call)} was answered with ${response.status}; it may have been done.`, {status: response.status, cause: error});
}

function hasOwnCode(text: string): boolean {
  try {
    return isErrorCode((JSON.parse(text) as {error?: {code?: unknown}}).error?.code);
  } catch {
    return false;
  }
}

function timedOut(call: HttpCall, cause: unknown): BookingError {
  return call.write
    ? new BookingError('outcome_unknown', `${nameOf(call)} was not answered in time; it may have been done.`, {cause})
    : new BookingError('timeout', `${nameOf(call)} was not answered in time.`, {cause});
}

function isPassing(error: unknown): boolean {
  return isBookingError(error) && (error.code === 'network' || (error.status ?? 0) >= 500);
}

function addressOf(base: string, {path, query}: HttpCall): string {
  const search = new URLSearchParams(query).toString();
  return base + path + (search ? `?${search}` : '');
}

// The path of a booking holds its uid, which opens it; developers' messages leave it out.
function nameOf({method, path}: HttpCall): string {
  return `${method} ${path.replace(/(\/bookings\/)[^/]+/, '$1…')}`;
}
