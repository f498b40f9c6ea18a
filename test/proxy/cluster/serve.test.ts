import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Client} from 'pg';
import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest';
import {password, startPostgres} from '../../support/servers/postgres.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

const main = fileURLToPath(new URL('../../../src/proxy/main.ts', import.meta.url));

describe.skipIf(!postgres)('booking-proxy serve with DATABASE_URL', {timeout: 60_000}, () => {
  let url: string;
  let directory: string;
  let output: string;

  beforeEach(async () => {
    url = await postgres!.createDatabase();
    directory = mkdtempSync(join(tmpdir(), 'booking-serve-'));
    output = '';
  });
  afterEach(() => {
    expect(output).not.toContain(password);
    rmSync(directory, {recursive: true});
  });

  function serve(databaseUrl: string) {
    const child = spawn(process.execPath, [main, 'serve'], {
      cwd: directory,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATABASE_URL: databaseUrl,
        CAL_API_KEY: 'cal_serve',
        CAL_WEBHOOK_SECRETS: 'webhook-secret-of-the-test-suite',
        BOOKING_ALLOWED_ORIGINS: 'https://shop.example',
        BOOKING_EVENT_TYPES: 'rick/30min',
        BOOKING_SIGNING_KEYS: 'k1:signing-secret-of-the-test-suite-with-enough-characters',
      } as unknown as NodeJS.ProcessEnv,
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => void (output += String(data)));
    return {child, closed: once(child, 'close') as Promise<[number | null]>};
  }

  test('keeps its data there, leaves no directory behind and ends when it is asked to', async () => {
    const {child, closed} = serve(url);
    await expect.poll(() => /listens on (http:\/\/[^"\s]+)/.exec(output)?.[1], {timeout: 20_000}).toBeDefined();
    const address = /listens on (http:\/\/[^"\s]+)/.exec(output)![1]!;

    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(existsSync(join(directory, 'data'))).toBe(false);
  });

  test('does not start on a database of a newer version, and says so in one sentence', async () => {
    const client = new Client({connectionString: url});
    await client.connect();
    await client.query(
      'CREATE SCHEMA booking_elements; CREATE TABLE booking_elements.migrations AS SELECT 999 AS version',
    );
    await client.end();

    expect((await serve(url).closed)[0]).toBe(1);
    expect(output).toBe(
      'The database in DATABASE_URL was written by a newer version: start that one, or use another database.\n',
    );
  });

  test('does not start without its database, and says what to do in one sentence', async () => {
    const address = new URL(url);
    address.port = '1';

    expect((await serve(address.href).closed)[0]).toBe(1);
    expect(output).toBe(
      'PostgreSQL at 127.0.0.1:1 refuses connections (ECONNREFUSED): start it, or correct DATABASE_URL.\n',
    );
  });

  test('says nothing of the password while its database is away', async () => {
    const {child, closed} = serve(url);
    await expect.poll(() => /listens on (http:\/\/[^"\s]+)/.exec(output)?.[1], {timeout: 20_000}).toBeDefined();
    const address = /listens on (http:\/\/[^"\s]+)/.exec(output)![1]!;
    await postgres!.whileAway(async () => {
      const answer = await fetch(`${address}/readyz`);
      output += await answer.text();
      expect(answer.status).toBe(503);
    });
    await expect.poll(async () => (await fetch(`${address}/readyz`)).status, {timeout: 20_000}).toBe(200);

    child.kill('SIGTERM');
    expect((await closed)[0]).toBe(0);
  });
});
