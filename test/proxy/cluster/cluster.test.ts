import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import {seeded} from '../../../mocks/world/random.ts';
import {mintRef} from '../../../src/proxy/live/refs.ts';
import {createTokens, type Topic} from '../../../src/proxy/live/tokens.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {signingKeys} from '../webhooks/system.ts';
import {deliver, openPage, startProxy, type Page, type ProxyProcess} from './cluster.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

const tokens = createTokens(signingKeys, Date.now);
const triggers = ['BOOKING_REQUESTED', 'BOOKING_CREATED', 'MEETING_STARTED', 'MEETING_ENDED', 'BOOKING_CANCELLED'];

function webhook(uid: string, step: number, metadata = {}) {
  return {
    triggerEvent: triggers[step],
    createdAt: `2026-10-01T09:0${step}:00.000Z`,
    payload: {uid, metadata, startTime: '2026-10-02T09:00:00.000Z', endTime: '2026-10-02T09:30:00.000Z'},
  };
}

function shuffle<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map(item => ({item, place: random()}))
    .sort((a, b) => a.place - b.place)
    .map(({item}) => item);
}

function numbers({frames}: Page): number[] {
  return frames.map(frame => ('seq' in frame ? frame.seq : -1));
}

describe.skipIf(!postgres)('two proxies on one database', {timeout: 60_000}, () => {
  let url: string;
  let proxies: ProxyProcess[];
  let pages: Page[];

  beforeEach(async () => {
    url = await postgres!.createDatabase();
    proxies = await Promise.all([startProxy(url), startProxy(url)]);
    pages = [];
  });
  afterEach(async () => {
    for (const page of pages) page.leave();
    await Promise.all(proxies.map(proxy => proxy.kill()));
  });

  /** The addresses in an order that begins with one of the two. */
  function from(first: number): string[] {
    const addresses = proxies.map(({address}) => address);
    return first % 2 === 0 ? addresses : addresses.toReversed();
  }

  async function follow(topic: Topic, first: number): Promise<Page> {
    const page = openPage(from(first), await tokens.mint(topic));
    pages.push(page);
    return page;
  }

  test('a proxy is killed: every page ends with the right state, without a gap and with no frame twice', async () => {
    const uids = Array.from({length: 8}, (_, index) => `booking-${index}`);
    for (const uid of uids) for (const first of [0, 1, 0, 1]) await follow({uid}, first);
    await expect.poll(() => pages.every(({frames}) => frames.length > 0), {timeout: 20_000}).toBe(true);

    const doomed = proxies[0]!;
    for (const step of triggers.keys()) {
      const taken = uids.map((uid, index) => deliver(from(index + step), webhook(uid, step)));
      // In the middle of a wave of webhooks, right after one was acknowledged.
      if (step === 2)
        await Promise.any(
          taken.map(async address => (await address) === doomed.address || Promise.reject(new Error())),
        ).then(() => doomed.kill());
      await Promise.all(taken);
      await expect
        .poll(() => pages.map(page => numbers(page).at(-1)), {timeout: 20_000})
        .toEqual(pages.map(() => step + 1));
    }

    expect(pages.map(numbers)).toEqual(pages.map(() => [0, 1, 2, 3, 4, 5]));
    expect(pages.map(({frames}) => frames.at(-1))).toEqual(
      pages.map(() => expect.objectContaining({event: 'state', view: expect.objectContaining({state: 'cancelled'})})),
    );
    expect(pages.filter(page => page.connections() > 1).length, 'pages that had to go to the other proxy').toBe(
      pages.length / 2,
    );
    const store = postgresStore(url);
    const log = await store.log(uids[0]!, 0);
    expect(pages[0]!.frames.slice(1).map(frame => ('view' in frame ? frame.view : undefined))).toEqual(
      log.map(({view}) => view),
    );
    await store.close();
  });

  test('a storm of webhooks in any order, each to both proxies, one of which is killed and replaced: every page ends with what is stored', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    console.log(`SEED=${seed}`);
    const random = seeded(seed);
    const uids = Array.from({length: 6}, (_, index) => `booking-${index}`);
    for (const uid of uids) for (const first of [0, 1, 0, 1]) await follow({uid}, first);
    await expect.poll(() => pages.every(({frames}) => frames.length > 0), {timeout: 20_000}).toBe(true);

    const storm = shuffle(
      uids.flatMap(uid =>
        triggers.flatMap(
          (_, step) =>
            [
              [uid, step, 0],
              [uid, step, 1],
            ] as const,
        ),
      ),
      random,
    );
    const lanes = [0, 1, 2, 3].map(lane => storm.filter((_, index) => index % 4 === lane));
    const posted = lanes.map(async lane => {
      for (const [uid, step, first] of lane) await deliver(from(first), webhook(uid, step));
    });
    await expect.poll(() => pages[0]!.frames.length, {timeout: 20_000}).toBeGreaterThan(1);
    await proxies[0]!.kill();
    const replaced = startProxy(url).then(proxy => void proxies.push(proxy));
    await Promise.all([...posted, replaced]);

    const store = postgresStore(url);
    const stored = new Map(await Promise.all(uids.map(async uid => [uid, (await store.log(uid, 0)).at(-1)!] as const)));
    await store.close();
    await expect
      .poll(() => pages.map(page => numbers(page).at(-1)), {timeout: 20_000})
      .toEqual(uids.flatMap(uid => Array(4).fill(stored.get(uid)!.seq)));
    for (const [index, page] of pages.entries()) {
      const seen = numbers(page);
      expect(seen, 'no frame twice, none out of order').toEqual([...new Set(seen)].sort((a, b) => a - b));
      expect(page.frames.at(-1)).toMatchObject({view: stored.get(uids[Math.floor(index / 4)]!)!.view});
    }
  });

  test('the database goes away and comes back: no webhook is acknowledged meanwhile, and every page catches up', async () => {
    for (const uid of ['booking-1', 'booking-2']) for (const first of [0, 1]) await follow({uid}, first);
    await expect.poll(() => pages.map(numbers), {timeout: 20_000}).toEqual([[0], [0], [0], [0]]);
    await deliver(from(0), webhook('booking-1', 0));
    await expect.poll(() => pages.map(page => numbers(page).at(-1)), {timeout: 10_000}).toEqual([1, 1, 0, 0]);

    await postgres!.whileAway(async () => {
      await expect(deliver(from(0), webhook('booking-1', 1))).rejects.toThrow('No proxy took the webhook.');
      const ready = await Promise.all(proxies.map(({address}) => fetch(`${address}/readyz`)));
      expect(ready.map(({status}) => status)).toEqual([503, 503]);
    });
    const again = () =>
      deliver(from(1), webhook('booking-1', 1)).then(
        () => true,
        () => false,
      );
    await expect.poll(again, {timeout: 20_000}).toBe(true);
    await deliver(from(0), webhook('booking-2', 0));

    await expect
      .poll(() => pages.map(numbers), {timeout: 20_000})
      .toEqual([
        [0, 1, 2],
        [0, 1, 2],
        [0, 1],
        [0, 1],
      ]);
    expect(
      pages.map(page => page.connections()),
      'no stream was cut',
    ).toEqual([1, 1, 1, 1]);
  });

  test('a session at one proxy gets the booking that the other one heard of first', async () => {
    const {ref, rid} = mintRef(signingKeys);
    const here = await follow({rid, claim: 'booking-1'}, 0);
    const there = await follow({rid, claim: 'booking-1'}, 1);
    await expect.poll(() => pages.map(numbers), {timeout: 20_000}).toEqual([[0], [0]]);
    await deliver(from(1), webhook('booking-1', 0, {booking_ref: ref}));

    await expect
      .poll(() => [numbers(here), numbers(there)], {timeout: 10_000})
      .toEqual([
        [0, 1],
        [0, 1],
      ]);
    expect(here.frames.at(-1)).toMatchObject({event: 'snapshot', view: {uid: 'booking-1', state: 'pending'}});
    await deliver(from(1), webhook('booking-1', 1));
    await expect
      .poll(() => [numbers(here), numbers(there)], {timeout: 10_000})
      .toEqual([
        [0, 1, 2],
        [0, 1, 2],
      ]);
  });
});
