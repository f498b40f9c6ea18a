import {isBookingError} from '../../core/model/error.ts';

/** Answers with what was read last where the budget lets nothing be read now. */
export interface Last<Value> {
  /**
   * What `load` resolves with, or when that is refused with `rate_limited` what it did before, unless that is too old.
   * `patienceMs` is how long it should wait for its turn: not long where there is something to fall back on.
   */
  read(key: string, load: (patienceMs: number | undefined) => Promise<Value>): Promise<Value>;
}

const most = 1_000;
const patienceMs = 250;

/** Keeps answers for `lifetimeMs`; of more than 1000 the oldest go. `now` is in milliseconds. */
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
