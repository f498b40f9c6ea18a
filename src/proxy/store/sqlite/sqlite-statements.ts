import type {DatabaseSync} from 'node:sqlite';

/** The tables pruned by a time of their own. */
export const prunable = ['inbox', 'log', 'sessions', 'attempts'] as const;

/** The columns read of a booking. */
export interface BookingRow {
  facts: string;
  seq: number;
  check_at: string | null;
  tries: number;
}

/** The columns read of an attempt. */
export interface AttemptRow {
  request_hash: string;
  started_at: string;
  status: number | null;
  body: string | null;
}

/** All prepared statements. */
export function prepare(database: DatabaseSync) {
  return {
    // A known body or event is not stored again. A body that names no event is identified by its hash.
    saveInbox: database.prepare(
      'INSERT OR IGNORE INTO inbox (key, body_hash, trigger, received_at, body) VALUES (?, ?, ?, ?, ?)',
    ),
    inbox: database.prepare('SELECT 1 FROM inbox WHERE key = ? AND body_hash = ?'),
    webhook: database.prepare('SELECT body FROM inbox WHERE key = ?'),
    booking: database.prepare('SELECT facts, seq, check_at, tries FROM bookings WHERE uid = ?'),
    saveBooking: database.prepare(`
      INSERT INTO bookings (uid, facts, seq, over_at, check_at, tries, look_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid)
      DO UPDATE SET facts = excluded.facts, seq = excluded.seq, over_at = excluded.over_at, check_at = excluded.check_at, tries = excluded.tries,
        look_at = excluded.look_at`),
    checks: {
      due: database.prepare('SELECT uid, tries FROM bookings WHERE check_at <= ? ORDER BY check_at, uid LIMIT ?'),
      lease: database.prepare('UPDATE bookings SET check_at = ? WHERE uid = ?'),
      plan: database.prepare('UPDATE bookings SET check_at = ?, tries = ? WHERE uid = ? AND check_at = ?'),
    },
    routineChecks: {
      due: database.prepare('SELECT uid, 0 AS tries FROM bookings WHERE look_at <= ? ORDER BY look_at, uid LIMIT ?'),
      lease: database.prepare('UPDATE bookings SET look_at = ? WHERE uid = ?'),
      plan: database.prepare('UPDATE bookings SET look_at = ? WHERE uid = ? AND look_at = ?'),
      hasten: database.prepare('UPDATE bookings SET look_at = ? WHERE look_at > ? AND uid = ?'),
      hastenNext: database.prepare(`
        UPDATE bookings SET look_at = ? WHERE uid IN (SELECT uid FROM bookings WHERE look_at > ? ORDER BY look_at LIMIT ?)`),
    },
    appendLog: database.prepare('INSERT INTO log (uid, seq, at, cause, view) VALUES (?, ?, ?, ?, ?)'),
    log: database.prepare('SELECT seq, at, cause, view FROM log WHERE uid = ? AND seq > ? ORDER BY seq'),
    bindSession: database.prepare('INSERT OR IGNORE INTO sessions (rid, uid, seat, bound_at) VALUES (?, ?, ?, ?)'),
    session: database.prepare(
      'SELECT uid, seat FROM sessions WHERE rid = ? AND uid = coalesce(?, uid) ORDER BY rowid LIMIT 1',
    ),
    startAttempt: database.prepare(
      'INSERT OR IGNORE INTO attempts (key, request_hash, started_at, asked, note) VALUES (?, ?, ?, ?, ?)',
    ),
    recallAttempt: database.prepare('SELECT body FROM attempts WHERE key = ? AND asked = ? AND status IS NOT NULL'),
    openAttempts: database.prepare(`
      SELECT key, started_at AS startedAt, note FROM attempts WHERE status IS NULL AND note IS NOT NULL AND started_at <= ? ORDER BY started_at, key LIMIT ?`),
    attempt: database.prepare('SELECT request_hash, started_at, status, body FROM attempts WHERE key = ?'),
    takeOverAttempt: database.prepare(
      'UPDATE attempts SET started_at = ? WHERE key = ? AND started_at = ? AND status IS NULL',
    ),
    finishAttempt: database.prepare(
      'UPDATE attempts SET status = ?, body = ?, note = NULL WHERE key = ? AND status IS NULL',
    ),
    forgetAttempt: database.prepare('DELETE FROM attempts WHERE key = ? AND status IS NULL'),
    // In the table of attempts, under a key no attempt has.
    probe: database.prepare(`
      INSERT INTO attempts (key, request_hash, started_at, status, body) VALUES ('a probe', '', ?, 0, '')
      ON CONFLICT (key) DO UPDATE SET started_at = excluded.started_at`),
    prune: {
      // Webhooks are stored in order of arrival, so the oldest come first and need no index.
      inbox: database.prepare(
        'DELETE FROM inbox WHERE received_at < ? AND rowid IN (SELECT rowid FROM inbox ORDER BY rowid LIMIT ?)',
      ),
      log: database.prepare('DELETE FROM log WHERE (uid, seq) IN (SELECT uid, seq FROM log WHERE at < ? LIMIT ?)'),
      sessions: database.prepare(
        'DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions WHERE bound_at < ? LIMIT ?)',
      ),
      attempts: database.prepare(
        'DELETE FROM attempts WHERE rowid IN (SELECT rowid FROM attempts WHERE started_at < ? LIMIT ?)',
      ),
    },
    overBookings: database.prepare(`
      SELECT uid FROM bookings WHERE over_at < ? AND check_at IS NULL AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.uid = bookings.uid) LIMIT ?`),
    forgetLog: database.prepare('DELETE FROM log WHERE uid = ?'),
    forgetBooking: database.prepare('DELETE FROM bookings WHERE uid = ?'),
  };
}
