import type {DatabaseSync} from 'node:sqlite';
import {isBusy} from './patience.ts';

interface Waiting {
  work(): unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** Runs work in transactions that those who come at the same time share. */
export interface GroupCommit {
  /**
   * Resolves with what `work` returns once it is durable. Rejects with what it throws, and then nothing of it is there;
   * that of others in the group is. `work` runs again when another one of its group failed, so it only asks the database.
   * While another program holds the database's lock, it waits; up to 5 s.
   */
  run<Result>(work: () => Result): Promise<Result>;
  /** Commits what waits, now; resolves when nothing waits any more. */
  flush(): Promise<void>;
}

/** How many may share a transaction. */
const most = 64;
/** Backup tools hold the lock for some hundred milliseconds; whoever sent a webhook waits for some seconds. */
const patienceMs = 5_000;
const longestPauseMs = 50;

/**
 * Waiting for the disk is what a commit costs, so webhooks that arrive together wait for it once. Whoever comes alone
 * does not wait for others.
 */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  let waiting: Waiting[] = [];
  /** Since when another program holds the lock, by a clock that nobody sets. */
  let lockedSince: number | undefined;

  /** False when another program holds the lock. */
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
      // A savepoint for each would cost all of them, every time.
      else for (const alone of group) commit([alone]);
    }
  }

  /** They stand before those who came meanwhile. */
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

  /** Commits when a turn of the event loop brought nobody new, or when there are enough. */
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
