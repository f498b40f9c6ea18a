import type {Client, ClientConfig, Pool, QueryResult, QueryResultRow} from 'pg';
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
const timeouts = {connectionTimeoutMillis: 5_000, query_timeout: 15_000};
const mostTries = 5;
/** Serialization failure and deadlock: nothing was done, and the same work may go through the next time. */
const retryable = ['40001', '40P01'];

/** The database at `url`. Nothing is loaded or opened before the first call. */
export function openDatabase(url: string): Database {
  const config: ClientConfig = {connectionString: url, application_name: 'booking-proxy', keepAlive: true, ...timeouts};
  let opening: Promise<Pool> | undefined;
  let closing: Promise<void> | undefined;

  async function open(): Promise<Pool> {
    // Only those who use it pay for it, and a page's bundle never sees it.
    const {default: pg} = await import('pg');
    const pool = new pg.Pool({...config, max: 10, onConnect: prepareSession});
    // Without a listener the loss of an idle connection would end the process.
    pool.on('error', () => {});
    try {
      const client = await pool.connect();
      await migrate(client).finally(() => client.release());
      return pool;
    } catch (error) {
      await pool.end();
      throw toSentence(error, url);
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

  return {
    async ready() {
      await pool();
    },
    async query(text, values) {
      return (await pool()).query(text, values);
    },
    async transaction(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await runOnce(await pool(), work);
        } catch (error) {
          if (tries === mostTries || !retryable.includes(codeOf(error))) throw error;
        }
        await new Promise(resolve => setTimeout(resolve, Math.random() * 20 * tries));
      }
    },
    async connect() {
      await pool();
      const {default: pg} = await import('pg');
      const client = new pg.Client(config);
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    close() {
      closing ??= Promise.resolve(opening).then(pool => pool?.end(), () => {});
      return closing;
    },
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
    if (codeOf(error).length === 5) isBroken = !await client.query('ROLLBACK').then(() => true, () => false);
    throw error;
  } finally {
    client.release(isBroken);
  }
}

// A role may have `synchronous_commit` off to be quicker: an acknowledged webhook would be lost in a power cut. And a
// machine that vanishes in the middle of a transaction must not keep its locks until the network notices.
async function prepareSession(client: {query: Query}): Promise<void> {
  await client.query(`
    SELECT set_config('synchronous_commit', CASE setting WHEN 'off' THEN 'on' ELSE setting END, false), set_config('idle_in_transaction_session_timeout', '10s', false)
    FROM current_setting('synchronous_commit') AS setting`);
}

function codeOf(error: unknown): string {
  return String((error as {code?: unknown} | undefined)?.code ?? '');
}

/** What to do about a database that does not open, without the address: it holds a password. */
function toSentence(error: unknown, url: string): Error {
  if (error instanceof Error && error.name === 'SchemaError') return error;
  const {hostname, port, pathname, username} = new URL(url);
  const server = `PostgreSQL at ${hostname || 'localhost'}:${port || 5432}`;
  const code = codeOf(error);
  const sentences: Record<string, string> = {
    '28P01': `${server} refuses the password of "${username}": correct DATABASE_URL.`,
    '28000': `${server} does not let "${username}" in: correct DATABASE_URL, or the server's pg_hba.conf.`,
    '3D000': `${server} has no database "${pathname.slice(1)}": create it, or correct DATABASE_URL.`,
    '42501': `${server} does not let "${username}" make the tables: GRANT CREATE ON DATABASE "${pathname.slice(1)}" TO "${username}".`,
    '53300': `${server} has no connection left: raise its max_connections, or end other programs.`,
  };
  return new Error(sentences[code] ?? `${server} cannot be used (${code || (error as Error).message}): start it, or correct DATABASE_URL.`);
}
