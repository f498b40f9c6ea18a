import {Client} from 'pg';
import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {startTestCal} from '../../support/servers/cal.ts';
import {openForwarder, type Forwarder} from '../../support/servers/forwarder.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {startProxy, type ProxyProcess} from './cluster.ts';
import {startLoad, type Load} from './load.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

type Outage = (load: Load, tools: {url: string; forwarder: Forwarder}) => Promise<void>;

/** Waits until the proxies notice: a webhook was refused. */
const refused = (load: Load) => expect.poll(() => load.refused(), {timeout: 40_000}).toBeGreaterThan(0);

async function endBackends(url: string): Promise<void> {
  const client = new Client({connectionString: url});
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'booking-proxy' AND datname = " +
      'current_database()',
  );
  await client.end();
}

/** Everything that may happen to a database; each under load. */
const outages: Record<string, Outage> = {
  'is restarted': load => postgres!.whileAway(() => refused(load)),
  'is killed': load => postgres!.whileDead(() => refused(load)),
  freezes: load => postgres!.whileFrozen(() => refused(load)),
  'moves to another address': () => postgres!.move(),
  'ends all connections, again and again': async (load, {url}) => {
    for (let round = 0; round < 3; round += 1) {
      await endBackends(url);
      await load.progress();
    }
  },
  'loses its network, again and again': async (load, {forwarder}) => {
    for (let round = 0; round < 3; round += 1) {
      forwarder.cut();
      await load.progress();
    }
  },
};

/**
 * Whoever asks about an attempt that was cut off waits two minutes of the proxies' time; `npm run chaos` has them in
 * full.
 */
const speed = 20;

describe.skipIf(!postgres)('while webhooks and bookings come in, the database', {timeout: 180_000}, () => {
  let cal: Awaited<ReturnType<typeof startTestCal>>;
  let forwarder: Forwarder;
  let url: string;
  let proxies: ProxyProcess[];
  let load: Load;

  beforeEach(async () => {
    cal = await startTestCal({hasNewUids: true});
    url = await postgres!.createDatabase();
    forwarder = await openForwarder(() => postgres!.port);
    const address = Object.assign(new URL(url), {port: String(forwarder.port)}).href;
    const pace = {speed, since: Date.now()};
    proxies = await Promise.all([startProxy(address, cal.url, pace), startProxy(address, cal.url, pace)]);
    load = await startLoad(
      proxies.map(proxy => proxy.address),
      cal.url,
    );
  });
  afterEach(async () => {
    await load.stop();
    await Promise.all(proxies.map(proxy => proxy.kill()));
    forwarder.close();
    await cal.close();
  });

  test.each(Object.entries(outages))(
    '%s: no proxy ends, nothing acknowledged is lost, nothing is booked twice, and all goes on by itself',
    async (_, outage) => {
      await load.progress();
      await outage(load, {url, forwarder});

      await expect
        .poll(
          async () =>
            (await Promise.all(proxies.map(({address}) => fetch(`${address}/readyz`)))).map(({status}) => status),
          {timeout: 40_000},
        )
        .toEqual([200, 200]);
      await load.progress();
      const {acknowledged, answers, attempts} = await load.stop();
      expect(proxies.map(proxy => proxy.hasEnded())).toEqual([false, false]);
      expect(answers.filter(({isRight}) => !isRight)).toEqual([]);

      // Asked once more, as a page does, each attempt has an answer, and each answer is the truth.
      const told = await load.settle(attempts);
      const marks = cal.cal.world.bookings.map(({metadata}) => metadata['booking_attempt']);
      expect(
        marks.filter((mark, index) => marks.indexOf(mark) !== index),
        'booked twice',
      ).toEqual([]);
      expect(
        told.filter(
          ({uid, key}) => uid !== cal.cal.world.bookings.find(({metadata}) => metadata['booking_attempt'] === key)?.uid,
        ),
      ).toEqual([]);

      const store = postgresStore(Object.assign(new URL(url), {port: String(postgres!.port)}).href);
      const kept = await Promise.all(
        acknowledged.map(async uid => ((await store.booking(uid))?.view.state === 'accepted' ? [] : [uid])),
      );
      expect(kept.flat(), 'acknowledged and lost').toEqual([]);
      await store.close();
    },
  );
});
