import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {startPostgres} from '../../support/servers/postgres.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

const directory = mkdtempSync(join(tmpdir(), 'booking-reconcile-'));
afterAll(() => rmSync(directory, {recursive: true}));
let count = 0;

/** Each kind of store: its name, whether it can run here, and what makes a function that opens the same one anew. */
export const places: [string, boolean, () => Promise<() => Store>][] = [
  // One process uses a file, so its stores are one.
  [
    'SQLite',
    true,
    async () => {
      const store = sqliteStore(join(directory, String((count += 1))));
      return () => store;
    },
  ],
  [
    'PostgreSQL',
    postgres !== undefined,
    async () => {
      const url = await postgres!.createDatabase();
      return () => postgresStore(url, {hasCallersClock: true});
    },
  ],
];
