import {Client} from 'pg';
import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {BookingFacts} from '../../../../src/core/state/facts.ts';
import {postgresStore} from '../../../../src/proxy/store/postgres/postgres.ts';
import type {Store} from '../../../../src/proxy/store/store.ts';
import {password, startPostgres} from '../../../support/servers/postgres.ts';
import {testStore} from '../contract.ts';

const at = '2026-10-01T09:00:00.000Z';
const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

describe.skipIf(!postgres)('PostgreSQL', () => {
  let url: string;
  const stores: Store[] = [];
  const clients: Client[] = [];

  beforeEach(async () => {
    url = await postgres!.createDatabase();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map(store => store.close()));
    await Promise.all(clients.splice(0).map(client => client.end()));
  });

  function openStore(address = url): Store {
    const store = postgresStore(address);
    stores.push(store);
    return store;
  }

  /** A connection that is no store's. */
  async function connect(): Promise<Client> {
    const client = new Client({connectionString: url});
    clients.push(client);
    await client.connect();
    return client;
  }

  function receive(store: Store, bodyHash: string, uid: string, facts: BookingFacts, ref?: {rid: string; uid: string}) {
    return store.receive(
      {bodyHash, trigger: 'BOOKING_CREATED', receivedAt: at, body: new Uint8Array()},
      [{uid, facts}],
      ref,
    );
  }

  describe('the promises of a store', () => {
    testStore(async () => postgresStore(url, {hasCallersClock: true}));
  });

  test('bringing the tables up to date may take longer than any query, and whoever asks meanwhile is told to wait', async () => {
    const other = await connect();
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(1651470187)');
    const queryMs = 200;
    const store = postgresStore(url, {queryMs});
    stores.push(store);
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

  test('a webhook is kept byte for byte, with the name of its event', async () => {
    const body = new Uint8Array([0, 255, 0x5c, 0x27, 0x78]);
    await openStore().receive(
      {bodyHash: 'a', eventKey: 'BOOKING_CREATED|u1|', trigger: 'BOOKING_CREATED', receivedAt: at, body},
      [],
    );

    const {rows} = await (await connect()).query('SELECT * FROM booking_elements.inbox');
    expect(rows).toEqual([
      {
        body_hash: 'a',
        event_key: 'BOOKING_CREATED|u1|',
        trigger: 'BOOKING_CREATED',
        received_at: new Date(at),
        body: Buffer.from(body),
      },
    ]);
  });

  test('a program around it may read times in its own way', async () => {
    const {default: pg} = await import('pg');
    const timestamptz = 1184;
    const before = pg.types.getTypeParser(timestamptz);
    pg.types.setTypeParser(timestamptz, text => `own ${text}`);
    const store = openStore();
    await store.record([{uid: 'u1', facts: {acceptedAt: at}}], 'test', at);

    expect(await store.log('u1', 0)).toMatchObject([{at}]);
    pg.types.setTypeParser(timestamptz, before);
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

  test('a server that was away is used again without a restart', async () => {
    const address = new URL(url);
    address.pathname = '/later';
    const store = openStore(address.href);
    expect(await store.healthy()).toBe(false);
    await (await connect()).query('CREATE DATABASE later');

    expect(await store.healthy()).toBe(true);
  });

  test('lost connections fail what they carried and nothing after it', async () => {
    const store = openStore();
    await store.ready!();
    const client = await connect();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'booking-proxy' AND datname = " +
        'current_database()',
    );
    await expect.poll(() => store.healthy()).toBe(true);

    expect(await receive(store, 'a', 'u1', {acceptedAt: at})).toHaveLength(1);
  });

  test('a database that can only be read is not healthy', async () => {
    await (
      await connect()
    ).query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`);
    const address = new URL(url);

    expect(await openStore(address.href).healthy()).toBe(false);
  });

  test('commits wait for the disk, also for a user who has that switched off', async () => {
    await (await connect()).query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
    const store = openStore();
    await store.ready!();

    const {rows} = await (await connect()).query('SHOW synchronous_commit');
    expect(rows, 'a session of anybody else').toEqual([{synchronous_commit: 'off'}]);
    await receive(store, 'a', 'u1', {acceptedAt: at});
    const lsn = 'SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn() AS flushed';
    expect((await (await connect()).query(lsn)).rows).toEqual([{flushed: true}]);
  });

  test('webhooks of one booking through several proxies at once get one number each', async () => {
    const proxies = [openStore(), openStore(), openStore()];
    const changes: BookingFacts[] = [
      {requestedAt: at},
      {paidAt: at},
      {acceptedAt: at},
      {startedAt: at},
      {endedAt: at},
      {cancelledAt: at},
    ];
    const logged = await Promise.all(
      changes.flatMap((facts, index) => proxies.map(store => receive(store, `e${index}`, 'u1', facts))),
    );

    const log = await proxies[0]!.log('u1', 0);
    expect(log.map(({seq}) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(
      logged
        .flat()
        .map(({seq}) => seq)
        .sort((a, b) => a - b),
      'each was told to one proxy',
    ).toEqual(log.map(({seq}) => seq));
  });

  test('a webhook that loses a deadlock is stored all the same', {timeout: 20_000}, async () => {
    const store = openStore();
    await receive(store, 'a', 'u1', {requestedAt: at});
    await receive(store, 'b', 'u2', {requestedAt: at});
    const client = await connect();
    // So that it is the store that finds out, and loses.
    await client.query("SET deadlock_timeout = '1min'; BEGIN");
    await client.query("SELECT FROM booking_elements.bookings WHERE uid = 'u2' FOR UPDATE");
    const received = store.receive({bodyHash: 'c', trigger: 'T', receivedAt: at, body: new Uint8Array()}, [
      {uid: 'u2', facts: {acceptedAt: at}},
      {uid: 'u1', facts: {acceptedAt: at}},
    ]);
    const waiting = async () =>
      (
        await (
          await connect()
        ).query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
      ).rowCount;
    await expect.poll(waiting).toBe(1);
    await client.query("SELECT FROM booking_elements.bookings WHERE uid = 'u1' FOR UPDATE");
    await client.query('COMMIT');

    expect((await received).map(({uid, seq}) => [uid, seq])).toEqual([
      ['u2', 2],
      ['u1', 2],
    ]);
    const deadlocks = async () =>
      (await client.query('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')).rows;
    await expect.poll(deadlocks, {timeout: 10_000}).toEqual([{deadlocks: 1}]);
  });
});
