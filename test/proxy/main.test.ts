import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {startTestCal} from '../support/servers/cal.ts';
import {createWatch} from '../support/servers/watch.ts';
import {guideBooking} from './cal/system.ts';

const main = fileURLToPath(new URL('../../src/proxy/main.ts', import.meta.url));
const good = {
  CAL_API_KEY: 'cal_test_rick',
  CAL_WEBHOOK_SECRETS: 'webhook-secret-of-the-test-suite',
  BOOKING_ALLOWED_ORIGINS: 'https://shop.example',
  BOOKING_EVENT_TYPES: 'rick/30min',
  BOOKING_SIGNING_KEYS: 'k1:signing-secret-of-the-test-suite-with-enough-characters',
};
type Environment = Record<string, string | undefined>;

let directory: string;
let watch: ReturnType<typeof createWatch>;
const fetch = async (url: string, init?: RequestInit) => watch.answered(await globalThis.fetch(url, init));
const running = new Set<ChildProcess>();

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'booking-main-'));
  watch = createWatch();
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(directory, {recursive: true});
  watch.end();
});

function start(args: string[], environment: Environment) {
  const env = {PATH: process.env['PATH'], PORT: '0', BOOKING_DATA: join(directory, 'data'), ...environment};
  const child = spawn(process.execPath, [main, ...args], {env: env, cwd: directory});
  running.add(child);
  const output = {stdout: '', stderr: ''};
  child.stdout.on('data', data => ((output.stdout += String(data)), watch.read(String(data))));
  child.stderr.on('data', data => ((output.stderr += String(data)), watch.read(String(data))));
  const ended = new Promise<{code: number | null; stdout: string; stderr: string}>(resolve => {
    child.once('close', code => {
      running.delete(child);
      resolve({code, ...output});
    });
  });
  return {child, output, ended};
}

async function listening({output, ended}: ReturnType<typeof start>): Promise<string> {
  let isOver = false;
  void ended.then(() => void (isOver = true));
  await expect.poll(() => isOver || /listens on/.test(output.stdout), {timeout: 20_000}).toBe(true);
  const address = /listens on (http:\/\/[^"\s]+)/.exec(output.stdout)?.[1];
  if (!address) throw new Error(output.stderr);
  return address;
}

describe('it refuses to start in one sentence, without a stack', {timeout: 60_000}, () => {
  test.each([
    ...Object.keys(good).map(name => [name, undefined, 'is missing'] as const),
    ['BOOKING_ALLOWED_ORIGINS', '*', 'contains a *'] as const,
    ['BOOKING_SIGNING_KEYS', 'k1:too-short', 'shorter than 32 characters'] as const,
    ['CAL_API_URL', 'javascript:alert(1)', 'does not start with https:// or http://'] as const,
    ['PORT', 'eighty', 'must be a number from 0 to 65535'] as const,
    ['BOOKING_KEEP_ALIVE_SECONDS', 'forever', 'must be a number from 1 to 3600'] as const,
  ])('%s=%s', async (name, value, words) => {
    const {code, stdout, stderr} = await start(['serve'], {...good, [name]: value}).ended;
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr.startsWith(`${name} `)).toBe(true);
    expect(stderr).toContain(words);
    expect(stderr + stdout).not.toMatch(/cal_test_rick|too-short|-of-the-test-suite/);
  });

  test('a data directory another proxy uses', async () => {
    const first = start(['serve'], good);
    await listening(first);
    const {code, stderr} = await start(['serve'], good).ended;
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('Another process uses the data directory');
  });

  test('a port somebody else has', async () => {
    const address = await listening(start(['serve'], good));
    const {code, stderr} = await start(['serve'], {
      ...good,
      PORT: new URL(address).port,
      BOOKING_DATA: join(directory, 'other'),
    }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\): set PORT and HOST to an address that is free\.\n$/,
    );
  });
});

describe('it serves', {timeout: 60_000}, () => {
  test("the guide's booking over a real port, and stops when asked, with its streams", async () => {
    const cal = await startTestCal();
    const proxy = start(['serve'], {...good, CAL_API_URL: `${cal.url}/v2`});
    const address = await listening(proxy);

    const slots = (await (
      await fetch(`${address}/v2/slots?username=rick&eventTypeSlug=30min&start=2026-11-23&end=2027-01-20`)
    ).json()) as {data: Record<string, {start: string}[]>};
    const [slot] = Object.values(slots.data).flat();
    const booked = await fetch(`${address}/v2/bookings`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: 'Bearer cal_live_whatever'},
      body: JSON.stringify(guideBooking({start: slot!.start})),
    });
    expect(booked.status).toBe(201);
    const {live} = (await booked.json()) as {live: {token: string; url: string}};
    expect(live.url).toBe(`${address}/live`);
    const stream = await fetch(live.url, {headers: {authorization: `Bearer ${live.token}`}});
    expect(stream.headers.get('content-type')).toContain('text/event-stream');

    proxy.child.kill('SIGTERM');
    expect(await stream.text()).toContain('"state":"accepted"');
    const {code, stdout, stderr} = await proxy.ended;
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(stdout).not.toContain('aborted the requests');
    expect(stdout).not.toMatch(/cal_test_rick|-of-the-test-suite|visitors\.example|Ann/);
    expect(stdout).not.toContain(live.token);
    await cal.close();
  });

  test('with settings of a file, over which the environment wins', async () => {
    const config = {
      calApiKey: good.CAL_API_KEY,
      webhookSecrets: [good.CAL_WEBHOOK_SECRETS],
      allowedOrigins: ['https://file.example'],
      eventTypes: ['rick/30min'],
      signingKeys: [good.BOOKING_SIGNING_KEYS],
    };
    writeFileSync(join(directory, 'booking.config.js'), `export default ${JSON.stringify(config)}`);
    writeFileSync(join(directory, 'package.json'), '{"type": "module"}');
    const address = await listening(start(['serve'], {BOOKING_ALLOWED_ORIGINS: 'https://environment.example'}));

    const allowed = async (origin: string) =>
      (await fetch(`${address}/healthz`, {headers: {origin}})).headers.get('access-control-allow-origin');
    expect([await allowed('https://environment.example'), await allowed('https://file.example')]).toEqual([
      'https://environment.example',
      null,
    ]);
  });
});

test.each([
  [undefined, 75],
  ['120', 120],
])(
  'it keeps idle connections for longer than load balancers do (BOOKING_KEEP_ALIVE_SECONDS=%s: %i s)',
  {timeout: 60_000},
  async (seconds, expected) => {
    const preload = join(directory, 'tell.mjs');
    writeFileSync(
      preload,
      `
    import {Server} from 'node:http';
    const {listen} = Server.prototype;
    Server.prototype.listen = function (...values) {
      console.log(JSON.stringify({headersTimeout: this.headersTimeout, requestTimeout: this.requestTimeout}));
      return listen.apply(this, values);
    };`,
    );
    const proxy = start(['serve'], {
      ...good,
      NODE_OPTIONS: `--import ${preload}`,
      ...(seconds === undefined ? {} : {BOOKING_KEEP_ALIVE_SECONDS: seconds}),
    });
    const address = await listening(proxy);

    expect((await fetch(`${address}/healthz`)).headers.get('keep-alive')).toBe(`timeout=${expected}`);
    const told = JSON.parse(/^\{"headersTimeout.*$/m.exec(proxy.output.stdout)![0]) as Record<string, number>;
    expect(told['headersTimeout'], 'or a request that comes late would be cut').toBeGreaterThan(expected * 1000);
    expect(told['requestTimeout']).toBeGreaterThanOrEqual(told['headersTimeout']!);
  },
);

describe('the command line', {timeout: 60_000}, () => {
  test('explains itself', async () => {
    const {code, stdout} = await start(['doctor', '--help'], {}).ended;
    expect(code).toBe(0);
    for (const name of Object.keys(good)) expect(stdout).toContain(name);
  });

  test.each([[['dance']], [[]]])('does not guess what %j means', async args => {
    const {code, stderr} = await start(args, good).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: booking-proxy serve');
    expect(stderr.startsWith('There is no command "dance".\n\n')).toBe(args.length > 0);
  });
});
