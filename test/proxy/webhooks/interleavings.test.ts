import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {serve, type ServerType} from '@hono/node-server';
import {afterAll, afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {openLive} from '../../../src/client/live/live.ts';
import {mergeFacts, toView, type BookingFacts} from '../../../src/core/state/facts.ts';
import type {BookingView} from '../../../src/core/model/wire.ts';
import {createHub} from '../../../src/proxy/live/hub.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {decodeWebhook} from '../../../src/proxy/webhooks/decode.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {fixtures, sign} from './fixtures.ts';
import {openSystem, startOfTime, type System} from './system.ts';

const postgres = await startPostgres();
const directory = mkdtempSync(join(tmpdir(), 'booking-interleavings-'));
afterAll(async () => {
  rmSync(directory, {recursive: true});
  await postgres?.stop();
});

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const receivedAt = new Date(startOfTime).toISOString();
const texts = fixtures.filter(({id}) => !id.startsWith('PING')).map(({body}) => new TextDecoder().decode(body));
const uids = [
  ...new Set(
    texts.flatMap(text => decodeWebhook(new TextEncoder().encode(text), receivedAt).patches.map(({uid}) => uid)),
  ),
];

/** Small seeded generator, so that a failure can be run again. */
function random(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<Item>(items: readonly Item[], next: () => number): Item[] {
  return items
    .map(item => [next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** What each booking must look like when all of the bodies are known, in whatever order. */
function expectedViews(bodies: readonly string[]): Map<string, BookingView> {
  const facts = new Map<string, BookingFacts>();
  for (const body of bodies) {
    const {patches} = decodeWebhook(new TextEncoder().encode(body), receivedAt);
    for (const {
      uid,
      facts: {joinUrl: _, ...said},
    } of patches)
      facts.set(uid, mergeFacts(facts.get(uid) ?? {}, said));
  }
  return new Map([...facts].map(([uid, known]) => [uid, toView(uid, known)]));
}

/** The view a page ends with: of the booking that this one became at last. */
function lastOf(views: Map<string, BookingView>, uid: string): BookingView | undefined {
  const view = views.get(uid);
  return view?.rescheduledTo === undefined ? view : lastOf(views, view.rescheduledTo);
}

/** Other times of the same steps are no news: seats and second subscriptions move them. */
function timeless(view: BookingView | undefined): object | undefined {
  return view && {...view, steps: view.steps.map(({name, status, at}) => [name, status, at !== undefined])};
}

const stores: [name: string, rounds: number, isThere: boolean, open: () => Promise<Store>][] = [
  ['SQLite', 12, true, async () => sqliteStore(directory)],
  ['PostgreSQL', 4, postgres !== undefined, async () => postgresStore(await postgres!.createDatabase())],
];

describe.each(stores)('in %s', (_name, rounds, isThere, openStore) => {
  let system: System;
  let server: ServerType;
  let address: string;

  beforeEach(async () => {
    // With the system's own clock, so that bursts are thinned out as they are in earnest.
    system = openSystem({directory, store: await openStore(), hub: createHub()});
    server = serve({fetch: request => system.request(request.url, request), hostname: '127.0.0.1', port: 0});
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    system.context.hub.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise(done => server.close(done));
    await system.close();
  });

  async function post(body: string): Promise<void> {
    const {status} = await fetch(`${address}/webhooks/cal`, {
      method: 'POST',
      body,
      headers: {'x-cal-signature-256': sign(body), 'content-type': 'application/json'},
    });
    expect(status).toBe(204);
  }

  async function openPage(uid: string): Promise<{last(): BookingView | undefined; numbers: string[]; close(): void}> {
    let last: BookingView | undefined;
    const numbers: string[] = [];
    const page = openLive({
      token: await system.context.tokens.mint({uid}),
      url: `${address}/live`,
      renew: () => Promise.reject(new Error('not needed')),
      onView(view) {
        last = view;
        numbers.push(`${view.uid} ${JSON.stringify(view)}`);
      },
    });
    return {last: () => last, numbers, close: () => page.close()};
  }

  test.skipIf(!isThere)(
    `all webhooks at once, some of them several times, lead every page to the same end (SEED=${seed})`,
    {timeout: 60_000},
    async () => {
      console.log(`SEED=${seed}`);
      for (let round = 0; round < rounds; round += 1) {
        const next = random(seed + round);
        const suffix = `-${round}`;
        const own = texts.map(text => uids.reduce((renamed, uid) => renamed.replaceAll(uid, uid + suffix), text));
        const sent = shuffle(
          own.flatMap(body => [body, ...(next() < 0.4 ? [body] : []), ...(next() < 0.3 ? [`${body}\n`] : [])]),
          next,
        );
        const views = expectedViews(own);
        const pages = new Map(
          await Promise.all(uids.map(async uid => [uid + suffix, await openPage(uid + suffix)] as const)),
        );
        const width = 1 + Math.floor(next() * 12);
        while (sent.length > 0) await Promise.all(sent.splice(0, width).map(post));

        for (const [uid, view] of views) expect((await system.context.store.booking(uid))?.view).toEqual(view);
        const log = new Map(
          await Promise.all([...views.keys()].map(async uid => [uid, await system.context.store.log(uid, 0)] as const)),
        );
        for (const [uid, page] of pages) {
          const final = lastOf(views, uid)!;
          await vi.waitFor(() => expect(timeless(page.last())).toEqual(timeless(final)), {timeout: 10_000});
          expect(log.get(final.uid!)!.map(({seq}) => seq)).toEqual(log.get(final.uid!)!.map((_, index) => index + 1));
          expect(new Set(page.numbers).size, 'no view twice').toBe(page.numbers.length);
          page.close();
        }
      }
      await vi.waitFor(() => expect(system.context.hub.size()).toEqual({streams: 0, listeners: 0}));
    },
  );
});
