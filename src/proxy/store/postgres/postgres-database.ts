import type {Client, ClientConfig, Pool, QueryResult, QueryResultRow} from 'pg';
import {explainPostgres, failureCode as codeOf, StoreError} from '../explain.ts';
import {migrate} from './postgres-schema.ts';

/** Runs one statement; rejects with the server's error. */
export type Query = <Row extends QueryResultRow>(text: string, values?: unknown[]) => Promise<QueryResult<Row>>;

/** A PostgreSQL database. Migrates the tables before the first query. */
export interface Database {
  /** Connects and migrates the tables. Rejects with a one-sentence reason; the next call tries again. */
  ready(): Promise<void>;
  query: Query;
  /** Runs `work` in one transaction; repeats it when the server aborted it in favour of another one. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  /** A connection outside of the pool, after migration. The caller must end it. */
  connect(): Promise<Client>;
  close(): Promise<void>;
}

/** Limits how long a hanging or unreachable server can delay a visitor's request. */
const timeouts = {connectionTimeoutMillis: 5_000, query_timeout: 10_000};
/**
 * Enforced by the server, so that a proxy that vanished leaves neither locks nor work behind: the network notices a
 * machine lost in the middle of a transaction only after minutes. Shorter than the client's timeouts, because a
 * server's error says more than silence.
 */
const serverTimeouts = {statement_timeout: '8s', lock_timeout: '5s', idle_in_transaction_session_timeout: '10s'};
const mostTries = 5;
/** Serialization failure and deadlock: nothing was done, and the same work may succeed when repeated. */
const retryable = ['40001', '40P01'];

/** Options for tests. */
export interface DatabaseOptions {
  /**
   * The longest a query other than a migration may take, and the longest a caller waits for the migration, in
   * milliseconds. Defaults to 10 000.
   */
  queryMs?: number;
}

/** The database at `url`. Loads and opens nothing before the first call. */
export function openDatabase(url: string, {queryMs = timeouts.query_timeout}: DatabaseOptions = {}): Database {
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'booking-proxy',
    keepAlive: true,
    ...timeouts,
    query_timeout: queryMs,
  };
  let opening: Promise<Pool> | undefined;
  let opened: Pool | undefined;
  let closing: Promise<void> | undefined;

  async function open(): Promise<Pool> {
    // Loaded lazily: only users of PostgreSQL need it, and it must not enter a browser bundle.
    const {default: pg} = await import('pg');
    const pool = new pg.Pool({...config, max: 10, Client: await loadClient(), onConnect: prepareSession});
    // Without a listener the loss of an idle connection would end the process.
    pool.on('error', () => {});
    try {
      const client = await pool.connect();
      let isBroken = true;
      await migrate(client)
        .then(() => void (isBroken = false))
        .finally(() => client.release(isBroken));
      opened = pool;
      return pool;
    } catch (error) {
      // Not awaited: a connection to a hanging server does not end.
      pool.end().catch(() => {});
      throw new StoreError(explainPostgres(error, url));
    }
  }

  function pool(): Promise<Pool> {
    if (closing) return Promise.reject(new Error('The store is closed.'));
    opening ??= open().catch(error => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  /** Limits the wait for a migration to that for a query. */
  async function poolInTime(): Promise<Pool> {
    if (opened && !closing) return opened;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(new StoreError('The tables in DATABASE_URL are being migrated: wait; the proxy recovers by itself.')),
        queryMs,
      );
    });
    return Promise.race([pool(), late]).finally(() => clearTimeout(timer));
  }

  return {
    async ready() {
      await pool();
    },
    async query(text, values) {
      return (await poolInTime()).query(text, values);
    },
    async transaction(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await runOnce(await poolInTime(), work);
        } catch (error) {
          if (tries === mostTries || !retryable.includes(codeOf(error))) throw error;
        }
        await new Promise(resolve => setTimeout(resolve, Math.random() * 20 * tries));
      }
    },
    async connect() {
      await pool();
      const client = new (await loadClient())(config);
      await client.connect();
      return client;
    },
    close() {
      closing ??= Promise.resolve(opening).then(
        pool => pool?.end(),
        () => {},
      );
      return closing;
    },
  };
}

/**
 * The driver's client with an error listener from its creation. The pool listens only to idle clients: losing a busy
 * connection rejects its query and would also end the process.
 */
async function loadClient(): Promise<typeof Client> {
  const {default: pg} = await import('pg');
  return class extends pg.Client {
    constructor(options?: string | ClientConfig) {
      super(options);
      this.on('error', () => {});
    }
  };
}

async function runOnce<Result>(pool: Pool, work: (query: Query) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    // Set here, because the server's default may differ.
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work((text, values) => client.query(text, values));
    await client.query('COMMIT');
    isBroken = false;
    return result;
  } catch (error) {
    // After the server's own error the connection is usable; after any other error its state is unknown.
    if (codeOf(error).length === 5)
      isBroken = !(await client.query('ROLLBACK').then(
        () => true,
        () => false,
      ));
    throw error;
  } finally {
    client.release(isBroken);
  }
}

// A role may have `synchronous_commit` off for speed: a power cut would then lose acknowledged webhooks.
async function prepareSession(client: {query: Query}): Promise<void> {
  await client.query(
    `
    SELECT set_config('synchronous_commit', CASE setting WHEN 'off' THEN 'on' ELSE setting END, false),
      set_config(name, value, false)
    FROM current_setting('synchronous_commit') AS setting, unnest($1::text[], $2::text[]) AS timeouts (name, value)`,
    [Object.keys(serverTimeouts), Object.values(serverTimeouts)],
  );
}
