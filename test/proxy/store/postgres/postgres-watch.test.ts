import {EventEmitter} from 'node:events';
import {Client} from 'pg';
import {afterAll, afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Database} from '../../../../src/proxy/store/postgres/postgres-database.ts';
import {postgresStore} from '../../../../src/proxy/store/postgres/postgres.ts';
import {watchDatabase} from '../../../../src/proxy/store/postgres/postgres-watch.ts';
import type {Store} from '../../../../src/proxy/store/store.ts';
import {password, startPostgres} from '../../../support/servers/postgres.ts';

const at = '2026-10-01T09:00:00.000Z';
const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

describe.skipIf(!postgres)('what one proxy stores is told to the others', () => {
  let url: string;
  let writer: Store;
  let reader: Store;
  let heard: string[];
  let followed: {uids: string[]; rids: string[]};

  beforeEach(async () => {
    url = await postgres!.createDatabase();
    writer = postgresStore(url);
    reader = postgresStore(url);
    heard = [];
    followed = {uids: [], rids: []};
    await writer.ready!();
  });
  afterEach(() => Promise.all([writer.close(), reader.close()]));

  function watch(): () => void {
    return reader.watch!({
      onView: (uid, seq) => heard.push(`${uid} ${seq}`),
      onSession: rid => heard.push(`session ${rid}`),
      onBreak: () => heard.push('broke'),
      followed: () => followed,
    });
  }

  /** Watches, and waits until it is connected. */
  async function watching(): Promise<() => void> {
    const stop = watch();
    await expect.poll(listeners).toBe(1);
    return stop;
  }

  /** Runs a statement of somebody else's. */
  async function ask(sql: string): Promise<unknown[]> {
    const client = new Client({connectionString: url});
    await client.connect();
    const {rows} = await client.query(sql);
    await client.end();
    return rows;
  }

  const listening =
    "FROM pg_stat_activity WHERE query = 'LISTEN booking_elements' AND state = 'idle' AND datname = current_database()";
  const listeners = async () => (await ask(`SELECT pid ${listening}`)).length;

  const record = (uid: string, facts: object) => writer.record([{uid, facts}], 'test', at);

  test('which booking, which number and nothing else', async () => {
    await watching();
    await record('u 1', {requestedAt: at});
    await record('u 1', {requestedAt: at});
    await record('u2', {acceptedAt: at});
    await writer.receive(
      {bodyHash: 'a', trigger: 'T', receivedAt: at, body: new Uint8Array()},
      [{uid: 'u 1', facts: {acceptedAt: at}}],
      {rid: 'r1', uid: 'u 1'},
    );

    await expect.poll(() => heard).toEqual(['u 1 1', 'u2 1', 'u 1 2', 'session r1']);
  });

  test('only what was committed', async () => {
    await watching();
    await expect(
      writer.receive(
        {bodyHash: 'a', trigger: 'T', receivedAt: at, body: new Uint8Array()},
        [{uid: 'u1', facts: {acceptedAt: at}}],
        {rid: 'r1', uid: null as unknown as string},
      ),
    ).rejects.toThrow();
    await record('u2', {acceptedAt: at});

    await expect.poll(() => heard).toEqual(['u2 1']);
  });

  test('from the start, what is followed already', async () => {
    await record('u1', {requestedAt: at});
    await record('u1', {acceptedAt: at});
    await record('u2', {acceptedAt: at});
    followed = {uids: ['u1', 'unknown'], rids: ['r1']};
    watch();

    await expect.poll(() => heard).toEqual(['u1 2']);
  });

  test('again after the connection broke, with what was missed', {timeout: 20_000}, async () => {
    await ask(`CREATE ROLE reader SUPERUSER LOGIN PASSWORD '${password}'`);
    const address = new URL(url);
    address.username = 'reader';
    reader = postgresStore(address.href);
    await watching();
    followed = {uids: ['u1', 'u2'], rids: ['r1', 'r2']};
    await record('u1', {requestedAt: at});
    await expect.poll(() => heard).toEqual(['u1 1']);

    await ask('ALTER ROLE reader NOLOGIN');
    await ask(`SELECT pg_terminate_backend(pid) ${listening}`);
    await record('u1', {acceptedAt: at});
    await record('u1', {cancelledAt: at});
    await writer.receive({bodyHash: 'a', trigger: 'T', receivedAt: at, body: new Uint8Array()}, [], {
      rid: 'r2',
      uid: 'u1',
    });
    expect(heard).toEqual(['u1 1', 'broke']);
    await ask('ALTER ROLE reader LOGIN');
    await expect.poll(() => heard, {timeout: 8_000}).toEqual(['u1 1', 'broke', 'u1 3', 'session r2']);
    await record('u2', {acceptedAt: at});
    await expect.poll(() => heard).toEqual(['u1 1', 'broke', 'u1 3', 'session r2', 'u2 1']);
  });

  test('no longer once nobody wants it', async () => {
    const stop = await watching();
    stop();
    await expect.poll(listeners).toBe(0);
    await record('u1', {acceptedAt: at});

    expect(heard).toEqual([]);
  });

  test('a store that closes stops to listen', async () => {
    await watching();
    await reader.close();

    await expect.poll(listeners).toBe(0);
  });
});

test('a connection that died without a word is found out and made again', async () => {
  vi.useFakeTimers({toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']});
  const clients: FakeClient[] = [];
  const breaks = vi.fn();
  const database = {
    async connect() {
      clients.push(new FakeClient());
      return clients.at(-1)! as unknown as Client;
    },
    query: async () => ({rows: []}),
  } as unknown as Database;
  const stop = watchDatabase(database, {
    onView() {},
    onSession() {},
    onBreak: breaks,
    followed: () => ({uids: [], rids: []}),
  });
  await vi.waitFor(() => expect(clients[0]?.asked).toEqual(['LISTEN booking_elements']));

  await vi.advanceTimersByTimeAsync(15_000);
  expect(clients[0]!.asked).toEqual(['LISTEN booking_elements', 'SELECT 1']);
  clients[0]!.isDead = true;
  await vi.advanceTimersByTimeAsync(15_000);
  await vi.advanceTimersByTimeAsync(200);
  expect(clients[1]?.asked).toEqual(['LISTEN booking_elements']);
  expect([clients[0]!.isEnded, breaks.mock.calls.length]).toEqual([true, 1]);

  stop();
  await vi.waitFor(() => expect(clients[1]!.isEnded).toBe(true));
  expect([clients.length, vi.getTimerCount()]).toEqual([2, 0]);
  vi.useRealTimers();
});

test('a pooler that passes no notifications on is found out and told, and what is followed is read again and again', async () => {
  vi.useFakeTimers({toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval']});
  const heard: string[] = [];
  const onDeaf = vi.fn();
  const client = new FakeClient();
  let seq = 1;
  const database = {
    connect: async () => client as unknown as Client,
    query: async (text: string) => ({rows: text.includes('pg_notify') ? [] : [{news: `${seq} u1`}]}),
  } as unknown as Database;
  const stop = watchDatabase(database, {
    onView: (uid, number) => heard.push(`${uid} ${number}`),
    onSession() {},
    onBreak() {},
    onDeaf,
    followed: () => ({uids: ['u1'], rids: []}),
  });
  await vi.advanceTimersByTimeAsync(3_000);
  expect([heard, onDeaf.mock.calls.length]).toEqual([['u1 1'], 1]);
  seq = 2;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard.at(-1)).toBe('u1 2');

  client.emit('notification', {payload: '3 u1'});
  const {length} = heard;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([heard.length, heard.at(-1), onDeaf.mock.calls.length], 'it hears again').toEqual([length, 'u1 3', 1]);
  stop();
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));
  vi.useRealTimers();
});

/** A connection that can die without a word. */
class FakeClient extends EventEmitter {
  asked: string[] = [];
  isDead = false;
  isEnded = false;

  async query(text: string): Promise<void> {
    this.asked.push(text);
    if (this.isDead) throw new Error('Query read timeout');
  }

  async end(): Promise<void> {
    this.isEnded = true;
  }
}
