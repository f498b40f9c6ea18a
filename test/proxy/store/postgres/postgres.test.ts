import {describe, expect, test} from 'vitest';
import type {BookingFacts} from '../../../../src/core/state/facts.ts';
import {postgresStore} from '../../../../src/proxy/store/postgres/postgres.ts';
import {testStore} from '../contract.ts';
import {at, connect, openStore, postgres, receive, url} from './database.ts';

describe.skipIf(!postgres)('PostgreSQL', () => {
  describe('the promises of a store', () => {
    testStore(async () => postgresStore(url, {hasCallersClock: true}));
  });

  test('a webhook is kept byte for byte, with the name of its event', async () => {
    const body = new Uint8Array([0, 255, 0x5c, 0x27, 0x78]);
    await openStore().receive(
      {bodyHash: 'a', eventKey: 'BOOKING_CREATED|u1|', trigger: 'BOOKING_CREATED', receivedAt: at, body},
      [],
    );

    const {rows} = await (await connect()).query('SELECT * FROM booking_elements.inbox');
    expect(rows).toEqual([
      {
        body_hash: 'a',
        event_key: 'BOOKING_CREATED|u1|',
        trigger: 'BOOKING_CREATED',
        received_at: new Date(at),
        body: Buffer.from(body),
      },
    ]);
  });

  test('a program around it may read times in its own way', async () => {
    const {default: pg} = await import('pg');
    const timestamptz = 1184;
    const before = pg.types.getTypeParser(timestamptz);
    pg.types.setTypeParser(timestamptz, text => `own ${text}`);
    const store = openStore();
    await store.record([{uid: 'u1', facts: {acceptedAt: at}}], 'test', at);

    expect(await store.log('u1', 0)).toMatchObject([{at}]);
    pg.types.setTypeParser(timestamptz, before);
  });

  test('a server that was away is used again without a restart', async () => {
    const address = new URL(url);
    address.pathname = '/later';
    const store = openStore(address.href);
    expect(await store.healthy()).toBe(false);
    await (await connect()).query('CREATE DATABASE later');

    expect(await store.healthy()).toBe(true);
  });

  test('lost connections fail what they carried and nothing after it', async () => {
    const store = openStore();
    await store.ready!();
    const client = await connect();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'booking-proxy' AND datname = " +
        'current_database()',
    );
    await expect.poll(() => store.healthy()).toBe(true);

    expect(await receive(store, 'a', 'u1', {acceptedAt: at})).toHaveLength(1);
  });

  test('a database that can only be read is not healthy', async () => {
    await (
      await connect()
    ).query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`);
    const address = new URL(url);

    expect(await openStore(address.href).healthy()).toBe(false);
  });

  test('commits wait for the disk, also for a user who has that switched off', async () => {
    await (await connect()).query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
    const store = openStore();
    await store.ready!();

    const {rows} = await (await connect()).query('SHOW synchronous_commit');
    expect(rows, 'a session of anybody else').toEqual([{synchronous_commit: 'off'}]);
    await receive(store, 'a', 'u1', {acceptedAt: at});
    const lsn = 'SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn() AS flushed';
    expect((await (await connect()).query(lsn)).rows).toEqual([{flushed: true}]);
  });

  test('webhooks of one booking through several proxies at once get one number each', async () => {
    const proxies = [openStore(), openStore(), openStore()];
    const changes: BookingFacts[] = [
      {requestedAt: at},
      {paidAt: at},
      {acceptedAt: at},
      {startedAt: at},
      {endedAt: at},
      {cancelledAt: at},
    ];
    const logged = await Promise.all(
      changes.flatMap((facts, index) => proxies.map(store => receive(store, `e${index}`, 'u1', facts))),
    );

    const log = await proxies[0]!.log('u1', 0);
    expect(log.map(({seq}) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(
      logged
        .flat()
        .map(({seq}) => seq)
        .sort((a, b) => a - b),
      'each was told to one proxy',
    ).toEqual(log.map(({seq}) => seq));
  });

  test('a webhook that loses a deadlock is stored all the same', {timeout: 20_000}, async () => {
    const store = openStore();
    await receive(store, 'a', 'u1', {requestedAt: at});
    await receive(store, 'b', 'u2', {requestedAt: at});
    const client = await connect();
    // So that it is the store that finds out, and loses.
    await client.query("SET deadlock_timeout = '1min'; BEGIN");
    await client.query("SELECT FROM booking_elements.bookings WHERE uid = 'u2' FOR UPDATE");
    const received = store.receive({bodyHash: 'c', trigger: 'T', receivedAt: at, body: new Uint8Array()}, [
      {uid: 'u2', facts: {acceptedAt: at}},
      {uid: 'u1', facts: {acceptedAt: at}},
    ]);
    const waiting = async () =>
      (
        await (
          await connect()
        ).query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
      ).rowCount;
    await expect.poll(waiting).toBe(1);
    await client.query("SELECT FROM booking_elements.bookings WHERE uid = 'u1' FOR UPDATE");
    await client.query('COMMIT');

    expect((await received).map(({uid, seq}) => [uid, seq])).toEqual([
      ['u2', 2],
      ['u1', 2],
    ]);
    const deadlocks = async () =>
      (await client.query('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()')).rows;
    await expect.poll(deadlocks, {timeout: 10_000}).toEqual([{deadlocks: 1}]);
  });
});
