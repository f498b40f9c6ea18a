import {mkdtempSync, rmSync} from 'node:fs';
import {createServer, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Fastify from 'fastify';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {
  createProxy,
  fromEnvironment,
  toFastifyPlugin,
  toNodeHandler,
  toRouteHandlers,
} from '../../../src/proxy/index.ts';
import {startTestCal} from '../../support/servers/cal.ts';
import {book, keepsItsPromises} from './contract.ts';
import {answers, bin, freePort, makeApp, readExamples, settings, starts, type App, type Program} from './package.ts';

const examples = readExamples();
const running: {close(): Promise<void>}[] = [];
let app: App;

beforeAll(() => {
  app = makeApp(['express', 'fastify', 'hono', '@hono/node-server']);
  for (const [name, text] of examples) app.write(name, text);
});
afterAll(() => app.remove());

/** Runs a file of the app before a stand-in whose webhook goes to it. */
async function run(
  file: string,
  path: string,
  command = process.execPath,
  args: string[] = [],
  environment: Record<string, string> = {},
) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}${path}`;
  const cal = await startTestCal({
    webhooks: [{subscriberUrl: `${base}/webhooks/cal`, secret: settings.CAL_WEBHOOK_SECRETS}],
  });
  const program = app.start(command, [...args, file], {
    ...settings,
    CAL_API_URL: cal.url,
    PORT: String(port),
    BOOKING_DATA: `${app.directory}/data-${port}`,
    ...environment,
  });
  const close = async () => {
    program.child.kill('SIGKILL');
    await program.ended;
    await cal.close();
  };
  running.push({close});
  await answers(`${base}/readyz`, program).catch(async error => {
    await close();
    throw error;
  });
  return {base, port, cal, program, close};
}

const word = (program: Program) => program.output.stderr + program.output.stdout;

describe('every example of the guide is a working proxy', () => {
  test.each([
    ['node.mjs', ''],
    ['express.mjs', '/booking'],
    ['fastify.mjs', '/booking'],
    ['hono.mjs', '/booking'],
  ])('%s', async (file, path) => {
    const {base, cal, close} = await run(file, path);
    await keepsItsPromises(base, cal);
    await close();
  });

  test.skipIf(!starts('bun'))('bun.mjs (skipped where Bun does not start)', async () => {
    const {base, cal, close} = await run('bun.mjs', '', bin('bun'));
    await keepsItsPromises(base, cal);
    await close();
  });

  test.skipIf(!starts('deno'))('deno.mjs (skipped where Deno does not start)', async () => {
    const {base, cal, close} = await run('deno.mjs', '', bin('deno'), [
      'run',
      '--allow-net',
      '--allow-env',
      '--allow-sys',
      '--allow-read',
      '--allow-write',
      '--node-modules-dir=manual',
    ]);
    await keepsItsPromises(base, cal);
    await close();
  });

  test("route.mjs, called as Next does: by the method's export, with a Request, and loaded a second time", async () => {
    app.write(
      'next.mjs',
      `
      import {serve} from '@hono/node-server';
      const routes = await import('./route.mjs');
      const again = await import('./route.mjs?reloaded');
      let count = 0;
      serve({port: Number(process.env.PORT), fetch: request => (count++ % 2 ? again : routes)[request.method](request, {params: Promise.resolve({path: []})})});
    `,
    );
    const {base, cal, close} = await run('next.mjs', '/booking');
    await keepsItsPromises(base, cal);
    await close();
  });

  test('none is left untested', () => {
    expect([...examples.keys()].sort()).toEqual([
      'Caddyfile',
      'booking-proxy.service',
      'bun.mjs',
      'deno.mjs',
      'express.mjs',
      'fastify.mjs',
      'hono.mjs',
      'nginx.conf',
      'node.mjs',
      'route.mjs',
    ]);
  });
});

test('in TypeScript too, Fastify takes the plugin, and Node and route files the handlers', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'booking-types-'));
  const proxy = createProxy({
    ...fromEnvironment({...settings, BOOKING_DATA: directory}),
    log: {info() {}, warn() {}, error() {}},
  });
  const fastify = Fastify();
  fastify.register(toFastifyPlugin(proxy));
  await fastify.ready();
  createServer(toNodeHandler(proxy));
  const {GET}: {GET(request: Request, context: {params: Promise<object>}): Promise<Response>} = toRouteHandlers(
    () => proxy,
  );
  expect((await GET(new Request('http://proxy.test/healthz'), {params: Promise.resolve({})})).status).toBe(200);
  await fastify.close();
  await proxy.close();
  rmSync(directory, {recursive: true});
});

const express = (lines: string) => `
  import express from 'express';
  import {createProxy, fromEnvironment, toNodeHandler} from 'booking-elements/proxy';
  const settings = fromEnvironment(process.env);
  const app = express();
  app.get('/readyz', (request, response) => response.send('ok'));
  ${lines}
  app.use((error, request, response, next) => response.status(500).send(error.message));
  app.listen(process.env.PORT);
`;
const json = (body: unknown) => ({
  method: 'POST',
  headers: {'content-type': 'application/json'},
  body: JSON.stringify(body),
});

describe('in Express', () => {
  test('after a body parser it says so, to who calls and in the log, and loses no other route', async () => {
    app.write('late.mjs', express('app.use(express.json()); app.use(toNodeHandler(createProxy(settings)));'));
    const {base, program, close} = await run('late.mjs', '');
    const refused = await fetch(`${base}/webhooks/cal`, json({triggerEvent: 'PING'}));
    const {error} = (await refused.json()) as {error: {code: string; message: string}};

    expect(refused.status).toBe(500);
    expect(error).toMatchObject({
      code: 'internal',
      message: 'The request body was read before the proxy saw it: mount the proxy before any body parser.',
    });
    await expect.poll(() => word(program), {timeout: 20_000}).toContain('mount the proxy before any body parser');
    expect((await fetch(`${base}/v2/event-types`)).status).toBe(200);
    await close();
  });

  test.each([
    ['express.raw()', 'app.use(express.raw({type: "*/*"}));'],
    [
      'a parser that keeps the bytes',
      'app.use(express.json({verify(request, response, bytes) { request.rawBody = bytes; }}));',
    ],
  ])('after %s it works', async (_name, parser) => {
    app.write('raw.mjs', express(`${parser} app.use(toNodeHandler(createProxy(settings)));`));
    const {base, cal, close} = await run('raw.mjs', '');
    await keepsItsPromises(base, cal);
    await close();
  });

  test('under another path than its own it says which one to write', async () => {
    app.write('wrong.mjs', express('app.use("/booking", toNodeHandler(createProxy(settings)));'));
    const {base, close} = await run('wrong.mjs', '');
    const answer = await fetch(`${base}/booking/healthz`);
    expect(await answer.text()).toBe(
      "The booking proxy is mounted at /booking, but its basePath is empty: use createProxy({basePath: '/booking', " +
        '…}).',
    );
    await close();
  });

  test('mounted at the root with a path, it leaves the other paths to the app', async () => {
    app.write(
      'beside.mjs',
      express(
        'app.use(toNodeHandler(createProxy({...settings, basePath: "/booking"}))); app.get("/booking-shop", ' +
          '(request, response) => response.send("the shop"));',
      ),
    );
    const {base, close} = await run('beside.mjs', '');
    expect(await (await fetch(`${base}/booking-shop`)).text()).toBe('the shop');
    expect((await fetch(`${base}/booking/healthz`)).status).toBe(200);
    await close();
  });
});

describe('behind a reverse proxy with a path', () => {
  /** Hands everything below /booking on, without that path when it `strips` it, and adds what nginx would. */
  async function front(port: number, strips: boolean) {
    const server = createServer((incoming, outgoing) => {
      const path = strips ? incoming.url!.replace(/^\/booking/, '') : incoming.url!;
      const headers = {
        ...incoming.headers,
        host: 'inside',
        'x-forwarded-host': incoming.headers.host!,
        'x-forwarded-proto': 'http',
        ...(strips ? {'x-forwarded-prefix': '/booking'} : {}),
      };
      const inside = request({port, path, method: incoming.method!, headers}, answer => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      });
      outgoing.once('close', () => inside.destroy());
      incoming.pipe(inside);
    }).listen(0, '127.0.0.1');
    await new Promise(done => server.once('listening', done));
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    return {base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/booking`, close};
  }

  test.each([
    ['that takes the path away and says so', true, {BOOKING_TRUSTED_PROXIES: '1'}],
    ['that leaves it', false, {BOOKING_BASE_PATH: '/booking'}],
  ])('%s', async (_name, strips, environment) => {
    const {port, cal, close} = await run('node.mjs', strips ? '' : '/booking', process.execPath, [], environment);
    const {base, close: closeFront} = await front(port, strips);
    await keepsItsPromises(base, cal);
    closeFront();
    await close();
  });

  test('that says nothing, with the public address in the settings', async () => {
    const {base, close} = await run('node.mjs', '', process.execPath, [], {
      BOOKING_PUBLIC_URL: 'https://shop.example/booking/',
    });
    expect((await book(base)).live.url).toBe('https://shop.example/booking/live');
    await close();
  });
});

describe('the real file of the repository runs', () => {
  const main = new URL('../../../src/proxy/main.ts', import.meta.url).pathname;

  test.skipIf(!starts('bun'))('in Bun (skipped where it does not start)', async () => {
    const {base, program, close} = await run('serve', '', bin('bun'), [main]);
    await book(base);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    await close();
  });

  test.skipIf(!starts('deno'))('in Deno (skipped where it does not start)', async () => {
    const {base, program, close} = await run('serve', '', bin('deno'), [
      'run',
      '-A',
      '--node-modules-dir=manual',
      main,
    ]);
    await book(base);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    await close();
  });
});
