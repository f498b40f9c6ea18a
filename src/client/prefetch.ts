import type {EventTypeRef} from '../core/model/types.ts';
import {addressOf, baseOf, type Addresses} from './address.ts';
import {firstRequests, headersOf} from './first-requests.ts';
import type {Send} from './http.ts';
import {readText} from './read-text.ts';
import type {LoadOptions} from './types.ts';

/** Milliseconds for which an answer is as good as a new one; it is not waited for any longer. */
const freshMs = 10_000;

/** What was asked before the code that needs it was there. */
export interface Ahead {
  /** Sends like a client, but once and without a word about what goes wrong; what was asked already is not asked again. */
  send: Send;
  /** Takes the answers, each once and while it is fresh; what failed and all else is asked anew. */
  fetch: typeof fetch;
}

async function read(address: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(address, {headers, signal: AbortSignal.timeout(freshMs)});
  if (!response.ok) throw new Error(`It was answered with ${response.status}.`);
  return readText(response);
}

/** Rejects when whoever asked gives up. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
}

/** Asks for an event type and its first slots, as a client would. Throws `invalid_request` when there is nothing to ask. */
export function askAhead(addresses: Addresses, ref: EventTypeRef, options: LoadOptions): Ahead {
  const base = baseOf(addresses);
  const isProxy = addresses.proxy !== undefined;
  const asked = new Map<string, {at: number; answer: Promise<string>}>();

  function ask(address: string, headers: Record<string, string>): Promise<string> {
    const answer = read(address, headers);
    // Who reads it later is told.
    answer.catch(() => {});
    asked.set(address, {at: Date.now(), answer});
    return answer;
  }

  for (const request of firstRequests(ref, options, isProxy))
    if (request) void ask(addressOf(base, request), headersOf(request, isProxy));
  return {
    async send(call) {
      const address = addressOf(base, call);
      return JSON.parse(await (asked.get(address)?.answer ?? ask(address, call.headers!))) as unknown;
    },
    async fetch(input, init) {
      const address = String(input);
      const {at = 0, answer} = asked.get(address) ?? {};
      asked.delete(address);
      const text =
        answer && Date.now() - at < freshMs
          ? await Promise.race([answer.catch(() => undefined), aborted(init?.signal)])
          : undefined;
      return text === undefined ? fetch(input, init) : new Response(text);
    },
  };
}
