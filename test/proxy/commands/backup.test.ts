import {copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {openCommands, type Commands} from './system.ts';

const at = '2026-10-01T09:00:00.000Z';
let commands: Commands;
let store: Store;
const place = (name: string) => join(commands.directory, name);
const receive = (uid: string) =>
  store.receive({bodyHash: uid, trigger: 'BOOKING_CREATED', receivedAt: at, body: new Uint8Array([1])}, [
    {uid, facts: {acceptedAt: at}},
  ]);

beforeEach(async () => {
  commands = await openCommands();
  store = sqliteStore(place('data'));
  await receive('u1');
});
afterEach(async () => {
  await store.close();
  await commands.close();
});

/** What a proxy finds that starts with the copy in place, as DEPLOY.md says. */
async function restored(file: string): Promise<Store> {
  mkdirSync(place('restored'));
  copyFileSync(place(file), join(place('restored'), 'booking.sqlite'));
  return sqliteStore(place('restored'));
}

describe('a backup', () => {
  test('made while the proxy stores webhooks holds all that was acknowledged before it began, and can be restored', async () => {
    let isDone = false;
    let count = 1;
    const writing = (async () => {
      while (!isDone) await receive(`u${(count += 1)}`);
    })();
    await expect.poll(() => count).toBeGreaterThan(20);
    const before = count - 1;
    const {code, out, json} = await commands.backup(['copy.sqlite', '--json']);
    isDone = true;
    await writing;

    expect([code, json.ok, json.file, json.bytes]).toEqual([
      0,
      true,
      'copy.sqlite',
      statSync(place('copy.sqlite')).size,
    ]);
    expect([json.bookings, json.webhooks, out.length > 0].every(Boolean)).toBe(true);
    expect(json.bookings).toBeGreaterThanOrEqual(before);
    const copy = await restored('copy.sqlite');
    for (let index = 1; index <= before; index += 1)
      expect((await copy.booking(`u${index}`))?.view.state).toBe('accepted');
    await copy.close();
  });

  test('is one file that only its owner can read, and says what is in it', async () => {
    const {code, out} = await commands.backup(['copy.sqlite']);

    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^copy\.sqlite contains 1 bookings and 1 webhooks \(\d+ bytes\)\.\n$/),
    ]);
    expect(statSync(place('copy.sqlite')).mode & 0o777).toBe(0o600);
    expect(readdirSync(commands.directory).filter(name => name.startsWith('copy'))).toEqual(['copy.sqlite']);
  });

  test.each<[string, string[], Record<string, string>, string]>([
    ['onto a file that is there', ['there.sqlite'], {}, 'there.sqlite already exists: name a new file.'],
    ['without a file', [], {}, 'backup needs one FILE: see booking-proxy --help.'],
    [
      'of PostgreSQL',
      ['copy.sqlite'],
      {DATABASE_URL: 'postgres://user:the-password@127.0.0.1:1/booking'},
      'The data is in PostgreSQL: make backups with pg_dump "$DATABASE_URL" --schema=booking_elements ' +
        '--format=custom --file=FILE.',
    ],
    [
      'of a directory without data',
      ['copy.sqlite'],
      {BOOKING_DATA: '/nowhere'},
      'No booking.sqlite in /nowhere: set BOOKING_DATA to the data directory.',
    ],
  ])('%s is not made, and says what to do', async (_, args, change, sentence) => {
    writeFileSync(place('there.sqlite'), '');
    const {code, err} = await commands.backup(args, change);

    expect([code, err]).toEqual([1, sentence]);
    expect(existsSync(place('copy.sqlite'))).toBe(false);
  });

  test('into a directory that is not there leaves nothing behind, and says so', async () => {
    const {code, err} = await commands.backup(['nowhere/copy.sqlite']);

    expect([code, err]).toEqual([1, expect.stringMatching(/^The backup was not made\. /)]);
  });
});
