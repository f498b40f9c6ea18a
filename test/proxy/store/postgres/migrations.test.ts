import {describe, expect, test} from 'vitest';
import {password} from '../../../support/servers/postgres.ts';
import {at, connect, openStore, postgres, receive, url} from './database.ts';

describe.skipIf(!postgres)("a proxy that starts on PostgreSQL's tables", () => {
  test('bringing the tables up to date may take longer than any query, and whoever asks meanwhile is told to wait', async () => {
    const other = await connect();
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(1651470187)');
    const queryMs = 200;
    const store = openStore(url, {queryMs});
    const ready = store.ready!();
    // Neither may be an unhandled rejection while the other is waited for.
    const [starting, asking] = [
      ready.then(() => 'ready', String),
      store.booking('u1').then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    ];
    expect(await asking).toMatch('are being migrated');
    const isLong =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory' AND " +
      'clock_timestamp() - query_start > $1::interval';
    await expect.poll(async () => (await other.query(isLong, [`${3 * queryMs} ms`])).rowCount).toBe(1);
    await other.query('COMMIT');

    expect(await starting).toBe('ready');
    expect(await store.booking('u1')).toBeUndefined();
  });

  describe('it does not start', () => {
    async function refusal(address: string): Promise<string> {
      const error = await openStore(address).ready!().then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(JSON.stringify([error, error?.stack, error?.cause])).not.toContain(password);
      return error!.message;
    }
    const other = (change: (address: URL) => void) => {
      const address = new URL(url);
      change(address);
      return address.href;
    };

    test('on a database that a newer version wrote', async () => {
      await openStore().ready!();
      await (await connect()).query('INSERT INTO booking_elements.migrations (version) VALUES (999)');

      expect(await refusal(url)).toBe(
        'The database in DATABASE_URL was written by a newer version: start that one, or use another database.',
      );
    });

    test('with a wrong password, without a database, without a server and without TLS, and says what to do in one sentence', async () => {
      const server = new URL(url).host;

      expect(await refusal(other(address => (address.password = `not-${password}`)))).toBe(
        `PostgreSQL at ${server} rejects the password of "postgres": correct DATABASE_URL.`,
      );
      expect(await refusal(other(address => (address.pathname = '/nowhere')))).toBe(
        `PostgreSQL at ${server} has no database "nowhere": create it, or correct DATABASE_URL.`,
      );
      expect(await refusal(other(address => (address.port = '1')))).toBe(
        'PostgreSQL at 127.0.0.1:1 refuses connections (ECONNREFUSED): start it, or correct DATABASE_URL.',
      );
      expect(await refusal(other(address => (address.search = '?sslmode=verify-full')))).toBe(
        `PostgreSQL at ${server} cannot be used (The server does not support SSL connections): start it, or correct DATABASE_URL.`,
      );
    });

    test('for a user who may not make the tables', async () => {
      await (await connect()).query(`CREATE ROLE guest LOGIN PASSWORD '${password}'`);

      expect(await refusal(other(address => (address.username = 'guest')))).toMatch(
        / does not allow "guest" to create the tables: GRANT CREATE ON DATABASE "booking_\d+" TO "guest"\.$/,
      );
    });
  });

  test('a user who may use the tables need not be allowed to make them', async () => {
    await openStore().ready!();
    await (
      await connect()
    ).query(`
      CREATE ROLE clerk LOGIN PASSWORD '${password}';
      GRANT USAGE ON SCHEMA booking_elements TO clerk;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA booking_elements TO clerk;`);
    const address = new URL(url);
    address.username = 'clerk';

    expect(await receive(openStore(address.href), 'a', 'u1', {acceptedAt: at})).toHaveLength(1);
  });

  test('proxies that start at the same time make the tables once', async () => {
    const starting = Array.from({length: 4}, () => openStore());
    await Promise.all(starting.map(store => store.ready!()));

    const {rows} = await (await connect()).query('SELECT version FROM booking_elements.migrations');
    expect(rows).toEqual([{version: 1}, {version: 2}, {version: 3}, {version: 4}, {version: 5}, {version: 6}]);
  });

  test('a database of an older version is brought up to date, with what it holds', async () => {
    const client = await connect();
    await client.query(`
      CREATE SCHEMA booking_elements;
      CREATE TABLE booking_elements.migrations (version integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
      INSERT INTO booking_elements.migrations (version) VALUES (1);
      CREATE TABLE booking_elements.inbox (body_hash text PRIMARY KEY, event_key text, trigger text NOT NULL, received_at timestamptz NOT NULL, body bytea NOT NULL);
      CREATE TABLE booking_elements.bookings (uid text PRIMARY KEY, facts json NOT NULL, seq integer NOT NULL);
      CREATE TABLE booking_elements.log (uid text NOT NULL, seq integer NOT NULL, at timestamptz NOT NULL, cause text NOT NULL, view json NOT NULL, PRIMARY KEY (uid, seq));
      CREATE TABLE booking_elements.sessions (rid text PRIMARY KEY, uid text NOT NULL, bound_at timestamptz NOT NULL);
      CREATE TABLE booking_elements.attempts (key text PRIMARY KEY, request_hash text NOT NULL, started_at timestamptz NOT NULL, status integer, body text);
      CREATE TABLE booking_elements.claims (key text PRIMARY KEY, until timestamptz NOT NULL);
      INSERT INTO booking_elements.inbox SELECT hash, key, 'T', '${at}', '' FROM (VALUES ('a', 'same'), ('b', 'same'), ('c', NULL), ('d', 'other')) AS old (hash, key);
      INSERT INTO booking_elements.bookings VALUES
        ('far', '{"acceptedAt":"${at}","end":{"at":"${at}","value":"2099-01-01T09:00:00.000Z"},"joinUrl":{"at":"","value":"\\u0000"}}', 1),
        ('doubtful', '{"doubtedAt":"${at}"}', 0);`);
    const store = openStore();
    await store.ready!();

    const {rows} = await client.query(
      'SELECT count(*)::int, count(event_key)::int AS named FROM booking_elements.inbox',
    );
    expect(rows).toEqual([{count: 4, named: 2}]);
    expect(await store.leaseChecks(new Date(Date.now() + 60_000).toISOString(), at, 10)).toMatchObject([
      {uid: 'doubtful'},
    ]);
    await store.prune({history: at, attempts: at, bookings: '2098-01-01T00:00:00.000Z'}, 10);
    expect((await store.booking('far'))?.seq).toBe(1);
  });
});
