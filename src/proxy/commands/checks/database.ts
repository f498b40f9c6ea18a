import {accessSync, constants, existsSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import type {Settings} from '../../settings/settings.ts';
import {postgresStore} from '../../store/postgres/postgres.ts';
import {sqliteStore} from '../../store/sqlite/sqlite.ts';
import type {Store} from '../../store/store.ts';
import type {Line} from '../terminal.ts';

const name = 'database';

/**
 * Checks that the store can be written. A store in use by a running proxy is fine; a missing directory is not created.
 */
export async function checkDatabase(settings: Settings): Promise<Line[]> {
  const {databaseUrl, dataDirectory} = settings;
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, 'booking.sqlite')))
    return [checkDirectory(dataDirectory)];
  let store: Store | undefined;
  try {
    store = databaseUrl === undefined ? sqliteStore(dataDirectory) : postgresStore(databaseUrl);
    await store.ready?.();
    if (await store.healthy())
      return [{name, status: 'ok', message: `${databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'} is writable.`}];
    const message = store.explain?.();
    if (message !== undefined) return [{name, status: 'fail', message}];
    return [
      {
        name,
        status: 'fail',
        message: 'The store cannot be written.',
        todo: 'check whether its disk is full or read-only, and whether this user may write.',
      },
    ];
  } catch (error) {
    const {message} = error as Error;
    if (message.startsWith('Another process uses'))
      return [{name, status: 'ok', message: 'SQLite is in use by the proxy running here.'}];
    return [
      {
        name,
        status: 'fail',
        message,
        todo: 'set DATABASE_URL or BOOKING_DATA to a store this user can reach and write.',
      },
    ];
  } finally {
    await store?.close();
  }
}

function checkDirectory(directory: string): Line {
  let parent = resolve(directory);
  while (!existsSync(parent)) parent = dirname(parent);
  try {
    accessSync(parent, constants.W_OK);
    if (statSync(parent).isDirectory())
      return {name, status: 'ok', message: `SQLite will be created in ${directory} at the first start.`};
  } catch {
    // Reported below.
  }
  return {
    name,
    status: 'fail',
    message: `${directory} cannot be created or written by this user.`,
    todo: 'give BOOKING_DATA a directory that belongs to the user the proxy runs as.',
  };
}
