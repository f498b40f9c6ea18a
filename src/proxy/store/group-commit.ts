import type {DatabaseSync, StatementSync as Sql} from 'node:sqlite';

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
  const [begin, mark, keep, undo] = ['BEGIN IMMEDIATE', 'SAVEPOINT one', 'RELEASE one', 'ROLLBACK TO one'].map(sql => database.prepare(sql)) as [Sql, Sql, Sql, Sql];

  /** What to tell its caller when the group is durable. */
  function perform({work, resolve, reject}: Waiting): () => void {
    mark.run();
    try {
      const result = work();
      keep.run();
      return () => resolve(result);
    } catch (error) {
      // Some failures (a full disk) end the transaction of all.
      if (!database.isTransaction) throw error;
      undo.run();
      keep.run();
      return () => reject(error);
    }
  }

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      begin.run();
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
