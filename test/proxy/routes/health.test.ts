import {afterEach, expect, test} from 'vitest';
import {createProxy} from '../../../src/proxy/proxy.ts';
import {openProxy, settings, type ProxySystem} from '../cal/system.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

let system: ProxySystem | undefined;
afterEach(async () => {
  await system?.close();
  system = undefined;
});

test('a proxy that can serve is alive and ready', async () => {
  system = openProxy();
  expect((await system.get('/healthz')).status).toBe(200);
  expect((await system.get('/readyz')).status).toBe(200);
});

test('a proxy that was asked to stop is alive and not ready', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'booking-health-'));
  const proxy = createProxy({...settings, dataDirectory: directory, log: {info() {}, warn() {}, error() {}}});
  const status = async (path: string) => (await proxy.fetch(new Request(`http://proxy.test${path}`))).status;
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
  proxy.endStreams();
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
  await proxy.close();
  rmSync(directory, {recursive: true});
});

test('a proxy whose store cannot be written is alive and not ready', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'booking-health-'));
  const store = sqliteStore(directory);
  system = openProxy({store: {...store, healthy: async () => false}});
  expect((await system.get('/healthz')).status).toBe(200);
  expect((await system.get('/readyz')).status).toBe(503);
  await system.close();
  system = undefined;
  rmSync(directory, {recursive: true});
});

test('however many ask whether it is ready, the store is written once a second at most', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'booking-health-'));
  const store = sqliteStore(directory);
  let looks = 0;
  let isWell = true;
  const healthy = async () => {
    looks += 1;
    return isWell;
  };
  system = openProxy({store: {...store, healthy}});
  const {get, clock} = system;
  const ask = async () => [
    ...new Set((await Promise.all(Array.from({length: 20}, () => get('/readyz')))).map(({status}) => status)),
  ];

  expect([await ask(), looks]).toEqual([[200], 1]);
  isWell = false;
  clock.now += 900;
  expect([await ask(), looks], 'as it was found').toEqual([[200], 1]);
  clock.now += 200;
  expect([await ask(), looks]).toEqual([[503], 2]);
  await system.close();
  system = undefined;
  rmSync(directory, {recursive: true});
});

test('while the store hangs, no second look waits behind the first', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'booking-health-'));
  const store = sqliteStore(directory);
  let looks = 0;
  let end = (_: boolean) => {};
  system = openProxy({
    store: {...store, healthy: () => new Promise<boolean>(resolve => ((looks += 1), (end = resolve)))},
  });
  const {get, clock} = system;
  const first = get('/readyz');
  await expect.poll(() => looks).toBe(1);
  clock.now += 5_000;
  const second = get('/readyz');
  end(false);

  expect([(await first).status, (await second).status, looks]).toEqual([503, 503, 1]);
  await system.close();
  system = undefined;
  rmSync(directory, {recursive: true});
});
