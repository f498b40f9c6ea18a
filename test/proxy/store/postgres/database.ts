import {Client} from 'pg';
import {afterAll, afterEach, beforeEach} from 'vitest';
import type {BookingFacts} from '../../../../src/core/state/facts.ts';
import {postgresStore} from '../../../../src/proxy/store/postgres/postgres.ts';
import type {Store} from '../../../../src/proxy/store/store.ts';
import {startPostgres} from '../../../support/servers/postgres.ts';

export const at = '2026-10-01T09:00:00.000Z';

/** The server of a file's tests; undefined where there is none. */
export const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

/** Address of the test's own database. */
export let url: string;
const stores: Store[] = [];
const clients: Client[] = [];

beforeEach(async () => {
  if (postgres) url = await postgres.createDatabase();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map(store => store.close()));
  await Promise.all(clients.splice(0).map(client => client.end()));
});

export function openStore(address = url, options?: Parameters<typeof postgresStore>[1]): Store {
  const store = postgresStore(address, options);
  stores.push(store);
  return store;
}

/** A connection that is no store's. */
export async function connect(): Promise<Client> {
  const client = new Client({connectionString: url});
  clients.push(client);
  await client.connect();
  return client;
}

/** Lets a store receive a webhook about a booking. */
export function receive(
  store: Store,
  bodyHash: string,
  uid: string,
  facts: BookingFacts,
  ref?: {rid: string; uid: string},
) {
  return store.receive(
    {bodyHash, trigger: 'BOOKING_CREATED', receivedAt: at, body: new Uint8Array()},
    [{uid, facts}],
    ref,
  );
}
