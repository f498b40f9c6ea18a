import type {EventTypeRef} from '../core/types.ts';
import {addressOf, baseOf, type Addresses} from './address.ts';
import {createReads} from './reads.ts';
import type {FirstScreen, LoadOptions} from './types.ts';

/** Milliseconds for which an answer is as good as a new one. */
const freshMs = 10_000;

/** What was asked before the code that needs it was there. */
export interface Ahead {
  /** Undefined when it could not be had; whoever asks again says why. */
  screen: Promise<FirstScreen | undefined>;
  /** Takes the answers, each once and while it is fresh; what failed and all else is asked anew. */
  fetch: typeof fetch;
}

async function read(address: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(address, {headers});
  if (!response.ok) throw new Error(`It was answered with ${response.status}.`);
  return response.text();
}

/** Rejects when whoever asked gives up. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
}

/** Asks for an event type and its first times as a client would, but once and without a word about what goes wrong. */
export function askAhead(addresses: Addresses, ref: EventTypeRef, options: LoadOptions): Ahead {
  const asked = new Map<string, {at: number; answer: Promise<string>}>();

  async function load(): Promise<FirstScreen> {
    const base = baseOf(addresses);
    return createReads(async call => {
      const address = addressOf(base, call);
      const answer = read(address, call.headers!);
      asked.set(address, {at: Date.now(), answer});
      return JSON.parse(await answer);
    }, addresses.proxy !== undefined).loadEventType(ref, options);
  }

  return {
    screen: load().catch(() => undefined),
    async fetch(input, init) {
      const address = String(input);
      const {at = 0, answer} = asked.get(address) ?? {};
      asked.delete(address);
      const text = answer && Date.now() - at < freshMs ? await Promise.race([answer.catch(() => undefined), aborted(init?.signal)]) : undefined;
      return text === undefined ? fetch(input, init) : new Response(text);
    },
  };
}
