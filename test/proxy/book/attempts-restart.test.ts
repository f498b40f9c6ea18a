import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {signCheckoutToken} from '../../../src/proxy/checkout-token.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {openFleet, type Fleet} from '../cal/fleet.ts';
import {guideBooking, monday, openProxy, type ProxySystem} from '../cal/system.ts';

const checkoutKeys = 'shop:checkout-secret-of-the-test-suite-long-enough';
const never = new Promise<never>(() => {});
const minutes = 60_000;
let directory: string;
let store: Store;
let fleet: Fleet;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'booking-restart-'));
  store = sqliteStore(directory);
  fleet = openFleet([store], {checkoutKeys});
});
afterEach(async () => {
  await fleet.close();
  await store.close();
  rmSync(directory, {recursive: true});
});

const open = async () => (await store.openAttempts('2999-01-01T00:00:00.000Z', 10)).map(({key}) => key);
const tokenFor = (orderId: string) => signCheckoutToken(checkoutKeys, {eventType: 'rick/30min', orderId}, () => monday);
const book = (key: string, token?: string) =>
  fleet.post(0, '/v2/bookings', guideBooking(), {
    'idempotency-key': key,
    ...(token === undefined ? {} : {'booking-checkout-token': token}),
  });

/** Ends the proxy in the middle of an attempt, when its booking was made or before. */
async function dieWhileBooking(isBooked: boolean, token?: string): Promise<void> {
  let hasSent = () => {};
  const sent = new Promise<void>(resolve => (hasSent = resolve));
  fleet.fault = async (request, forward) => {
    if (request.method !== 'POST') return forward(request);
    if (isBooked) await forward(request);
    hasSent();
    return never;
  };
  void book('attempt-0001', token);
  await fleet.run(sent);
  delete fleet.fault;
  fleet.kill(0);
}

describe('an attempt that was under way when the process ended', () => {
  test('and was booked, is known by itself after the start', async () => {
    await dieWhileBooking(true);
    expect(await open()).toEqual(['attempt-0001']);
    await fleet.run(fleet.wait(5 * minutes));

    expect(await open()).toEqual([]);
    const {uid} = fleet.cal.world.bookings[0]!;
    expect((await store.booking(uid))?.view.state).toBe('accepted');
    expect(await fleet.run(book('attempt-0001'))).toMatchObject({status: 201, json: {data: {uid}}});
    expect(fleet.cal.world.bookings).toHaveLength(1);
  });

  test('and was not, is forgotten: the checkout token of the paid order books in another attempt', async () => {
    const token = await tokenFor('order-1');
    await dieWhileBooking(false, token);
    expect(await fleet.run(book('attempt-0002', token)), 'as long as nobody knows').toMatchObject({status: 401});
    await fleet.run(fleet.wait(10 * minutes));

    expect(await open()).toEqual([]);
    expect(await fleet.run(book('attempt-0003', token))).toMatchObject({status: 201});
  });

  test('whose time somebody else has meanwhile, is forgotten as well', async () => {
    const token = await tokenFor('order-1');
    await dieWhileBooking(false, token);
    expect(await fleet.run(book('attempt-of-another'))).toMatchObject({status: 201});
    await fleet.run(fleet.wait(45 * minutes));

    expect(await open()).toEqual([]);
    const other = {...guideBooking(), start: '2026-11-24T14:00:00.000Z'};
    expect(
      await fleet.run(
        fleet.post(0, '/v2/bookings', other, {'idempotency-key': 'attempt-0003', 'booking-checkout-token': token}),
      ),
    ).toMatchObject({status: 201});
  });

  test('leaves nothing of its visitor once it has an answer', async () => {
    await dieWhileBooking(true);
    const {note} = (await store.openAttempts('2999-01-01T00:00:00.000Z', 10))[0]!;
    expect(note).not.toMatch(/Ann|order-17|Berlin/);
    await fleet.run(fleet.wait(5 * minutes));
    expect(await store.openAttempts('2999-01-01T00:00:00.000Z', 10)).toEqual([]);
  });
});

describe('an attempt that was answered', () => {
  let system: ProxySystem;
  beforeEach(() => {
    system = openProxy();
  });
  afterEach(() => system.close());

  test('is answered again while Cal.com is down and nothing is kept of the event type', async () => {
    const headers = {'idempotency-key': 'attempt-0001'};
    const first = await system.post('/v2/bookings', guideBooking(), headers);
    system.clock.now += 5 * minutes;
    system.intercept.upstream = () => {
      throw new TypeError('fetch failed', {cause: Object.assign(new Error(), {code: 'ECONNREFUSED'})});
    };
    const before = system.sent.length;
    const again = await system.post('/v2/bookings', guideBooking(), headers);

    expect([again.status, again.json.data]).toEqual([201, first.json.data]);
    expect(system.sent.length - before, 'calls of Cal.com').toBe(0);
  });

  test('is no answer to another wish with the same key', async () => {
    const headers = {'idempotency-key': 'attempt-0001'};
    await system.post('/v2/bookings', guideBooking(), headers);

    expect(
      (await system.post('/v2/bookings', guideBooking({start: '2026-11-24T13:00:00.000Z'}), headers)).json.error.code,
    ).toBe('idempotency_conflict');
  });
});

describe('a booking whose storing was cut off', () => {
  const headers = {'idempotency-key': 'attempt-0001'};
  /** The store, of which the first call of one method does not go through. */
  function cutOff(name: 'record' | 'finishAttempt', fail: () => Promise<never>): Store {
    let isLeft = true;
    const method = store[name] as (...values: unknown[]) => Promise<unknown>;
    const once = (...values: unknown[]) => {
      if (!isLeft) return method(...values);
      isLeft = false;
      return fail();
    };
    return {...store, close: async () => {}, [name]: once};
  }

  test.each(['record', 'finishAttempt'] as const)(
    'at %s is known to its page in the end, without a webhook',
    async name => {
      const system = openProxy({store: cutOff(name, () => Promise.reject(new Error('gone')))});
      const {status, json} = await system.post('/v2/bookings', guideBooking(), headers);
      expect(status).toBe(201);
      await system.advance(30_000);

      expect(
        (await system.get('/live', {accept: 'application/json', authorization: `Bearer ${json.live.token}`})).json.view
          .state,
      ).toBe('accepted');
      expect(await open()).toEqual([]);
      expect((await system.post('/v2/bookings', guideBooking(), headers)).json.data.uid).toBe(json.data.uid);
      expect(system.calls('POST', /bookings$/)).toHaveLength(1);
      await system.close();
    },
  );

  test.each(['record', 'finishAttempt'] as const)(
    'at %s by the end of the process is still looked for by the next',
    async name => {
      let hasBegun = () => {};
      const begun = new Promise<void>(resolve => (hasBegun = resolve));
      const system = openProxy({store: cutOff(name, () => (hasBegun(), never))});
      void system.post('/v2/bookings', guideBooking(), headers).catch(() => {});
      await begun;

      expect(await open()).toEqual(['attempt-0001']);
      await system.close();
    },
  );
});
