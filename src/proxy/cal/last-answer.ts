import {isBookingError} from '../../core/model/error.ts';

/** Falls back to the last answer when the budget allows no read. */
export interface Last<Value> {
  /**
   * Resolves with the result of `load`, or with its last result if `load` rejects with `rate_limited` and that result
   * is recent enough. `patienceMs` is how long `load` should wait for its turn: short if there is a fallback.
   */
  read(key: string, load: (patienceMs: number | undefined) => Promise<Value>): Promise<Value>;
}

const most = 1_000;
const patienceMs = 250;

/** Keeps at most 1000 answers for `lifetimeMs`; the oldest are removed. `now` returns milliseconds. */
export function createLast<Value>(lifetimeMs: number, now: () => number): Last<Value> {
  const answers = new Map<string, {at: number; value: Value}>();

  function find(key: string): {value: Value} | undefined {
    const answer = answers.get(key);
    return answer && now() - answer.at < lifetimeMs ? answer : undefined;
  }

  return {
    async read(key, load) {
      try {
        const value = await load(find(key) && patienceMs);
        answers.delete(key);
        answers.set(key, {at: now(), value});
        if (answers.size > most) answers.delete(answers.keys().next().value!);
        return value;
      } catch (error) {
        const answer = isBookingError(error) && error.code === 'rate_limited' ? find(key) : undefined;
        if (!answer) throw error;
        return answer.value;
      }
    },
  };
}
