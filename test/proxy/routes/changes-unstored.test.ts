import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let directory: string;
let store: Store;
let system: ProxySystem;
/** The store is away from the moment at which Cal.com has done what it was asked to. */
let isAway = false;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'booking-unstored-'));
  store = sqliteStore(directory);
  const away = <Name extends 'record' | 'booking'>(name: Name): Store[Name] =>
    ((...values: unknown[]) =>
      isAway
        ? Promise.reject(new Error('away'))
        : (store[name] as (...values: unknown[]) => unknown)(...values)) as Store[Name];
  system = openProxy({store: {...store, close: async () => {}, record: away('record'), booking: away('booking')}});
  system.intercept.upstream = request => void (isAway ||= /(cancel|reschedule)$/.test(new URL(request.url).pathname));
});
afterEach(async () => {
  isAway = false;
  await system.close();
  await store.close();
  rmSync(directory, {recursive: true});
});

const book = async () =>
  (await system.post('/v2/bookings', guideBooking())).json as {data: {uid: string}; manage: {token: string}};
const change = (uid: string, verb: string, token: string, body: object) =>
  system.post(`/v2/bookings/${uid}/${verb}`, body, {'booking-manage-token': token});
const stateOf = async (uid: string) =>
  (await system.get(`/ops/api/bookings/${uid}`, {authorization: `Bearer ${settings.adminToken}`})).json?.state as
    | string
    | undefined;

test('a booking that was cancelled while the database was away is cancelled for all once it is back', async () => {
  const {
    data: {uid},
    manage,
  } = await book();

  expect((await change(uid, 'cancel', manage.token, {})).status).toBe(200);
  await system.advance(80_000);
  expect(system.lines.filter(line => line.includes('could not be stored'))).toHaveLength(1);
  isAway = false;
  expect(await stateOf(uid)).toBe('accepted');
  await system.advance(300_000);

  expect(await stateOf(uid)).toBe('cancelled');
  expect(system.calls('POST', /cancel$/)).toHaveLength(1);
});

test('so is one that was moved, and whoever moved it is told', async () => {
  const {
    data: {uid},
    manage,
  } = await book();

  const {status, json} = await change(uid, 'reschedule', manage.token, {start: tuesdayAt('11:00')});
  expect({status, start: json.data?.start}).toEqual({status: 201, start: tuesdayAt('11:00')});
  isAway = false;
  await system.advance(80_000);

  expect(await stateOf(uid)).toBe('rescheduled');
  expect(await stateOf(json.data.uid as string)).toBe('accepted');
});
