import type {EventTypeRef} from '../core/model/types.ts';
import {addressOf, baseOf, type Addresses} from './address.ts';
import {firstRequests, headersOf} from './first-requests.ts';
import type {Send} from './http.ts';
import {readText} from './read-text.ts';
import type {LoadOptions} from './types.ts';

/** How long a prefetched answer counts as fresh, and how long to wait for it, in milliseconds. */
const freshMs = 10_000;

/** Requests sent before the code that needs them has loaded. */
export interface Ahead {
  /** Sends like a client, but each request only once, and ignores failures. */
  send: Send;
  /**
   * Returns each prefetched answer once while it is fresh; everything else, including failed requests, is sent again.
   */
  fetch: typeof fetch;
}

async function read(address: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(address, {headers, signal: AbortSignal.timeout(freshMs)});
  if (!response.ok) throw new Error(`It was answered with ${response.status}.`);
  return readText(response);
}

/** Rejects when the caller aborts. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
}

/**
 * Requests an event type and its first slots like a client. Throws `invalid_request` if the addresses or the reference
 * are not valid.
 */
export function askAhead(addresses: Addresses, ref: EventTypeRef, options: LoadOptions): Ahead {
  const base = baseOf(addresses);
  const isProxy = addresses.proxy !== undefined;
  const requests = new Map<string, {at: number; answer: Promise<string>}>();

  function ask(address: string, headers: Record<string, string>): Promise<string> {
    const answer = read(address, headers);
    // Later readers get the rejection.
    answer.catch(() => {});
    requests.set(address, {at: Date.now(), answer});
    return answer;
  }

  for (const request of firstRequests(ref, options, isProxy))
    if (request) void ask(addressOf(base, request), headersOf(request, isProxy));
  return {
    async send(call) {
      const address = addressOf(base, call);
      return JSON.parse(await (requests.get(address)?.answer ?? ask(address, call.headers!))) as unknown;
    },
    async fetch(input, init) {
      const address = String(input);
      const {at = 0, answer} = requests.get(address) ?? {};
      requests.delete(address);
      const text =
        answer && Date.now() - at < freshMs
          ? await Promise.race([answer.catch(() => undefined), aborted(init?.signal)])
          : undefined;
      return text === undefined ? fetch(input, init) : new Response(text);
    },
  };
}
