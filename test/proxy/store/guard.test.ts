import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {guideBooking, openProxy, settings, type ProxySystem} from '../cal/system.ts';
import {sign} from '../webhooks/fixtures.ts';

const hourMs = 60 * 60_000;
let directory: string;
let system: ProxySystem;
/** What every call of the store fails with now. */
let failure: Error | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'booking-guard-'));
  failure = undefined;
  const store = sqliteStore(directory);
  const failing = new Proxy(store, {
    get(target, name) {
      const method = target[name as keyof Store];
      if (typeof method !== 'function' || ['explain', 'close'].includes(String(name))) return method;
      return (...values: unknown[]) =>
        failure
          ? name === 'healthy'
            ? Promise.resolve(false)
            : Promise.reject(failure)
          : Reflect.apply(method, target, values);
    },
  });
  system = openProxy({
    store: Object.fromEntries(Object.keys(store).map(name => [name, failing[name as keyof Store]])) as unknown as Store,
  });
});
afterEach(async () => {
  await system.close();
  rmSync(directory, {recursive: true});
});

const full = () => Object.assign(new Error('database or disk is full'), {code: 'ERR_SQLITE_ERROR', errcode: 13});
const sentences = () =>
  system.lines
    .map(line => JSON.parse(line) as {level: number; msg: string})
    .filter(({level, msg}) => level >= 50 || /works again/.test(msg))
    .map(({msg}) => msg);

describe('while the store cannot be used', () => {
  test('every route that needs it answers 503 and when to ask again, and each works when it is back', async () => {
    const webhook = JSON.stringify({
      triggerEvent: 'BOOKING_CREATED',
      createdAt: '2026-10-01T09:00:00.000Z',
      payload: {uid: 'u1'},
    });
    const {ref, token} = (await system.post('/live/sessions')).json as {ref: string; token: string};
    const requests: Record<string, () => Promise<{status: number; headers: Headers}>> = {
      'a booking': () =>
        system.post('/v2/bookings', guideBooking({metadata: {booking_ref: ref}}), {'idempotency-key': 'attempt-0001'}),
      'a webhook': () =>
        system.request('/webhooks/cal', {
          method: 'POST',
          body: webhook,
          headers: {'x-cal-signature-256': sign(webhook, settings.webhookSecrets[0])},
        }),
      'the present of a session': () =>
        system.get('/live', {authorization: `Bearer ${token}`, accept: 'application/json'}),
      "the operator's look": () => system.get('/ops/api/bookings/u1', {authorization: `Bearer ${settings.adminToken}`}),
    };
    failure = full();
    for (const [what, ask] of Object.entries(requests)) {
      const {status, headers} = await ask();
      expect([what, status, Number(headers.get('retry-after')) > 0]).toEqual([what, 503, true]);
    }
    expect(system.calls('POST', /bookings$/), 'nothing was booked').toEqual([]);

    failure = undefined;
    for (const [what, ask] of Object.entries(requests))
      expect([what, (await ask()).status < 300]).toEqual([what, true]);
    expect(system.cal.world.bookings).toHaveLength(1);
  });

  test('the log says what to do when it begins, once an hour, and that it is over', async () => {
    failure = full();
    const told = `The disk of the data directory ${directory} is full: free some space; the proxy recovers by itself.`;
    const tries = async () => {
      for (let time = 0; time < 3; time += 1)
        await system.get('/ops/api/bookings/u1', {authorization: `Bearer ${settings.adminToken}`});
    };
    await tries();
    expect(sentences()).toEqual([told]);
    system.clock.now += hourMs;
    await tries();
    expect(sentences()).toEqual([told, told]);

    failure = undefined;
    expect((await system.get('/readyz')).status).toBe(200);
    expect(sentences()).toEqual([told, told, 'The store works again.']);
  });
});
