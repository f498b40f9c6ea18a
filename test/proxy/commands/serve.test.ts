import {chmodSync, mkdirSync, readFileSync, symlinkSync} from 'node:fs';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {usage} from '../../../src/proxy/commands/usage.ts';
import {readEnvironment} from '../../../src/proxy/settings/settings.ts';
import {startTestCal} from '../../support/servers/cal.ts';
import {book} from '../mount/contract.ts';
import {answers, freePort, makeApp, settings, type App} from '../mount/package.ts';

const main = 'node_modules/booking-elements/dist/proxy/main.js';
let app: App;
beforeAll(() => {
  app = makeApp(['@opentelemetry/api']);
});
afterAll(() => app.remove());

/** Runs the built command before a stand-in whose webhooks go to `webhookUrl`, when one is given. */
async function serve(webhookUrl?: string, command: [string, ...string[]] = [process.execPath, main, 'serve']) {
  const port = await freePort();
  const cal = await startTestCal(webhookUrl === undefined ? {} : {webhooks: [{subscriberUrl: webhookUrl}]});
  const environment = {
    ...settings,
    CAL_API_URL: cal.url,
    PORT: String(port),
    BOOKING_DATA: `${app.directory}/data-${port}`,
  };
  const [program, ...args] = command;
  const running = app.start(program, args, environment);
  const base = `http://127.0.0.1:${port}`;
  await answers(`${base}/readyz`, running);
  return {base, cal, running, environment};
}

describe('the built package', () => {
  test('serves, registers its webhook and is told well by doctor', async () => {
    const {base, cal, running, environment} = await serve();
    const registered = app.start(process.execPath, [main, 'webhook', 'register', '--url', base], environment);
    expect({code: await registered.ended, ...registered.output}).toMatchObject({code: 0, stderr: ''});
    const doctor = app.start(process.execPath, [main, 'doctor'], environment);
    expect({code: await doctor.ended, stderr: doctor.output.stderr}).toEqual({code: 0, stderr: ''});
    expect(doctor.output.stdout).toMatch(/SQLite is in use by the proxy running here.[^]*Everything is fine\.\n$/);

    await book(base);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    await cal.close();
  });

  test('traces with the OpenTelemetry SDK that is set up before it', async () => {
    app.write(
      'sdk.mjs',
      `
      import {trace} from '@opentelemetry/api';
      const span = name => ({setAttribute() {}, setStatus() {}, updateName: better => console.log('named', better), end: () => console.log('ended', name)});
      trace.setGlobalTracerProvider({getTracer: () => ({startSpan: span})});
    `,
    );
    const {running, cal} = await serve(undefined, [process.execPath, '--import', './sdk.mjs', main, 'serve']);
    await expect.poll(() => running.output.stdout, {timeout: 20_000}).toContain('named GET /readyz');
    expect(running.output.stdout).toContain('ended GET');
    running.child.kill('SIGTERM');
    await running.ended;
    await cal.close();
  });

  test('is started by its name, as npm links it', async () => {
    const {bin} = JSON.parse(readFileSync('package.json', 'utf8')) as {bin: Record<string, string>};
    const file = join(app.directory, 'node_modules/booking-elements', bin['booking-proxy']!);
    chmodSync(file, 0o755);
    mkdirSync(join(app.directory, 'node_modules/.bin'), {recursive: true});
    symlinkSync(file, join(app.directory, 'node_modules/.bin/booking-proxy'));
    const help = app.start('node_modules/.bin/booking-proxy', ['--help'], {});
    expect({code: await help.ended, ...help.output}).toEqual({code: 0, stdout: usage, stderr: ''});
  });
});

describe('asked to stop', () => {
  /** A subscriber that answers when it is told to; until then the stand-in keeps the booking waiting. */
  async function listen() {
    const waiting: ServerResponse[] = [];
    const server = createServer((_request, response) => void waiting.push(response)).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
      waiting,
      close() {
        for (const response of waiting) response.end();
        server.close();
      },
    };
  }

  test('it lets an open booking finish, takes nothing new, and ends well', async () => {
    const slow = await listen();
    const {base, cal, running} = await serve(slow.url);
    const booking = book(base);
    await expect.poll(() => slow.waiting.length, {timeout: 20_000}).toBe(1);

    running.child.kill('SIGTERM');
    await expect.poll(() => running.output.stdout, {timeout: 20_000}).toContain('booking-proxy is stopping');
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
    expect(running.child.exitCode).toBeNull();

    slow.close();
    expect((await booking).uid).toBeTruthy();
    expect(await running.ended).toBe(0);
    await cal.close();
  });

  test('a second time it ends at once', async () => {
    const slow = await listen();
    const {base, cal, running} = await serve(slow.url);
    const booking = book(base).catch(() => 'cut');
    await expect.poll(() => slow.waiting.length, {timeout: 20_000}).toBe(1);
    running.child.kill('SIGTERM');
    await expect.poll(() => running.output.stdout, {timeout: 20_000}).toContain('booking-proxy is stopping');
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(1);
    expect(await booking).toBe('cut');
    slow.close();
    await cal.close();
  });
});

test('the help names every setting', () => {
  const names: string[] = [];
  readEnvironment(new Proxy({}, {get: (_target, name) => void names.push(String(name))}));
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter(name => !usage.includes(`  ${name}  `))).toEqual([]);
});
