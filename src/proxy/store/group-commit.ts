import type {DatabaseSync} from 'node:sqlite';
import {isBusy} from './patience.ts';

interface Waiting {
  work(): unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** Runs work of simultaneous callers in shared transactions. */
export interface GroupCommit {
  /**
   * Resolves with the result of `work` once it is durable. If `work` throws, rejects with that error and rolls back
   * only this work. `work` runs again when other work of its group failed, so it must only use the database. Waits up
   * to 5 s while another program holds the database's lock.
   */
  run<Result>(work: () => Result): Promise<Result>;
  /** Commits pending work now; resolves when none is left. */
  flush(): Promise<void>;
}

/** The most work in one transaction. */
const most = 64;
/** Backup tools hold the lock for some hundred milliseconds; a webhook's sender waits for some seconds. */
const patienceMs = 5_000;
const longestPauseMs = 50;

/**
 * A commit's cost is the wait for the disk, so webhooks that arrive together share one. A single caller does not wait
 * for others.
 */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  let waiting: Waiting[] = [];
  /** When another program took the lock, on a monotonic clock. */
  let lockedSince: number | undefined;

  /** False if another program holds the lock. */
  function begin(): boolean {
    try {
      database.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    }
  }

  function commit(group: readonly Waiting[]): void {
    try {
      if (!begin()) return waitForLock(group);
      lockedSince = undefined;
      const results = group.map(({work}) => work());
      database.exec('COMMIT');
      group.forEach(({resolve}, index) => resolve(results[index]));
    } catch (error) {
      lockedSince = undefined;
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      if (group.length === 1) group[0]!.reject(error);
      // Only after a failure, because a savepoint for each would slow every commit down.
      else for (const alone of group) commit([alone]);
    }
  }

  /** Puts the group back in front of later callers. */
  function waitForLock(group: readonly Waiting[]): void {
    const now = performance.now();
    lockedSince ??= now;
    const waitedMs = now - lockedSince;
    if (waitedMs >= patienceMs) {
      lockedSince = undefined;
      for (const {reject} of [...group, ...waiting.splice(0)]) reject(locked());
      return;
    }
    waiting.unshift(...group);
    setTimeout(flush, Math.min(longestPauseMs, 5 + waitedMs / 4));
  }

  /** Commits once a turn of the event loop added no work, or when the group is full. */
  function flushWhenComplete(known: number): void {
    if (waiting.length > known && waiting.length < most) setImmediate(flushWhenComplete, waiting.length);
    else flush();
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length > 0) commit(group);
  }

  return {
    run<Result>(work: () => Result) {
      return new Promise<Result>((resolve, reject) => {
        const count = waiting.push({work, resolve: resolve, reject});
        if (count === 1 && lockedSince === undefined) setImmediate(flushWhenComplete, 0);
      });
    },
    async flush() {
      flush();
      while (waiting.length > 0) await new Promise(resolve => setTimeout(resolve, longestPauseMs));
    },
  };
}

function locked(): Error {
  return Object.assign(new Error('Another program holds the lock of the database.'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 5,
  });
}
