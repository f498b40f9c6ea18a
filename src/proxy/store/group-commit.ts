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
   * that of others in the group is.
   */
  run<Result>(work: () => Result): Promise<Result>;
  /** Commits what waits, now. */
  flush(): void;
}

/**
 * Waiting for the disk is what a commit costs, so webhooks that arrive together wait for it once. Whoever comes alone
 * does not wait for others.
 */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  let waiting: Waiting[] = [];

  /** What to tell its caller when the group is durable. */
  function perform({work, resolve, reject}: Waiting): () => void {
    database.exec('SAVEPOINT one');
    try {
      const result = work();
      database.exec('RELEASE one');
      return () => resolve(result);
    } catch (error) {
      // Some failures (a full disk) end the transaction of all.
      if (!database.isTransaction) throw error;
      database.exec('ROLLBACK TO one; RELEASE one');
      return () => reject(error);
    }
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      database.exec('BEGIN IMMEDIATE');
      const settle = group.map(perform);
      database.exec('COMMIT');
      for (const tell of settle) tell();
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      for (const {reject} of group) reject(error);
    }
  }

  return {
    run<Result>(work: () => Result) {
      return new Promise<Result>((resolve, reject) => {
        if (waiting.push({work, resolve: resolve as Waiting['resolve'], reject}) === 1) setImmediate(flush);
      });
    },
    flush,
  };
}
