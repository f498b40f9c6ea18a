import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import {deriveState, mergeFacts, type BookingFacts} from '../../../src/core/state/facts.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {decodeWebhook} from '../../../src/proxy/webhooks/decode.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {fixture, sequences} from '../webhooks/fixtures.ts';
import {openSystem, type System} from '../webhooks/system.ts';

const postgres = await startPostgres();
const directory = mkdtempSync(join(tmpdir(), 'booking-sequences-'));
afterAll(async () => {
  rmSync(directory, {recursive: true});
  await postgres?.stop();
}, 60_000);

const receivedAt = '2026-10-10T00:00:00.000Z';

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map(rest => [item, ...rest]));
}

/** The bookings a sequence is about, with the facts it leads to without any store. */
function bookingsOf(ids: readonly string[]): Map<string, BookingFacts> {
  const bookings = new Map<string, BookingFacts>();
  for (const id of ids) {
    for (const {uid, facts} of decodeWebhook(fixture(id).body, receivedAt).patches)
      bookings.set(uid, mergeFacts(bookings.get(uid) ?? {}, facts));
  }
  return bookings;
}

/** The same text about other bookings: every order of a sequence has its own. */
function rename(text: string, uids: Iterable<string>, suffix: string): string {
  return [...uids].reduce((renamed, uid) => renamed.replaceAll(uid, `${uid}${suffix}`), text);
}

const stores: [string, boolean, () => Promise<Store>][] = [
  ['SQLite', true, async () => sqliteStore(directory)],
  ['PostgreSQL', postgres !== undefined, async () => postgresStore(await postgres!.createDatabase())],
];

describe.each(stores)('in %s, over HTTP', (_, isThere, openStore) => {
  let system: System;

  beforeEach(async () => {
    system = openSystem({directory, store: await openStore()});
  });
  afterEach(() => system.close());

  test.skipIf(!isThere).each(sequences)(
    '"%s" leads to one state in every order, with every webhook three times',
    {timeout: 60_000},
    async (name, ids) => {
      const bookings = bookingsOf(ids);
      const found = new Map<string, BookingFacts>();
      for (const [index, order] of permutations(ids).entries()) {
        const suffix = `-${name}-${index}`;
        const body = (id: string) => rename(new TextDecoder().decode(fixture(id).body), bookings.keys(), suffix);
        for (const id of order) expect((await system.post(body(id))).status).toBe(204);
        // Once as it was and once with other bytes, as through another subscription.
        for (const id of order.toReversed())
          expect([(await system.post(body(id))).status, (await system.post(`${body(id)}\n`)).status]).toEqual([
            204, 204,
          ]);

        for (const [uid, facts] of bookings) {
          const booking = await system.context.store.booking(uid + suffix);
          const log = await system.context.store.log(uid + suffix, 0);
          const seen = JSON.parse(JSON.stringify(booking!.facts).replaceAll(suffix, '')) as BookingFacts;
          expect(seen, order.join(' ')).toEqual(found.get(uid) ?? seen);
          found.set(uid, seen);
          expect(booking!.view.state).toBe(deriveState(facts, uid));
          expect(log.map(({seq}) => seq)).toEqual(log.map((_, place) => place + 1));
          expect(log.at(-1)).toMatchObject({seq: booking!.seq, view: {state: booking!.view.state}});
        }
      }
    },
  );
});
