import {setImmediate} from 'node:timers/promises';

/** Timers on a clock that only tests move. */
export interface Timers {
  /** Runs a task when the clock gets there, unless the returned function is called before. */
  later(ms: number, task: () => void): () => void;
  /** Moves the clock on, task by task; each is followed through before the next. */
  advance(ms: number): Promise<void>;
}

export function createTimers(clock: {now: number}): Timers {
  const planned = new Set<{at: number; task: () => void}>();

  /** Lets everything that needs no timer come to rest. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 20; round += 1) await setImmediate();
  }

  return {
    later(ms, task) {
      const entry = {at: clock.now + ms, task};
      planned.add(entry);
      return () => void planned.delete(entry);
    },
    async advance(ms) {
      const end = clock.now + ms;
      for (;;) {
        await settle();
        const [next] = [...planned].filter(({at}) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        planned.delete(next);
        clock.now = Math.max(clock.now, next.at);
        next.task();
      }
      clock.now = end;
      await settle();
    },
  };
}
