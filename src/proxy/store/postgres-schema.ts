import type {PoolClient} from 'pg';
import {StoreError} from './explain.ts';

/** One entry per version; entries are only ever appended, and leave what an older proxy beside this one needs. */
const migrations = [`
  CREATE TABLE booking_elements.inbox (
    body_hash text PRIMARY KEY, event_key text, trigger text NOT NULL, received_at timestamptz NOT NULL, body bytea NOT NULL
  );
  CREATE TABLE booking_elements.bookings (uid text PRIMARY KEY, facts json NOT NULL, seq integer NOT NULL);
  CREATE TABLE booking_elements.log (
    uid text NOT NULL, seq integer NOT NULL, at timestamptz NOT NULL, cause text NOT NULL, view json NOT NULL,
    PRIMARY KEY (uid, seq)
  );
  CREATE TABLE booking_elements.sessions (rid text PRIMARY KEY, uid text NOT NULL, bound_at timestamptz NOT NULL);
  CREATE TABLE booking_elements.attempts (
    key text PRIMARY KEY, request_hash text NOT NULL, started_at timestamptz NOT NULL, status integer, body text
  );
  CREATE TABLE booking_elements.claims (key text PRIMARY KEY, until timestamptz NOT NULL);
  CREATE INDEX inbox_received_at ON booking_elements.inbox (received_at);
  CREATE INDEX log_at ON booking_elements.log (at);
  CREATE INDEX sessions_bound_at ON booking_elements.sessions (bound_at);
  CREATE INDEX attempts_started_at ON booking_elements.attempts (started_at);
  CREATE INDEX claims_until ON booking_elements.claims (until);
`, `
  DROP TABLE booking_elements.claims;
  UPDATE booking_elements.inbox SET event_key = NULL WHERE event_key IS NOT NULL AND body_hash NOT IN (
    SELECT DISTINCT ON (event_key) body_hash FROM booking_elements.inbox WHERE event_key IS NOT NULL ORDER BY event_key, received_at
  );
  CREATE UNIQUE INDEX inbox_event_key ON booking_elements.inbox (event_key);
  ALTER TABLE booking_elements.sessions ADD COLUMN seat text;
  CREATE INDEX sessions_uid ON booking_elements.sessions (uid);
  ALTER TABLE booking_elements.bookings
    ADD COLUMN over_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN check_at timestamptz, ADD COLUMN tries integer NOT NULL DEFAULT 0;
  UPDATE booking_elements.bookings SET over_at = greatest(now(), substring(facts::text FROM '"end":{"at":"[^"]*","value":"([^"]*)"')::timestamptz);
  UPDATE booking_elements.bookings SET check_at = now() WHERE facts::text LIKE '%"doubtedAt":%';
  CREATE INDEX bookings_over_at ON booking_elements.bookings (over_at);
  CREATE INDEX bookings_check_at ON booking_elements.bookings (check_at) WHERE check_at IS NOT NULL;
`, `
  ALTER TABLE booking_elements.attempts ADD COLUMN asked text, ADD COLUMN note text;
  CREATE INDEX attempts_open ON booking_elements.attempts (started_at) WHERE status IS NULL AND note IS NOT NULL;
`, `
  ALTER TABLE booking_elements.bookings ADD COLUMN look_at timestamptz;
  UPDATE booking_elements.bookings SET look_at = now() WHERE over_at > now();
  CREATE INDEX bookings_look_at ON booking_elements.bookings (look_at) WHERE look_at IS NOT NULL;
`];

/** Any number that nothing else in the database locks: "book" in ASCII. */
const lock = 0x626f6f6b;

/**
 * Brings the tables up to date, in one transaction that one process at a time can be in. Throws one sentence when a
 * newer version wrote the database.
 */
export async function migrate(client: PoolClient): Promise<void> {
  await client.query('BEGIN');
  try {
    // A large table takes its time, and others may be at it.
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    const version = await readVersion(client);
    if (version > migrations.length) {
      throw new StoreError('The database in DATABASE_URL was written by a newer version: start that one, or use another database.');
    }
    for (const [index, migration] of [...migrations.entries()].slice(version)) {
      await client.query(migration);
      await client.query('INSERT INTO booking_elements.migrations (version) VALUES ($1)', [index + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    // A connection that broke says so here as well; the first error is the one to tell.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

// Looked for first: a role that may use the tables need not be allowed to make them.
async function readVersion(client: PoolClient): Promise<number> {
  const {rows: [found]} = await client.query('SELECT to_regclass(\'booking_elements.migrations\') IS NOT NULL AS exists');
  if (!found.exists) {
    await client.query('CREATE SCHEMA IF NOT EXISTS booking_elements');
    await client.query('CREATE TABLE booking_elements.migrations (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
  }
  const {rows: [last]} = await client.query('SELECT coalesce(max(version), 0) AS version FROM booking_elements.migrations');
  return last.version;
}
