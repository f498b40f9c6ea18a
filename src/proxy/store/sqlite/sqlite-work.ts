import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {runWorkAtOnce, type SqlRow, type Work} from '../work.ts';

/** Returns a function that does work on `database`, in whatever transaction it is in. Statements are prepared once. */
export function createWorker(database: DatabaseSync): <Result>(work: Work<Result>) => Result {
  const prepared = new Map<string, StatementSync>();

  function prepare(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known) return known;
    // SQLite has no schemas and numbers its parameters with a question mark.
    const statement = database.prepare(sql.replaceAll('booking_elements.', '').replace(/\$(\d+)/g, '?$1'));
    prepared.set(sql, statement);
    return statement;
  }

  return work => runWorkAtOnce(work, ({sql, values}) => prepare(sql).all(...values) as SqlRow[]);
}
