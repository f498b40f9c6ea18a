/** SQLite's "busy" and "locked": another program is at it, and the same will go through when that is done. */
export function isBusy(error: unknown): boolean {
  const {errcode} = (error ?? {}) as {errcode?: unknown};
  return typeof errcode === 'number' && [5, 6].includes(errcode & 0xff);
}

const patienceMs = 5_000;
const pauseMs = 20;

/**
 * Reads, again and again while another program keeps the database from being read at all, for 5 s at most; others get
 * their turn in between. That is rare: a lock for writing stops no reading.
 */
export async function readPatiently<Result>(read: () => Result): Promise<Result> {
  for (const since = performance.now(); ;) {
    try {
      return read();
    } catch (error) {
      if (!isBusy(error) || performance.now() - since >= patienceMs) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
}
