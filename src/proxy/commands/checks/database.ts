import {accessSync, constants, existsSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import type {Settings} from '../../settings/settings.ts';
import {postgresStore} from '../../store/postgres/postgres.ts';
import {sqliteStore} from '../../store/sqlite/sqlite.ts';
import type {Store} from '../../store/store.ts';
import type {Line} from '../terminal.ts';

const name = 'database';

/** Whether the store can be written. A running proxy that holds it is fine; a directory that is not there yet is not made. */
export async function checkDatabase(settings: Settings): Promise<Line[]> {
  const {databaseUrl, dataDirectory} = settings;
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, 'booking.sqlite')))
    return [checkDirectory(dataDirectory)];
  let store: Store | undefined;
  try {
    store = databaseUrl === undefined ? sqliteStore(dataDirectory) : postgresStore(databaseUrl);
    await store.ready?.();
    if (await store.healthy())
      return [
        {name, status: 'ok', message: `${databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'} takes what is written.`},
      ];
    const message = store.explain?.();
    if (message !== undefined) return [{name, status: 'fail', message}];
    return [
      {
        name,
        status: 'fail',
        message: 'It cannot be written.',
        todo: 'look whether its disk is full or read-only, and whether this user may write.',
      },
    ];
  } catch (error) {
    const {message} = error as Error;
    if (message.startsWith('Another process uses'))
      return [{name, status: 'ok', message: 'SQLite is in use, by the proxy that runs here.'}];
    return [
      {name, status: 'fail', message, todo: 'set DATABASE_URL or BOOKING_DATA to what this user can reach and write.'},
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
      return {name, status: 'ok', message: `SQLite will be made in ${directory} at the first start.`};
  } catch {
    // Told below.
  }
  return {
    name,
    status: 'fail',
    message: `${directory} cannot be made or written by this user.`,
    todo: 'give BOOKING_DATA a directory that belongs to the user the proxy runs as.',
  };
}
