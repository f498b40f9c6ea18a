import type {DatabaseSync} from 'node:sqlite';

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
   */
  run<Result>(work: () => Result): Promise<Result>;
  /** Commits what waits, now. */
  flush(): void;
}

/** How many may share a transaction. */
const most = 64;

/**
 * Waiting for the disk is what a commit costs, so webhooks that arrive together wait for it once. Whoever comes alone
 * does not wait for others.
 */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  let waiting: Waiting[] = [];

  function commit(group: readonly Waiting[]): void {
    try {
      database.exec('BEGIN IMMEDIATE');
      const results = group.map(({work}) => work());
      database.exec('COMMIT');
      group.forEach(({resolve}, index) => resolve(results[index]));
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      if (group.length === 1) group[0]!.reject(error);
      // A savepoint for each would cost all of them, every time.
      else for (const alone of group) commit([alone]);
    }
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
        if (waiting.push({work, resolve: resolve as Waiting['resolve'], reject}) === 1) setImmediate(flushWhenComplete, 0);
      });
    },
    flush,
  };
}
