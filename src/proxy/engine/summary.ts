import {ask} from '../store/work.ts';
import type {Transact} from './options.ts';

/** Runs that failed for good with the same reason. */
export interface FailureGroup {
  effect: string;
  reason: string;
  status: number | null;
  count: number;
}

/** How the runs are, as a whole. */
export interface Summary {
  /** The most frequent failures first, 50 at most. */
  failures(): Promise<FailureGroup[]>;
  /** Since when the longest waiting run has been due, in milliseconds since 1970; undefined if none is. */
  oldestDue(): Promise<number | undefined>;
}

export function createSummary({transact, now}: {transact: Transact; now(): number}): Summary {
  return {
    failures: () =>
      transact(function* () {
        const rows = yield* ask<Omit<FailureGroup, 'count'> & {count: number | string}>(
          `SELECT effect, coalesce(reason, 'unknown') AS reason, status, count(*) AS count FROM booking_elements.runs
          WHERE state = 'failed' GROUP BY effect, reason, status ORDER BY count(*) DESC, effect LIMIT 50`,
        );
        return rows.map(row => ({...row, count: Number(row.count)}));
      }),
    oldestDue: () =>
      transact(function* () {
        const [row] = yield* ask<{due_at: number | null}>(
          `SELECT min(due_at) AS due_at FROM booking_elements.runs WHERE state = 'waiting' AND due_at <= $1`,
          now(),
        );
        return row?.due_at == null ? undefined : Number(row.due_at);
      }),
  };
}
