/** A value in a statement. */
export type SqlValue = string | number | null;

/** A row, by the names of its columns. */
export type SqlRow = Record<string, unknown>;

/** A statement with its values for `$1`, `$2`… */
export interface Statement {
  sql: string;
  values: SqlValue[];
}

/** Runs one statement in the transaction. */
export type RunStatement = (sql: string, values?: unknown[]) => Promise<{rows: SqlRow[]}>;

/** Something else to do in a transaction of PostgreSQL, such as a call of a library that is given the connection. */
export interface Call {
  call(run: RunStatement): Promise<unknown>;
}

/**
 * Work in one transaction, the same for SQLite, whose statements return at once, and PostgreSQL, whose statements are
 * awaited. It is written in SQL that both understand; tables are named with the schema `booking_elements`. A store may
 * run it again from the start after a failure, so it must do nothing else than ask the database.
 */
export type Work<Result = void> = Generator<Statement | Call, Result, SqlRow[]>;

/** Asks the database. Resolves with the rows that the statement returns. */
export function* ask<Row = SqlRow>(sql: string, ...values: SqlValue[]): Work<Row[]> {
  return (yield {sql, values}) as Row[];
}

/** Does work whose statements are awaited. */
export async function runWork<Result>(work: Work<Result>, run: RunStatement): Promise<Result> {
  for (let next = work.next([]); ;) {
    if (next.done) return next.value;
    const step = next.value;
    if ('call' in step) await step.call(run);
    next = work.next('call' in step ? [] : (await run(step.sql, step.values)).rows);
  }
}

/** Does work whose statements return at once. */
export function runWorkAtOnce<Result>(work: Work<Result>, run: (statement: Statement) => SqlRow[]): Result {
  for (let next = work.next([]); ;) {
    if (next.done) return next.value;
    if ('call' in next.value) throw new Error('This store makes no calls in its transactions.');
    next = work.next(run(next.value));
  }
}
