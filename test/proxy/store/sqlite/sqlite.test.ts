import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {explainSqlite} from '../../../../src/proxy/store/explain.ts';
import {sqliteStore} from '../../../../src/proxy/store/sqlite/sqlite.ts';
import {testStore} from '../contract.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'booking-store-'));
});
afterEach(() => rmSync(directory, {recursive: true}));

describe('the promises of a store', () => {
  testStore(async () => sqliteStore(directory));
});

test('a second store on the same directory is refused with one sentence', async () => {
  const store = sqliteStore(directory);
  expect(() => sqliteStore(directory)).toThrow(
    `Another process uses the data directory ${directory}: stop it, or give this one its own BOOKING_DATA.`,
  );
  await store.close();

  await sqliteStore(directory).close();
});

test('a second process is refused while the first one lives', async () => {
  const store = sqliteStore(directory);
  const second = promisify(execFile)(process.execPath, [
    new URL('../child.ts', import.meta.url).pathname,
    directory,
    'open',
  ]);

  await expect(second).rejects.toMatchObject({
    stderr: expect.stringContaining('Another process uses the data directory'),
  });
  await store.close();
});

test('a directory that a newer version wrote is refused', () => {
  const file = new DatabaseSync(join(directory, 'booking.sqlite'));
  file.exec('PRAGMA user_version = 999');
  file.close();

  expect(() => sqliteStore(directory)).toThrow('was written by a newer version');
  expect(() => sqliteStore(directory), 'the lock was given back').toThrow('was written by a newer version');
});

test('a directory of an older version is brought up to date, with what it holds', async () => {
  const file = new DatabaseSync(join(directory, 'booking.sqlite'));
  file.exec(`
    CREATE TABLE inbox (body_hash TEXT PRIMARY KEY, trigger TEXT NOT NULL, received_at TEXT NOT NULL, body BLOB NOT NULL) STRICT;
    CREATE TABLE bookings (uid TEXT PRIMARY KEY, facts TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
    CREATE TABLE log (uid TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, cause TEXT NOT NULL, view TEXT NOT NULL, PRIMARY KEY (uid, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE sessions (rid TEXT PRIMARY KEY, uid TEXT NOT NULL) STRICT;
    CREATE TABLE attempts (key TEXT PRIMARY KEY, request_hash TEXT NOT NULL, started_at TEXT NOT NULL, status INTEGER, body TEXT) STRICT;
    INSERT INTO inbox VALUES ('h1', 'BOOKING_CREATED', '2999-01-01T09:00:00.000Z', x'00');
    INSERT INTO sessions VALUES ('r1', 'u1');
    INSERT INTO bookings VALUES ('old', '{"acceptedAt":"2026-01-01T09:00:00.000Z","end":{"at":"2026-01-01T09:00:00.000Z","value":"2026-01-02T09:00:00.000Z"}}', 1);
    INSERT INTO bookings VALUES ('doubtful', '{"doubtedAt":"2026-01-01T09:00:00.000Z"}', 0);
    PRAGMA user_version = 1;`);
  file.close();
  const store = sqliteStore(directory);

  const aMinuteAgo = new Date(Date.now() - 60_000).toISOString();
  expect(await store.prune({history: aMinuteAgo, attempts: aMinuteAgo, bookings: aMinuteAgo}, 100)).toBe(0);
  expect((await store.session('r1'))?.uid).toBe('u1');
  expect(await store.leaseChecks(new Date().toISOString(), aMinuteAgo, 10)).toMatchObject([{uid: 'doubtful'}]);
  expect((await store.booking('old'))?.seq).toBe(1);
  const received = {bodyHash: 'h1', trigger: 'BOOKING_CREATED', receivedAt: aMinuteAgo, body: new Uint8Array()};
  expect(await store.receive(received, [{uid: 'new', facts: {acceptedAt: aMinuteAgo}}]), 'stored before').toEqual([]);
  expect(
    await store.receive({...received, bodyHash: 'h2'}, [{uid: 'new', facts: {acceptedAt: aMinuteAgo}}]),
  ).toHaveLength(1);
  await store.close();
});

test('the directory is made, for its owner only', async () => {
  const nested = join(directory, 'a', 'b');
  await sqliteStore(nested).close();

  expect(statSync(nested).mode & 0o777).toBe(0o700);
});

describe('another program at the same file', () => {
  /** Holds the lock in a process of its own, as backup tools do, and tells when it has it. */
  async function hold(ms: number): Promise<{closed: Promise<unknown>}> {
    const program = `
      const {DatabaseSync} = require('node:sqlite');
      const database = new DatabaseSync(${JSON.stringify(join(directory, 'booking.sqlite'))}, {timeout: 5000});
      database.exec('BEGIN IMMEDIATE');
      process.stdout.write('locked');
      setTimeout(() => database.exec('COMMIT'), ${ms});`;
    const child = spawn(process.execPath, ['-e', program], {stdio: ['ignore', 'pipe', 'inherit']});
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    return {closed};
  }

  test('that holds its lock for 300 ms delays webhooks and attempts, and fails none', async () => {
    const store = sqliteStore(directory);
    const at = '2026-10-01T09:00:00.000Z';
    for (let round = 0; round < 2; round += 1) {
      const {closed} = await hold(300);
      await Promise.all([
        ...Array.from({length: 6}, (_, index) =>
          store.receive({bodyHash: `h${round}-${index}`, trigger: 'T', receivedAt: at, body: new Uint8Array()}, [
            {uid: `u${index}`, facts: {acceptedAt: at}},
          ]),
        ),
        store.record([{uid: 'own', facts: {acceptedAt: at}}], 'test', at),
        store.startAttempt(`k${round}`, 'hash', at),
        store.takeOverAttempt('none', at, at),
        store.finishAttempt('none', 201, ''),
        store.forgetAttempt('none'),
        store.leaseChecks(at, at, 1),
        store.planCheck({uid: 'none', tries: 0, leasedUntil: at}, 0, undefined),
        store.prune({history: at, attempts: '2026-01-01T00:00:00.000Z', bookings: at}, 10),
        store.healthy().then(is => expect(is).toBe(true)),
      ]);
      await closed;
    }
    expect((await store.booking('u5'))?.view.state).toBe('accepted');
    expect(await store.startAttempt('k1', 'hash', at)).toMatchObject({state: 'in_progress'});
    await store.close();
  });

  test('that holds its lock at the start is waited for', async () => {
    await sqliteStore(directory).close();
    const {closed} = await hold(300);

    await sqliteStore(directory).close();
    await closed;
  });
});

describe('it does not start, and says in one sentence where and why', () => {
  const refusal = (place: string) => {
    try {
      void sqliteStore(place).close();
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  test('below a file, in place of a file, and on what is no database', () => {
    const file = join(directory, 'file');
    writeFileSync(file, 'nothing');
    mkdirSync(join(directory, 'damaged'));
    writeFileSync(
      join(directory, 'damaged', 'booking.sqlite'),
      'This is no database, and it is longer than a header of one, which has a hundred bytes at its beginning.',
    );
    mkdirSync(join(directory, 'strange', 'booking.sqlite'), {recursive: true});

    expect(refusal(join(file, 'data'))).toBe(
      `The data directory ${join(file, 'data')} is below a file (ENOTDIR): give BOOKING_DATA a directory that belongs to the user the proxy runs as.`,
    );
    expect(refusal(file)).toBe(
      `The data directory ${file} is a file: give BOOKING_DATA a directory that belongs to the user the proxy runs as.`,
    );
    expect(refusal(join(directory, 'damaged'))).toBe(
      `booking.sqlite in ${join(directory, 'damaged')} is damaged: stop the proxy and restore a backup (see "Backups" in DEPLOY.md).`,
    );
    expect(refusal(join(directory, 'strange'))).toBe(
      `booking.sqlite in ${join(directory, 'strange')} cannot be opened: give BOOKING_DATA a directory that belongs to the user the proxy runs as.`,
    );
  });

  test.skipIf(!existsSync('/proc/self'))('where no directory can be made, though nothing forbids it', () => {
    expect(refusal('/proc/booking/data')).toBe(
      'The data directory /proc/booking/data cannot be created (ENOENT): give BOOKING_DATA a directory that belongs ' +
        'to the user the proxy runs as.',
    );
  });

  test.each([
    [{code: 'EACCES'}, 'cannot be used by this user (EACCES): give BOOKING_DATA a directory that belongs to the user'],
    [{code: 'EROFS'}, 'is on a read-only file system (EROFS): mount it writable, or give'],
    [{code: 'ENOSPC'}, 'is full: free some space'],
    [{code: 'EMFILE'}, 'no file handles left: raise its limit (ulimit -n'],
    [{errcode: 8}, 'is read-only: mount it writable, or give'],
    [{errcode: 1032}, 'is read-only: mount it writable, or give'],
    [{errcode: 13}, 'is full: free some space; the proxy recovers by itself.'],
    [{errcode: 266}, "fails (SQLite 266): check the system's log"],
    [{errcode: 5}, 'locked: stop it, or make copies with booking-proxy backup.'],
    [{errcode: 11}, 'is damaged: stop the proxy and restore a backup'],
  ])('%j', (error, words) => {
    const sentence = explainSqlite(Object.assign(new Error('words that may repeat what was written'), error), '/data');
    expect(sentence).toContain(words);
    expect(sentence).not.toContain('may repeat');
  });
});
