import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import type {Page} from '@playwright/test';
import {startCal} from '../../mocks/server.ts';
import {builtFiles} from './build.ts';
import {test} from './test.ts';

/** A site that copied the files a script tag names. */
export interface KitSite {
  /**
   * Opens a page with this head and body; `scripts` are the kit's files it asks for, `errors` what the console says.
   */
  open(page: Page, head: string, body: string, lang?: string): Promise<{scripts: string[]; errors: string[]}>;
  /** The address of such a page. */
  address(head: string, body: string, lang?: string): string;
  origin: string;
  /** The text of one of the files. */
  read(name: string): string;
  close(): void;
}

/** Serves what `npm run build` writes for script tags under `/kit/` of a site. */
export async function startKitSite(): Promise<KitSite> {
  const {kit: dist} = builtFiles();
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://site');
    if (url.pathname === '/') {
      response.setHeader('content-type', 'text/html');
      return response.end(`<!doctype html><html lang="${url.searchParams.get('lang') ?? 'en'}"><head><title>Site</title><link rel="icon" href="data:,">${url.searchParams.get('head')}</head>
        <body><main>${url.searchParams.get('body')}</main></body></html>`);
    }
    try {
      const file = readFileSync(join(dist, url.pathname.replace('/kit/', '')));
      return response.writeHead(200, {'content-type': 'text/javascript', 'access-control-allow-origin': '*'}).end(file);
    } catch {
      return response.writeHead(404).end();
    }
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const address = (head: string, body: string, lang = 'en') => `${site}?${new URLSearchParams({head, body, lang})}`;
  return {
    address,
    async open(page, head, body, lang = 'en') {
      const [scripts, errors]: [string[], string[]] = [[], []];
      page.on(
        'request',
        request =>
          void (
            request.url().includes('/kit/') &&
            scripts.push(new URL(request.url()).pathname.replace(/-[\w-]{8}\.js$/, ''))
          ),
      );
      page.on('pageerror', error => errors.push(error.message));
      page.on(
        'console',
        message => void (['error', 'warning'].includes(message.type()) && errors.push(message.text())),
      );
      // Not until everything is there: a test may hold something back.
      await page.goto(address(head, body, lang), {waitUntil: 'domcontentloaded'});
      return {scripts, errors};
    },
    origin: site.slice(0, -1),
    read: name => readFileSync(join(dist, name), 'utf8'),
    close: () => void server.close(),
  };
}

/** A site with the built files, and the stand-in Cal.com. */
export interface KitWorld {
  site: KitSite;
  cal: Awaited<ReturnType<typeof startCal>>;
  /** Books the first free time without a page; resolves with the booking's uid. */
  bookElsewhere(): Promise<string>;
}

async function bookFirst(calUrl: string): Promise<string> {
  const ask = async (path: string, version: string, init: RequestInit = {}) => {
    const headers = {'cal-api-version': version, 'content-type': 'application/json'};
    const response = await fetch(calUrl + path, {...init, headers});
    return ((await response.json()) as {data: unknown}).data;
  };
  const [start, end] = [0, 10].map(days => new Date(Date.now() + days * 86_400_000).toISOString());
  const range = new URLSearchParams({eventTypeId: '1001', start: start!, end: end!});
  const [slot] = Object.values(
    (await ask(`/v2/slots?${range}`, '2024-09-04')) as Record<string, {start: string}[]>,
  ).flat();
  const attendee = {name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'UTC'};
  const body = JSON.stringify({eventTypeId: 1001, start: new Date(slot!.start).toISOString(), attendee});
  return ((await ask('/v2/bookings', '2024-08-13', {method: 'POST', body})) as {uid: string}).uid;
}

/** Starts both before the tests of a file and stops them afterwards; each test begins without bookings. */
export function kitWorld(): KitWorld {
  const world = {bookElsewhere: () => bookFirst(world.cal.url)} as KitWorld;
  test.beforeAll(async () => {
    world.site = await startKitSite();
    world.cal = await startCal();
  });
  // Cal.com itself offers a booked time for some seconds more.
  test.beforeEach(() => world.cal.cal.controls.reset());
  test.afterAll(async () => {
    world.site?.close();
    await world.cal?.close();
  });
  return world;
}
