/** Repeats searches after the visitor has received an answer. */
export interface Watch {
  /**
   * Calls `search` repeatedly until it resolves with true, for about twenty minutes; `isLast` is true at the last call.
   * One watch per key.
   */
  start(key: string, search: (isLast: boolean) => Promise<boolean>): void;
  has(key: string): boolean;
  stop(key: string): void;
  /** Ends all watches. */
  close(): void;
}

const delaysSeconds = [10, 20, 40, 80, 160, 300, 600];

/** `later` runs a task after some milliseconds; the returned function cancels it. */
export function createWatch(
  later: (ms: number, task: () => void) => () => void,
  onError: (error: Error) => void,
): Watch {
  const watched = new Map<string, () => void>();

  function stop(key: string): void {
    watched.get(key)?.();
    watched.delete(key);
  }

  function start(key: string, search: (isLast: boolean) => Promise<boolean>): void {
    let isStopped = false;
    let cancel = () => {};
    const stopThis = () => {
      isStopped = true;
      cancel();
    };

    function plan(index: number): void {
      const seconds = delaysSeconds[index];
      if (seconds === undefined) return void watched.delete(key);
      cancel = later(seconds * 1000, () => void run(index));
    }

    async function run(index: number): Promise<void> {
      const isDone = await search(index === delaysSeconds.length - 1).catch((error: Error) => {
        // A logger may return anything; a failed search is never done.
        onError(error);
        return false;
      });
      if (isStopped) return;
      if (isDone) watched.delete(key);
      else plan(index + 1);
    }

    stop(key);
    watched.set(key, stopThis);
    plan(0);
  }

  return {start, stop, has: key => watched.has(key), close: () => [...watched.keys()].forEach(stop)};
}
