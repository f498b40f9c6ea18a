import type {Client, ClientConfig, Pool, QueryResult, QueryResultRow} from 'pg';
import {explainPostgres, failureCode as codeOf, StoreError} from '../explain.ts';
import {migrate} from './postgres-schema.ts';

/** Runs one statement; rejects with the server's error. */
export type Query = <Row extends QueryResultRow>(text: string, values?: unknown[]) => Promise<QueryResult<Row>>;

/** A PostgreSQL database whose tables are up to date before anything else is asked of it. */
export interface Database {
  /** Connects and brings the tables up to date; rejects with one sentence, and tries again at the next call. */
  ready(): Promise<void>;
  query: Query;
  /** Runs `work` in one transaction, again when the server gave it up in favour of another one. */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  /** A connection outside of the pool, with the tables up to date. It is the caller's to end. */
  connect(): Promise<Client>;
  close(): Promise<void>;
}

/** Neither a server that hangs nor one that is gone may hold a visitor's request for longer. */
const timeouts = {connectionTimeoutMillis: 5_000, query_timeout: 10_000};
/**
 * What the server itself ends, so that a proxy that is gone leaves neither locks nor work behind: a machine that vanishes
 * in the middle of a transaction is noticed by the network after minutes only. Below the time-outs here, for an answer
 * of the server says more than none.
 */
const serverTimeouts = {statement_timeout: '8s', lock_timeout: '5s', idle_in_transaction_session_timeout: '10s'};
const mostTries = 5;
/** Serialization failure and deadlock: nothing was done, and the same work may go through the next time. */
const retryable = ['40001', '40P01'];

/** Seams for tests. */
export interface DatabaseOptions {
  /** How long any query but a migration may take, and whoever asks waits for the tables to be brought up to date; 10 000 without it. */
  queryMs?: number;
}

/** The database at `url`. Nothing is loaded or opened before the first call. */
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
    // Only those who use it pay for it, and a page's bundle never sees it.
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
      // Not waited for: a connection to a server that hangs does not end.
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

  /** Whoever asks for something waits no longer for the tables than for an answer. */
  async function poolInTime(): Promise<Pool> {
    if (opened && !closing) return opened;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new StoreError(
              'The tables in DATABASE_URL are being brought up to date: wait; the proxy goes on by itself.',
            ),
          ),
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
 * The driver's client with a listener for what breaks, from its first moment on. The pool listens to idle ones only: the
 * loss of a connection that is at work is told to whoever asked, and would end the process besides.
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
    // Said here, because the server's own default may be another.
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work((text, values) => client.query(text, values));
    await client.query('COMMIT');
    isBroken = false;
    return result;
  } catch (error) {
    // The server's own refusal leaves the connection usable; after anything else nobody knows its state.
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

// A role may have `synchronous_commit` off to be quicker: an acknowledged webhook would be lost in a power cut.
async function prepareSession(client: {query: Query}): Promise<void> {
  await client.query(
    `
    SELECT set_config('synchronous_commit', CASE setting WHEN 'off' THEN 'on' ELSE setting END, false),
      set_config(name, value, false)
    FROM current_setting('synchronous_commit') AS setting, unnest($1::text[], $2::text[]) AS timeouts (name, value)`,
    [Object.keys(serverTimeouts), Object.values(serverTimeouts)],
  );
}
