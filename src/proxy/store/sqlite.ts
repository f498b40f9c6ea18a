import type {DatabaseSync} from 'node:sqlite';
import {toView, type BookingFacts} from '../../core/facts.ts';
import {createGroupCommit} from './group-commit.ts';
import {mergePatch, type StoredFacts} from './merge.ts';
import {openSqliteFile} from './sqlite-file.ts';
import type {Attempt, FactPatch, LoggedView, Store} from './store.ts';

/** The default store: one SQLite file in `directory`, which only one process may use. Throws when it is in use. */
export function sqliteStore(directory: string): Store {
  const {database, close} = openSqliteFile(directory);
  const statements = prepare(database);
  const group = createGroupCommit(database);

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

  function read(uid: string): StoredFacts | undefined {
    const row = statements.booking.get(uid) as {facts: string; seq: number} | undefined;
    return row && {facts: JSON.parse(row.facts) as BookingFacts, seq: row.seq};
  }

  function merge(patch: FactPatch, cause: string, at: string): LoggedView[] {
    const {after, logged} = mergePatch(read(patch.uid), patch, cause, at);
    statements.saveBooking.run(patch.uid, JSON.stringify(after.facts), after.seq);
    if (!logged) return [];
    statements.appendLog.run(logged.uid, logged.seq, at, cause, JSON.stringify(logged.view));
    return [logged];
  }

  return {
    async receive(entry, patches, ref) {
      return group.run(() => {
        const {changes} = statements.saveInbox.run(entry.bodyHash, entry.eventKey ?? null, entry.trigger, entry.receivedAt, entry.body);
        if (changes === 0) return [];
        if (ref) statements.bindSession.run(ref.rid, ref.uid, entry.receivedAt);
        return patches.flatMap(patch => merge(patch, entry.trigger, entry.receivedAt));
      });
    },
    async record(patches, cause, at, ref) {
      return group.run(() => {
        if (ref) statements.bindSession.run(ref.rid, ref.uid, at);
        return patches.flatMap(patch => merge(patch, cause, at));
      });
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
    async takeOverAttempt(key, startedAt, at) {
      return statements.takeOverAttempt.run(at, key, startedAt).changes === 1;
    },
    async finishAttempt(key, status, body) {
      statements.finishAttempt.run(status, body, key);
    },
    async forgetAttempt(key) {
      statements.forgetAttempt.run(key);
    },
    async claim(key, until) {
      return statements.claim.run(key, until).changes === 1;
    },
    async prune({history, attempts, claims}, limit) {
      return transaction(() => {
        const cutoffs = {inbox: history, log: history, sessions: history, attempts, claims};
        const counts = prunable.map(table => Number(statements.prune[table].run(cutoffs[table], limit).changes));
        return counts.reduce((sum, count) => sum + count);
      });
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
      group.flush();
      close();
    },
  };
}

const prunable = ['inbox', 'log', 'sessions', 'attempts', 'claims'] as const;

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
    saveInbox: database.prepare('INSERT OR IGNORE INTO inbox (body_hash, event_key, trigger, received_at, body) VALUES (?, ?, ?, ?, ?)'),
    booking: database.prepare('SELECT facts, seq FROM bookings WHERE uid = ?'),
    saveBooking: database.prepare('INSERT OR REPLACE INTO bookings (uid, facts, seq) VALUES (?, ?, ?)'),
    appendLog: database.prepare('INSERT INTO log (uid, seq, at, cause, view) VALUES (?, ?, ?, ?, ?)'),
    log: database.prepare('SELECT seq, at, cause, view FROM log WHERE uid = ? AND seq > ? ORDER BY seq'),
    bindSession: database.prepare('INSERT OR IGNORE INTO sessions (rid, uid, bound_at) VALUES (?, ?, ?)'),
    session: database.prepare('SELECT uid FROM sessions WHERE rid = ?'),
    startAttempt: database.prepare('INSERT OR IGNORE INTO attempts (key, request_hash, started_at) VALUES (?, ?, ?)'),
    attempt: database.prepare('SELECT request_hash, started_at, status, body FROM attempts WHERE key = ?'),
    takeOverAttempt: database.prepare('UPDATE attempts SET started_at = ? WHERE key = ? AND started_at = ? AND status IS NULL'),
    finishAttempt: database.prepare('UPDATE attempts SET status = ?, body = ? WHERE key = ? AND status IS NULL'),
    forgetAttempt: database.prepare('DELETE FROM attempts WHERE key = ? AND status IS NULL'),
    claim: database.prepare('INSERT OR IGNORE INTO claims (key, until) VALUES (?, ?)'),
    prune: {
      inbox: database.prepare('DELETE FROM inbox WHERE rowid IN (SELECT rowid FROM inbox WHERE received_at < ? LIMIT ?)'),
      log: database.prepare('DELETE FROM log WHERE (uid, seq) IN (SELECT uid, seq FROM log WHERE at < ? LIMIT ?)'),
      sessions: database.prepare('DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions WHERE bound_at < ? LIMIT ?)'),
      attempts: database.prepare('DELETE FROM attempts WHERE rowid IN (SELECT rowid FROM attempts WHERE started_at < ? LIMIT ?)'),
      claims: database.prepare('DELETE FROM claims WHERE rowid IN (SELECT rowid FROM claims WHERE until < ? LIMIT ?)'),
    },
  };
}
