/** SQLite's "busy" and "locked": another program uses the database, and a retry will succeed once it is done. */
export function isBusy(error: unknown): boolean {
  const {errcode} = (error ?? {}) as {errcode?: unknown};
  return typeof errcode === 'number' && [5, 6].includes(errcode & 0xff);
}

const patienceMs = 5_000;
const pauseMs = 20;

/**
 * Retries a read for up to 5 s while another program prevents reading; yields to other work in between. Rare, because a
 * write lock does not block readers.
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
