import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {createServer, type Server} from 'node:http';
import {build, type Rollup} from 'vite';
import {findChromium, launchArgs} from '../../support/chromium.ts';
import {openSystem, type System} from '../../proxy/webhooks/system.ts';
import {chromium, expect, test, type Page} from '../test.ts';

let uid: string;
let system: System;
let server: Server;
let address: string;

async function buildClient(): Promise<Map<string, string>> {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      rollupOptions: {
        input: 'src/client/live/live.ts',
        preserveEntrySignatures: 'strict',
        output: {entryFileNames: 'live.js'},
      },
    },
  })) as Rollup.RollupOutput;
  return new Map(
    output.output.filter(chunk => chunk.type === 'chunk').map(chunk => [`/${chunk.fileName}`, chunk.code]),
  );
}

const page = (token: string) => `<!doctype html><title>waiting</title><script type="module">
import {openLive} from '/live.js';
openLive({token: '${token}', url: location.origin + '/live', renew: () => Promise.reject(), onView: view => document.title = view.state});
</script>`;

test.beforeAll(async () => {
  const scripts = await buildClient();
  system = openSystem({now: Date.now});
  const answer = getRequestListener((request, env) => system.request(request.url, request, env));
  server = createServer((request, response) => {
    const script = scripts.get(request.url!);
    if (script !== undefined) response.setHeader('content-type', 'text/javascript').end(script);
    else if (request.url === '/')
      void system.context.tokens
        .mint({uid})
        .then(token => response.setHeader('content-type', 'text/html').end(page(token)));
    else if (request.url === '/elsewhere')
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title>');
    else void answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(async () => {
  await system.close();
  server.closeAllConnections();
  server.close();
});

async function tell(triggerEvent: string): Promise<void> {
  expect(
    (await system.post(JSON.stringify({triggerEvent, createdAt: new Date().toISOString(), payload: {uid}}))).status,
  ).toBe(204);
}

const titles = (tabs: readonly Page[]) => Promise.all(tabs.map(tab => tab.title()));
const streams = () => system.context.hub.size().streams;

// Over HTTP/1.1 a browser opens six connections to a server, for all tabs together: a seventh stream would hang the
// page.
test('eight tabs that show one booking share one stream, whichever of them is closed', async ({context}) => {
  uid = 'booking-in-many-tabs';
  const tabs: Page[] = [];
  for (let count = 0; count < 8; count += 1) {
    tabs.push(await context.newPage());
    await tabs.at(-1)!.goto(address);
  }
  await tell('BOOKING_REQUESTED');
  await expect.poll(() => titles(tabs)).toEqual(tabs.map(() => 'pending'));
  expect(streams()).toBe(1);

  await tabs.shift()!.close();
  await tell('BOOKING_CREATED');
  await expect.poll(() => titles(tabs)).toEqual(tabs.map(() => 'accepted'));
  expect(streams()).toBe(1);

  await Promise.all(tabs.splice(0, 3).map(tab => tab.close()));
  await tell('BOOKING_CANCELLED');
  await expect.poll(() => titles(tabs)).toEqual(tabs.map(() => 'cancelled'));
  expect(streams()).toBe(1);

  await Promise.all(tabs.map(tab => tab.close()));
  await expect.poll(streams).toBe(0);
});

test('a page that comes back out of the back/forward cache knows what happened meanwhile', async () => {
  uid = 'booking-left-and-returned-to';
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: launchArgs,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    ...(executablePath ? {executablePath} : {}),
  });
  const tab = await browser.newPage();
  await tab.goto(address);
  await tell('BOOKING_REQUESTED');
  await expect.poll(() => tab.title()).toBe('pending');
  await tab.goto(`${address}elsewhere`);
  await expect.poll(streams, 'a page nobody sees holds no stream').toBe(0);
  await tell('BOOKING_CREATED');
  const isOpened = new Promise<string | undefined>(resolve =>
    server.on('request', ({url, headers}) => url === '/live' && resolve(headers['last-event-id']?.toString())),
  );
  // Playwright would wait for a page that is loaded; a restored one is not.
  await tab.evaluate(() => void setTimeout(() => history.back()));

  expect(await isOpened, 'it was restored and not loaded anew').toBe('1');
  await expect.poll(streams).toBe(1);
  await browser.close();
});
