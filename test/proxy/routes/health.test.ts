import {afterEach, expect, test} from 'vitest';
import {openProxy, type ProxySystem} from '../cal/system.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite.ts';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

let system: ProxySystem | undefined;
afterEach(() => system?.close());

test('a proxy that can serve is alive and ready', async () => {
  system = openProxy();
  expect((await system.get('/healthz')).status).toBe(200);
  expect((await system.get('/readyz')).status).toBe(200);
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
