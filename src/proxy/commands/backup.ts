import {chmodSync, existsSync, renameSync, rmSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import * as sqlite from 'node:sqlite';
import {parseArgs} from 'node:util';
import {SettingsError} from '../settings/settings.ts';
import {explainSqlite, StoreError} from '../store/explain.ts';
import {checkOptions, readOptions, type Command} from './options.ts';
import {writeJson} from './terminal.ts';

/** How long to wait for a lock of the running proxy, which holds it for milliseconds. */
const patienceMs = 10_000;

/**
 * `backup FILE`: copies the SQLite store into a new file, even while a proxy uses it. The file gets its name only once
 * it is complete and verified. Resolves with the exit code; rejects with a one-sentence reason.
 */
export async function backup(command: Command, args: string[]): Promise<number> {
  const {file, json} = parse(args);
  const {databaseUrl, dataDirectory} = checkOptions(await readOptions(command));
  if (databaseUrl !== undefined)
    throw new SettingsError([
      'The data is in PostgreSQL: make backups with pg_dump "$DATABASE_URL" --schema=booking_elements ' +
        '--format=custom --file=FILE.',
    ]);
  const source = join(dataDirectory, 'booking.sqlite');
  const target = resolve(command.directory, file);
  if (!existsSync(source))
    throw new SettingsError([`No booking.sqlite in ${dataDirectory}: set BOOKING_DATA to the data directory.`]);
  if (existsSync(target)) throw new SettingsError([`${file} already exists: name a new file.`]);
  const found = await copy(source, target).catch((error: unknown) => {
    throw new StoreError(`The backup was not made. ${explainSqlite(error, `${dataDirectory} or of ${file}`)}`);
  });
  if (json) writeJson(command.terminal, {ok: true, file, ...found});
  else
    command.terminal.out(
      `${file} contains ${found.bookings} bookings and ${found.webhooks} webhooks (${found.bytes} bytes).\n`,
    );
  return 0;
}

function parse(args: string[]): {file: string; json: boolean} {
  let parsed;
  try {
    parsed = parseArgs({args, allowPositionals: true, options: {json: {type: 'boolean'}}});
  } catch (error) {
    throw new SettingsError([`${(error as Error).message.split('.')[0]}: see booking-proxy --help.`]);
  }
  const [file, ...more] = parsed.positionals;
  if (!file || more.length > 0) throw new SettingsError(['backup needs one FILE: see booking-proxy --help.']);
  return {file, json: parsed.values.json ?? false};
}

async function copy(source: string, target: string): Promise<{bytes: number; bookings: number; webhooks: number}> {
  const half = `${target}.part`;
  rmSync(half, {force: true});
  try {
    await write(source, half);
    // The file contains names and addresses.
    chmodSync(half, 0o600);
    const counts = check(half);
    renameSync(half, target);
    return {bytes: statSync(target).size, ...counts};
  } catch (error) {
    rmSync(half, {force: true});
    throw error;
  }
}

async function write(source: string, target: string): Promise<void> {
  const database = new sqlite.DatabaseSync(source, {readOnly: true, timeout: patienceMs});
  try {
    // All pages in one step, because each webhook stored meanwhile would restart the copy. Requires Node 22.16.
    if (typeof sqlite.backup === 'function') await sqlite.backup(database, target, {rate: 0x7fffffff});
    else database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
}

/** Verifies the copy; throws if it is damaged. */
function check(file: string): {bookings: number; webhooks: number} {
  const database = new sqlite.DatabaseSync(file);
  try {
    const {integrity_check: result} = database.prepare('PRAGMA integrity_check').get() as {integrity_check: string};
    if (result !== 'ok') throw Object.assign(new Error('The copy is damaged.'), {errcode: 11});
    // A single file, without a log beside it that would have to be copied too.
    database.exec('PRAGMA journal_mode = DELETE');
    const count = (table: string) =>
      Number((database.prepare(`SELECT count(*) AS count FROM ${table}`).get() as {count: number}).count);
    return {bookings: count('bookings'), webhooks: count('inbox')};
  } finally {
    database.close();
  }
}
