import {afterEach, expect, test} from 'vitest';
import {createProxy} from '../../../src/proxy/proxy.ts';
import {openProxy, settings, type ProxySystem} from '../cal/system.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite.ts';
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
