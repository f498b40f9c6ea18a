import {afterAll, describe} from 'vitest';
import {startPostgres} from '../../support/servers/postgres.ts';
import {testRecovery} from './contract-recovery.ts';
import {endSilence, openHarness} from './postgres-harness.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

describe.skipIf(!postgres)('what a killed process leaves in PostgreSQL', () => {
  let url: string;
  testRecovery(
    async () => (url = await postgres!.createDatabase()),
    openHarness,
    () => endSilence(url),
    Number(process.env['KILLS'] ?? 1),
  );
});
