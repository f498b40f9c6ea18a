import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {prune} from '../../../src/proxy/store/retention.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {guideBooking, openProxy, type ProxySystem} from '../cal/system.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

const minuteMs = 60_000;
const never = new Promise<never>(() => {});
const key = {'idempotency-key': 'attempt-0001'};

describe.skipIf(!postgres)('two proxies on one database whose clocks are five minutes apart', () => {
  let url: string;
  let slow: ProxySystem;
  let fast: ProxySystem;

  beforeEach(async () => {
    url = await postgres!.createDatabase();
    slow = openProxy({store: postgresStore(url)});
    fast = openProxy({store: postgresStore(url)});
    fast.clock.now += 5 * minuteMs;
  });
  afterEach(async () => {
    await slow.close();
    await fast.close();
  });

  const posts = () => [slow, fast].map(({calls}) => calls('POST', /\/bookings$/).length);

  test.each([
    ['the fast one', true],
    ['the slow one', false],
  ])('send one booking once when %s is asked again while the other is at work', async (_, isFastLast) => {
    const [first, second] = isFastLast ? [slow, fast] : [fast, slow];
    first.intercept.upstream = request => (request.method === 'POST' ? never : undefined);
    void first.post('/v2/bookings', guideBooking(), key);
    await expect.poll(() => posts().reduce((sum, count) => sum + count)).toBe(1);
    const again = await second.post('/v2/bookings', guideBooking(), key);

    expect([again.status, again.json.error.code]).toEqual([409, 'in_progress']);
    expect(posts().reduce((sum, count) => sum + count)).toBe(1);
  });

  test('lease a booking in doubt to one of them', async () => {
    const store = postgresStore(url);
    const iso = (ms: number) => new Date(ms).toISOString();
    const at = iso(slow.clock.now);
    await store.record([{uid: 'u1', facts: {doubtedAt: at}}], 'test', at);
    const now = await store.clock!();
    expect(
      await store.leaseChecks(iso(now + 10_000), at, 10),
      "planned by the database's clock, whatever the caller's",
    ).toEqual([]);
    expect(await store.leaseChecks(iso(now + 30_000), iso(now + 60_000), 10)).toMatchObject([{uid: 'u1'}]);
    await store.close();
  });

  test("delete nothing that is young by the database's clock, even with a clock of next year", async () => {
    const store: Store = postgresStore(url);
    const at = new Date(await store.clock!()).toISOString();
    await store.receive(
      {bodyHash: 'h1', trigger: 'T', receivedAt: at, body: new Uint8Array()},
      [{uid: 'u1', facts: {acceptedAt: at}}],
      {rid: 'r1', uid: 'u1'},
    );
    await store.startAttempt('checkout shop order-1', 'attempt-0001', at);
    const nextYear = Date.parse(at) + 400 * 24 * 60 * minuteMs;

    expect(
      await prune({
        store,
        settings: {retentionDays: 30, keepDays: 90},
        now: () => nextYear,
        log: {info() {}, warn() {}},
      }),
    ).toBe(0);
    await store.close();
  });
});
