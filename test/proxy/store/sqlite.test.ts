import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {sqliteStore} from '../../../src/proxy/store/sqlite.ts';
import {testStore} from './contract.ts';

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
  expect(() => sqliteStore(directory)).toThrow(`Another process uses the data directory ${directory}: stop it, or give this one its own BOOKING_DATA.`);
  await store.close();

  await sqliteStore(directory).close();
});

test('a second process is refused while the first one lives', async () => {
  const store = sqliteStore(directory);
  const second = promisify(execFile)(process.execPath, [new URL('./child.ts', import.meta.url).pathname, directory, 'open']);

  await expect(second).rejects.toMatchObject({stderr: expect.stringContaining('Another process uses the data directory')});
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
  expect(await store.receive({...received, bodyHash: 'h2'}, [{uid: 'new', facts: {acceptedAt: aMinuteAgo}}])).toHaveLength(1);
  await store.close();
});

test('the directory is made, for its owner only', async () => {
  const nested = join(directory, 'a', 'b');
  await sqliteStore(nested).close();

  expect(statSync(nested).mode & 0o777).toBe(0o700);
});
