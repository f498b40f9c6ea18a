import {existsSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {StatementSync} from 'node:sqlite';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import {openCommands, told, type Commands} from './system.ts';

let commands: Commands;
beforeEach(async () => void (commands = await openCommands()));
afterEach(() => commands.close());

async function registered(change: Record<string, string> = {}): Promise<string> {
  const base = await commands.startProxy(change);
  await commands.webhook(['register', '--url', base]);
  return base;
}

test('a proxy that is well is told so, line by line', async () => {
  const base = await registered();
  const {code, out} = await commands.doctor();
  expect(out).toMatch(
    new RegExp(
      [
        '^✓ settings    All required settings are present\\.',
        '✓ database    SQLite will be created in .*',
        '✓ key         Cal\\.com answers and accepts the API key\\.',
        "✓ clock       The clock agrees with Cal\\.com's\\.",
        '✓ event type  rick/30min exists, with \\d+ free times in the next 28 days\\.',
        '✓ versions    Cal\\.com supports the API versions this proxy uses\\.',
        `✓ webhook     ${base}/webhooks/cal is registered, with 20 triggers\\.`,
        '✓ ping        It accepts a signed test and rejects one with a wrong signature\\.',
        `✓ address     The live stream is at ${base}/live\\.`,
        '',
        'Everything is fine\\.',
        '$',
      ].join('\n'),
    ),
  );
  expect(code).toBe(0);
});

test('as JSON it is one document', async () => {
  await registered();
  const {code, json} = await commands.doctor(['--json']);
  expect(code).toBe(0);
  expect(json.ok).toBe(true);
  expect(json.checks.map(({name, status}: {name: string; status: string}) => `${name} ${status}`)).toEqual([
    'settings ok',
    'database ok',
    'key ok',
    'clock ok',
    'event type ok',
    'versions ok',
    'webhook ok',
    'ping ok',
    'address ok',
  ]);
});

test('it changes nothing: no booking, no webhook, no data directory', async () => {
  await registered();
  const writes = () => commands.cal.controls.state().requests.filter(({method}) => method !== 'GET').length;
  const before = writes();
  await commands.doctor();
  expect(writes()).toBe(before);
  expect(existsSync(join(commands.directory, 'data'))).toBe(false);
});

describe('what is wrong is told with what to do', () => {
  test('settings, before anything is asked', async () => {
    const {code, out} = await commands.doctor([], {BOOKING_EVENT_TYPES: '', BOOKING_SIGNING_KEYS: 'k1:short'});
    expect(code).toBe(1);
    expect(out).toContain('✗ settings    BOOKING_EVENT_TYPES is missing: write what may be booked');
    expect(out).toContain('✗ settings    BOOKING_SIGNING_KEYS contains a secret shorter than 32 characters');
    expect(out).toContain('2 checks failed.');
    expect(commands.cal.controls.state().requests).toEqual([]);
  });

  test('settings that work and are unwise', async () => {
    await registered({BOOKING_EVENT_TYPES: '*'});
    const {code, out} = await commands.doctor([], {BOOKING_EVENT_TYPES: '*'});
    expect(out).toContain('! settings    BOOKING_EVENT_TYPES is *');
    expect(out).toMatch(/✓ event type {2}\d+ can be booked, all the key can see\./);
    expect(code).toBe(0);
  });

  test('a key Cal.com refuses, and nothing more is asked with it', async () => {
    const {code, out} = await commands.doctor([], {CAL_API_KEY: 'cal_revoked'});
    expect(code).toBe(1);
    expect(told(out, 'key')).toBe(
      '✗ key         Cal.com rejects the API key and every request made with it. → create a new one in Cal.com under ' +
        'Settings, API keys, and put it into CAL_API_KEY.',
    );
    expect(commands.cal.controls.state().requests).toHaveLength(1);
  });

  test('an API that is not there, and one that is none', async () => {
    const gone = await commands.doctor([], {CAL_API_URL: 'http://127.0.0.1:9'});
    expect(told(gone.out, 'key')).toMatch(
      /^✗ key +Cal\.com's API cannot be reached: no connection \(\w+\)\. → check CAL_API_URL/,
    );
    const server = createServer((_request, response) => void response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const other = await commands.doctor([], {
      CAL_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    server.close();
    expect(told(other.out, 'key')).toMatch(
      /^✗ key +CAL_API_URL does not answer like Cal\.com's API: status 200, and no JSON/,
    );
  });

  test('a clock that is wrong', async () => {
    await registered();
    commands.config('export default {now: () => Date.now() + 120_000};');
    const {code, out} = await commands.doctor();
    expect(code).toBe(1);
    expect(told(out, 'clock')).toMatch(
      /^✗ clock +The clock is (119|120|121) s ahead of Cal\.com's: tokens expire too late\. → let a time service set it/,
    );
  });

  test('an event type that is not there, and one without times', async () => {
    await registered();
    const {code, out} = await commands.doctor([], {BOOKING_EVENT_TYPES: 'rick/30min,rick/nothing'});
    expect(code).toBe(1);
    expect(out).toContain('✓ event type  rick/30min exists');
    expect(out).toContain(
      '✗ event type  rick/nothing: it does not exist.\n              → correct BOOKING_EVENT_TYPES, or create it in ' +
        'Cal.com.',
    );

    commands.config(
      'export default {fetch: async (url, init) => (String(url).includes("/slots") ? Response.json({status: ' +
        '"success", data: {}}) : fetch(url, init))};',
    );
    const empty = await commands.doctor();
    expect(empty.code).toBe(0);
    expect(told(empty.out, 'event type')).toBe(
      '! event type  rick/30min has no free time in the next 28 days. → check its availability in Cal.com.',
    );
  });

  test.each(['team/acme/round-robin', '1001'])('%s is found in its own way', async name => {
    const {out} = await commands.doctor([], {BOOKING_EVENT_TYPES: name});
    expect(told(out, 'event type')).toMatch(new RegExp(`^✓ event type {2}${name} exists, with \\d+ free times`));
  });

  test('what a page cannot do with an event type is told', async () => {
    const {out} = await commands.doctor([], {BOOKING_EVENT_TYPES: 'rick/paid,team/acme/round-robin'});
    expect(out).toMatch(
      /✓ event type {2}rick\/paid exists, with \d+ free times in the next 28 days; it is booked on its booking page, to which the form hands over\./,
    );
    expect(out).toMatch(
      /✓ event type {2}team\/acme\/round-robin exists, .*; sites must name it by its number or its team's number, because Cal\.com's API cannot find a team by name\./,
    );
  });

  test.each([
    [
      'rick/hidden-question',
      'a required question is hidden, and Cal.com rejects bookings that do not answer it. → show it in Cal.com, or ' +
        'make it optional.',
    ],
    [
      'rick/no-options',
      'a required question cannot be asked in a form. → give it another type or options in Cal.com, or make it ' +
        'optional.',
    ],
    [
      'rick/weekly-workshop',
      "it repeats and has seats, which Cal.com's API rejects. → switch one of them off in Cal.com.",
    ],
  ])("that %s can be booked on Cal.com's own page only, and why", async (name, why) => {
    await registered();
    const {code, out} = await commands.doctor([], {BOOKING_EVENT_TYPES: name});
    expect(told(out, 'event type')).toBe(
      `! event type  ${name} is booked on its booking page, to which the form hands over: ${why}`,
    );
    expect(code).toBe(0);
  });

  test("that a template of a managed event type is nobody's to book", async () => {
    const {code, out} = await commands.doctor([], {BOOKING_EVENT_TYPES: '2003'});
    expect(code).toBe(1);
    expect(told(out, 'event type')).toBe(
      '✗ event type  2003 is the template of a managed event type, which nobody can book. → name the event types its ' +
        'members received from it.',
    );
  });

  test('of many event types some are not looked at', async () => {
    const many = Array.from({length: 18}, (_, index) => `rick/nothing-${index}`);
    const {out} = await commands.doctor([], {BOOKING_EVENT_TYPES: ['rick/30min', ...many].join(',')});
    expect(out).toContain("– event type  4 more were not checked, to leave Cal.com's limit to visitors.");
  });

  test('a Cal.com of other versions', async () => {
    await registered();
    commands.config(`export default {fetch: async (url, init) => {
      if (!/bookings|slots/.test(String(url))) return fetch(url, init);
      return Response.json({status: 'error', error: {code: 'NotFoundException', message: 'Cannot GET /v2/bookings/x'}}, {status: 404});
    }};`);
    const {code, out} = await commands.doctor();
    expect(code).toBe(1);
    expect(told(out, 'versions')).toBe(
      '✗ versions    Bookings: Cal.com does not support the API version this proxy uses. → install a newer ' +
        'booking-elements.',
    );
    expect(told(out, 'event type')).toContain('Cal.com does not support the API version this proxy uses');
  });

  test('a data directory that cannot be made', async () => {
    const data = join(commands.directory, 'a-file', 'data');
    writeFileSync(join(commands.directory, 'a-file'), '');
    const {code, out} = await commands.doctor([], {BOOKING_DATA: data});
    expect(code).toBe(1);
    expect(told(out, 'database')).toBe(
      `✗ database    ${data} cannot be created or written by this user. → give BOOKING_DATA a directory that belongs to the user the proxy runs as.`,
    );
  });

  test('a full disk', async () => {
    const data = join(commands.directory, 'data');
    await sqliteStore(data).close();
    // As SQLite says it once the disk has no room for a page more.
    const full = Object.assign(new Error('database or disk is full'), {code: 'ERR_SQLITE_ERROR', errcode: 13});
    const write = vi.spyOn(StatementSync.prototype, 'run').mockImplementation(() => {
      throw full;
    });
    const {code, out} = await commands.doctor().finally(() => write.mockRestore());
    expect(code).toBe(1);
    expect(told(out, 'database')).toBe(
      `✗ database    The disk of the data directory ${data} is full: free some space; the proxy recovers by itself.`,
    );
    expect(told((await commands.doctor()).out, 'database')).toBe('✓ database    SQLite is writable.');
  });

  test('a data directory a running proxy holds is fine, and so is one of a stopped one', async () => {
    const data = join(commands.directory, 'data');
    const store = sqliteStore(data);
    expect(told((await commands.doctor()).out, 'database')).toContain(
      '✓ database    SQLite is in use by the proxy running here.',
    );
    await store.close();
    expect(told((await commands.doctor()).out, 'database')).toBe('✓ database    SQLite is writable.');
  });
});
