import {afterAll, beforeEach, describe} from 'vitest';
import {postgresStore} from '../../../src/proxy/store/postgres.ts';
import {startPostgres} from '../../support/postgres.ts';
import {testStore} from './contract.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop());

describe.skipIf(!postgres)('PostgreSQL', () => {
  let url: string;

  beforeEach(async () => {
    url = await postgres!.createDatabase();
  });

  describe('the promises of a store', () => {
    testStore(async () => postgresStore(url));
  });
});
