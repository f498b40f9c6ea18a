import {afterAll, describe} from 'vitest';
import {startPostgres} from '../../support/servers/postgres.ts';
import {testEngine} from './contract.ts';
import {openHarness} from './postgres-harness.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

describe.skipIf(!postgres)('the promises of the engine in PostgreSQL', () => {
  let url: string | undefined;
  testEngine(async () => openHarness((url ??= await postgres!.createDatabase())));
});
