import {existsSync, mkdirSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {explainSqlite, StoreError} from '../explain.ts';
import {isBusy} from '../patience.ts';

/** One entry per `user_version`. Entries are only appended. */
const migrations = [
  `
  CREATE TABLE inbox (body_hash TEXT PRIMARY KEY, trigger TEXT NOT NULL, received_at TEXT NOT NULL, body BLOB NOT NULL) STRICT;
  CREATE TABLE bookings (uid TEXT PRIMARY KEY, facts TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
  CREATE TABLE log (
    uid TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, cause TEXT NOT NULL, view TEXT NOT NULL,
    PRIMARY KEY (uid, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sessions (rid TEXT PRIMARY KEY, uid TEXT NOT NULL) STRICT;
  CREATE TABLE attempts (
    key TEXT PRIMARY KEY, request_hash TEXT NOT NULL, started_at TEXT NOT NULL, status INTEGER, body TEXT
  ) STRICT;
`,
  `
  CREATE TABLE claims (key TEXT PRIMARY KEY, until TEXT NOT NULL) STRICT;
  ALTER TABLE sessions ADD COLUMN bound_at TEXT NOT NULL DEFAULT '';
  UPDATE sessions SET bound_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now');
  ALTER TABLE inbox ADD COLUMN event_key TEXT;
  CREATE INDEX inbox_received_at ON inbox (received_at);
  CREATE INDEX log_at ON log (at);
  CREATE INDEX sessions_bound_at ON sessions (bound_at);
  CREATE INDEX attempts_started_at ON attempts (started_at);
  CREATE INDEX claims_until ON claims (until);
`,
  `
  DROP TABLE claims;
  UPDATE inbox SET event_key = NULL WHERE rowid NOT IN (SELECT min(rowid) FROM inbox WHERE event_key IS NOT NULL GROUP BY event_key);
  CREATE UNIQUE INDEX inbox_event_key ON inbox (event_key);
  ALTER TABLE sessions ADD COLUMN seat TEXT;
  CREATE INDEX sessions_uid ON sessions (uid);
  ALTER TABLE bookings ADD COLUMN over_at TEXT NOT NULL DEFAULT '';
  ALTER TABLE bookings ADD COLUMN check_at TEXT;
  ALTER TABLE bookings ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
  UPDATE bookings SET over_at = max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), coalesce(json_extract(facts, '$.end.value'), ''));
  UPDATE bookings SET check_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE facts LIKE '%"doubtedAt":%';
  CREATE INDEX bookings_over_at ON bookings (over_at);
  CREATE INDEX bookings_check_at ON bookings (check_at) WHERE check_at IS NOT NULL;
`,
  `
  CREATE TABLE kept (key TEXT NOT NULL, body_hash TEXT NOT NULL, trigger TEXT NOT NULL, received_at TEXT NOT NULL, body BLOB NOT NULL) STRICT;
  INSERT INTO kept SELECT coalesce(event_key, body_hash), body_hash, trigger, received_at, body FROM inbox ORDER BY rowid;
  DROP TABLE inbox;
  ALTER TABLE kept RENAME TO inbox;
  CREATE UNIQUE INDEX inbox_key ON inbox (key);
`,
  `
  ALTER TABLE attempts ADD COLUMN asked TEXT;
  ALTER TABLE attempts ADD COLUMN note TEXT;
  CREATE INDEX attempts_open ON attempts (started_at) WHERE status IS NULL AND note IS NOT NULL;
`,
  `
  ALTER TABLE bookings ADD COLUMN look_at TEXT;
  UPDATE bookings SET look_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE over_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now');
  CREATE INDEX bookings_look_at ON bookings (look_at) WHERE look_at IS NOT NULL;
`,
  `
  CREATE TABLE bound (rid TEXT NOT NULL, uid TEXT NOT NULL, seat TEXT, bound_at TEXT NOT NULL, PRIMARY KEY (rid, uid)) STRICT;
  INSERT INTO bound SELECT rid, uid, seat, bound_at FROM sessions ORDER BY rowid;
  DROP TABLE sessions;
  ALTER TABLE bound RENAME TO sessions;
  CREATE INDEX sessions_bound_at ON sessions (bound_at);
  CREATE INDEX sessions_uid ON sessions (uid);
`,
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY, effect TEXT NOT NULL, key TEXT NOT NULL, uid TEXT, event TEXT, trigger TEXT NOT NULL,
    pass TEXT, state TEXT NOT NULL, round INTEGER NOT NULL, attempt INTEGER NOT NULL, events INTEGER NOT NULL,
    created_at INTEGER NOT NULL, due_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, ended_at INTEGER, slot_at INTEGER,
    owner TEXT, turn TEXT, reason TEXT, status INTEGER, progress REAL, note TEXT
  ) STRICT;
  CREATE INDEX runs_state ON runs (state, due_at);
  CREATE INDEX runs_created_at ON runs (created_at);
  CREATE INDEX runs_uid ON runs (uid);
  CREATE INDEX runs_ended_at ON runs (ended_at) WHERE ended_at IS NOT NULL;
  CREATE TABLE run_steps (
    run TEXT NOT NULL, name TEXT NOT NULL, value TEXT, at INTEGER NOT NULL, PRIMARY KEY (run, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run_attempts (
    run TEXT NOT NULL, round INTEGER NOT NULL, attempt INTEGER NOT NULL, started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT, status INTEGER, PRIMARY KEY (run, round, attempt)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run_passes (
    effect TEXT NOT NULL, key TEXT NOT NULL, uid TEXT, event TEXT, trigger TEXT NOT NULL, events INTEGER NOT NULL,
    taken INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, PRIMARY KEY (effect, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run_gates (target TEXT PRIMARY KEY, free_at REAL NOT NULL, shut_until INTEGER NOT NULL) STRICT;
  CREATE TABLE run_turns (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL UNIQUE, effect TEXT NOT NULL, key TEXT NOT NULL,
    due_at INTEGER NOT NULL, is_first INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX run_turns_key ON run_turns (effect, key, seq);
  CREATE INDEX run_turns_due ON run_turns (effect, due_at, seq) WHERE is_first = 1;
`,
];

/**
 * FULL: a commit is on disk when it returns, so an acknowledged webhook survives a power cut. A webhook's changes are
 * scattered, so small pages (in a new file) mean fewer bytes to write. The later the log's 16 MB are checkpointed, the
 * more webhooks share one write of a page. Each commit walks the page cache, so it is small; evicted pages are still in
 * the system's cache.
 */
const pragmas =
  'PRAGMA page_size = 2048; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000; ' +
  'PRAGMA cache_size = 400;';

/** At startup another program may hold the lock; later nothing waits for it in the event loop. */
const openingMs = 5_000;

/**
 * Opens the store's file in `directory` (created if missing) and migrates its tables. Throws a one-sentence error if
 * another process uses the directory or a newer version wrote it.
 */
export function openSqliteFile(directory: string): {database: DatabaseSync; close(): void} {
  try {
    makeDirectory(resolve(directory));
    return open(directory);
  } catch (error) {
    throw new StoreError(explainSqlite(error, directory));
  }
}

/**
 * Creates missing directories one by one: Node's recursive mkdir never returns below /proc, where none can be created.
 */
function makeDirectory(path: string): void {
  if (statSync(path, {throwIfNoEntry: false})?.isDirectory()) return;
  if (!existsSync(dirname(path))) makeDirectory(dirname(path));
  mkdirSync(path, {mode: 0o700});
}

function open(directory: string): {database: DatabaseSync; close(): void} {
  const lock = lockDirectory(directory);
  try {
    const database = new DatabaseSync(join(directory, 'booking.sqlite'), {timeout: openingMs});
    database.exec(pragmas);
    migrate(database, directory);
    requireWritable(database);
    database.exec('PRAGMA busy_timeout = 0');
    return {
      database,
      close() {
        database.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

// The lock has a file of its own: it is held permanently, while the store's file is locked per transaction only. The
// system releases it when the process ends in any way.
function lockDirectory(directory: string): DatabaseSync {
  const lock = new DatabaseSync(join(directory, 'lock.sqlite'), {timeout: 0});
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new StoreError(
      `Another process uses the data directory ${directory}: stop it, or give this one its own BOOKING_DATA.`,
    );
  }
}

/** Another user's file opens without an error and fails at the first webhook. */
function requireWritable(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE; ROLLBACK');
}

function migrate(database: DatabaseSync, directory: string): void {
  const {user_version: version} = database.prepare('PRAGMA user_version').get() as {user_version: number};
  if (version > migrations.length) {
    database.close();
    throw new StoreError(
      `The data directory ${directory} was written by a newer version: start that one, or use another BOOKING_DATA.`,
    );
  }
  migrations.slice(version).forEach((migration, index) => {
    database.exec(`BEGIN; ${migration}; PRAGMA user_version = ${version + index + 1}; COMMIT;`);
  });
}
