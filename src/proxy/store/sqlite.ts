import type {DatabaseSync} from 'node:sqlite';
import {mergeFacts, toView, type BookingFacts} from '../../core/facts.ts';
import {isNews} from './news.ts';
import {openSqliteFile} from './sqlite-file.ts';
import type {Attempt, FactPatch, LoggedView, Store} from './store.ts';

/** The default store: one SQLite file in `directory`, which only one process may use. Throws when it is in use. */
export function sqliteStore(directory: string): Store {
  const {database, close} = openSqliteFile(directory);
  const statements = prepare(database);

  function transaction<Result>(work: () => Result): Result {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  function read(uid: string): {facts: BookingFacts; seq: number} | undefined {
    const row = statements.booking.get(uid) as {facts: string; seq: number} | undefined;
    return row && {facts: JSON.parse(row.facts) as BookingFacts, seq: row.seq};
  }

  function merge({uid, facts}: FactPatch, cause: string, at: string): LoggedView[] {
    const before = read(uid) ?? {facts: {}, seq: 0};
    const merged = mergeFacts(before.facts, facts);
    const view = toView(uid, merged);
    const changed = isNews(toView(uid, before.facts), view);
    const seq = changed ? before.seq + 1 : before.seq;
    statements.saveBooking.run(uid, JSON.stringify(merged), seq);
    if (!changed) return [];
    statements.appendLog.run(uid, seq, at, cause, JSON.stringify(view));
    return [{uid, seq, at, cause, view}];
  }

  return {
    async receive(entry, patches, ref) {
      return transaction(() => {
        const {changes} = statements.saveInbox.run(entry.bodyHash, entry.trigger, entry.receivedAt, entry.body);
        if (changes === 0) return [];
        if (ref) statements.bindSession.run(ref.rid, ref.uid);
        return patches.flatMap(patch => merge(patch, entry.trigger, entry.receivedAt));
      });
    },
    async record(patches, cause, at) {
      return transaction(() => patches.flatMap(patch => merge(patch, cause, at)));
    },
    async booking(uid) {
      const found = read(uid);
      return found && {uid, ...found, view: toView(uid, found.facts)};
    },
    async log(uid, after) {
      const rows = statements.log.all(uid, after) as {seq: number; at: string; cause: string; view: string}[];
      return rows.map(({seq, at, cause, view}) => ({uid, seq, at, cause, view: JSON.parse(view) as LoggedView['view']}));
    },
    async sessionUid(rid) {
      return (statements.session.get(rid) as {uid: string} | undefined)?.uid;
    },
    async startAttempt(key, requestHash, at) {
      const {changes} = statements.startAttempt.run(key, requestHash, at);
      return changes === 1 ? undefined : toAttempt(statements.attempt.get(key) as unknown as AttemptRow);
    },
    async finishAttempt(key, status, body) {
      statements.finishAttempt.run(status, body, key);
    },
    async forgetAttempt(key) {
      statements.forgetAttempt.run(key);
    },
    async healthy() {
      try {
        transaction(() => {});
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      close();
    },
  };
}

interface AttemptRow {
  request_hash: string;
  started_at: string;
  status: number | null;
  body: string | null;
}

function toAttempt({request_hash: requestHash, started_at: startedAt, status, body}: AttemptRow): Attempt {
  if (status === null || body === null) return {state: 'in_progress', requestHash, startedAt};
  return {state: 'done', requestHash, status, body};
}

function prepare(database: DatabaseSync) {
  return {
    saveInbox: database.prepare('INSERT OR IGNORE INTO inbox (body_hash, trigger, received_at, body) VALUES (?, ?, ?, ?)'),
    booking: database.prepare('SELECT facts, seq FROM bookings WHERE uid = ?'),
    saveBooking: database.prepare('INSERT OR REPLACE INTO bookings (uid, facts, seq) VALUES (?, ?, ?)'),
    appendLog: database.prepare('INSERT INTO log (uid, seq, at, cause, view) VALUES (?, ?, ?, ?, ?)'),
    log: database.prepare('SELECT seq, at, cause, view FROM log WHERE uid = ? AND seq > ? ORDER BY seq'),
    bindSession: database.prepare('INSERT OR IGNORE INTO sessions (rid, uid) VALUES (?, ?)'),
    session: database.prepare('SELECT uid FROM sessions WHERE rid = ?'),
    startAttempt: database.prepare('INSERT OR IGNORE INTO attempts (key, request_hash, started_at) VALUES (?, ?, ?)'),
    attempt: database.prepare('SELECT request_hash, started_at, status, body FROM attempts WHERE key = ?'),
    finishAttempt: database.prepare('UPDATE attempts SET status = ?, body = ? WHERE key = ?'),
    forgetAttempt: database.prepare('DELETE FROM attempts WHERE key = ?'),
  };
}
