/** Milliseconds for which an answer is as good as a new one. */
const freshMs = 10_000;

/** Two doors to the network, one after the other. */
export interface HandedFetch {
  /** Asks, and keeps what it asked for. */
  first: typeof fetch;
  /** Takes what was asked already, once and while it is fresh; what failed and all else is asked anew. */
  second: typeof fetch;
}

/** Lets somebody who comes later have the answers that are on their way. */
export function createHandedFetch(): HandedFetch {
  const asked = new Map<string, {at: number; answer: Promise<Response>}>();
  return {
    async first(input, init) {
      const answer = fetch(input, init);
      asked.set(String(input), {at: Date.now(), answer});
      return (await answer).clone();
    },
    async second(input, init) {
      const address = String(input);
      const {at = 0, answer} = asked.get(address) ?? {};
      asked.delete(address);
      const response = Date.now() - at < freshMs ? await answer?.catch(() => undefined) : undefined;
      return response?.ok ? response : fetch(input, init);
    },
  };
}
