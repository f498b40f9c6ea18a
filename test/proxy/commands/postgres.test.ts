import {afterAll, beforeAll, expect, test} from 'vitest';
import {password, startPostgres, type TestPostgres} from '../../support/servers/postgres.ts';
import {openCommands} from './system.ts';

let postgres: TestPostgres | undefined;
beforeAll(async () => void (postgres = await startPostgres()), 120_000);
afterAll(() => postgres?.stop());

test('doctor tells of PostgreSQL whether it takes what is written, and never its password', async context => {
  if (!postgres) return context.skip();
  const commands = await openCommands();
  const address = await postgres.createDatabase();
  const database = async (url: string) => {
    const {json, out} = await commands.doctor(['--json'], {DATABASE_URL: url});
    expect(out).not.toContain(password);
    return json.checks.find(({name}: {name: string}) => name === 'database') as {
      status: string;
      message: string;
      todo?: string;
    };
  };

  expect(await database(address)).toEqual({name: 'database', status: 'ok', message: 'PostgreSQL is writable.'});
  const missing = new URL(address);
  missing.pathname = '/nothing_of_this_name';
  expect(await database(missing.href)).toMatchObject({
    status: 'fail',
    todo: 'set DATABASE_URL or BOOKING_DATA to a store this user can reach and write.',
  });
  const elsewhere = new URL(address);
  elsewhere.port = '9';
  expect(await database(elsewhere.href)).toMatchObject({status: 'fail'});
  await commands.close();
});
