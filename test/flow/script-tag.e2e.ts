import {mkdtempSync, readFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {expect, test, type Page} from '@playwright/test';
import {build} from 'vite';
import {startCal} from '../../mocks/server.ts';

let cal: Awaited<ReturnType<typeof startCal>>;
let server: Server;
let site: string;
let dist: string;

/** The files a site copies, as `npm run build` writes them, in a folder of the site. */
test.beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'booking-dist-'));
  process.env['NODE_ENV'] = 'production';
  for (const mode of ['script', 'page']) await build({configFile: resolve('vite.config.ts'), mode, logLevel: 'error', build: {outDir: dist, sourcemap: false}});
  cal = await startCal();
  server = createServer((request, response) => {
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
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

test.afterAll(async () => {
  server?.close();
  await cal?.close();
});

const oneFile = () => `<script src="/kit/script.js" integrity="${readFileSync(join(dist, 'script.js.integrity'), 'utf8').trim()}" crossorigin="anonymous" defer></script>`;
const pieces = '<script type="module" src="/kit/page.js"></script>';
const form = () => `<booking-form cal-link="rick/30min" api="${cal.url}"><a slot="fallback" href="https://cal.com/rick/30min">Book on Cal.com</a></booking-form>`;

async function open(page: Page, head: string, body: string, lang = 'en'): Promise<{scripts: string[]; errors: string[]}> {
  const [scripts, errors]: [string[], string[]] = [[], []];
  page.on('request', request => void (request.url().includes('/kit/') && scripts.push(new URL(request.url()).pathname.replace(/-[\w-]{8}\.js$/, ''))));
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => void (['error', 'warning'].includes(message.type()) && errors.push(message.text())));
  await page.goto(`${site}?${new URLSearchParams({head, body, lang})}`);
  return {scripts, errors};
}

async function book(page: Page): Promise<void> {
  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue/}).click();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
  await page.getByRole('button', {name: /^Book/}).click();
  await expect(page.getByRole('heading', {name: /^You are booked|^Booked/})).toBeVisible();
}

test('one file with its integrity books', async ({page}) => {
  const {scripts, errors} = await open(page, oneFile(), form());
  await book(page);
  expect(scripts).toEqual(['/kit/script.js']);
  expect(errors).toEqual([]);
});

test('the script in pieces loads what the page has and nothing of the other elements, and books', async ({page}) => {
  const {scripts, errors} = await open(page, pieces, form());
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(scripts[0]).toBe('/kit/page.js');
  // The steps after the choice of a time come by themselves.
  await expect.poll(() => scripts).toContain('/kit/page/later');
  expect(scripts.filter(name => /embed|popup|inline|compat|locales|take-over|zone-picker/.test(name))).toEqual([]);
  await book(page);
  expect(errors).toEqual([]);
});

test('an element that comes later gets its code then; another language comes alone', async ({page}) => {
  const {scripts, errors} = await open(page, pieces, '<h1>Termin</h1>', 'de');
  await expect.poll(() => scripts).toEqual(['/kit/page.js']);
  await page.locator('main').evaluate((main, markup) => main.insertAdjacentHTML('beforeend', markup), form());
  await expect(page.getByRole('button', {name: /^Nächster Monat/})).toBeVisible();
  expect(scripts.filter(name => /page\/[a-z]{2}(-[A-Z]{2})?$/.test(name))).toEqual(['/kit/page/de']);
  expect(errors).toEqual([]);
});

test("the markup of Cal.com's guides gets its page from the script in pieces", async ({page}) => {
  const {scripts} = await open(page, pieces, `<button data-cal-link="rick/30min" data-cal-origin="${cal.url}">Book</button>`);
  await expect.poll(() => scripts.some(name => name.includes('compat'))).toBe(true);
  expect(scripts.filter(name => /booking-form(?!-booking-status)|calendar|slots/.test(name))).toEqual([]);
});

test('pieces that cannot be loaded leave the fallback link, and come when the network is back', async ({page}) => {
  await page.route('**/kit/page/*', route => route.abort());
  const {errors} = await open(page, pieces, form());
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
  await expect.poll(() => errors.some(text => text.includes('could not be loaded'))).toBe(true);
  await page.unroute('**/kit/page/*');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByRole('radio').first()).toBeVisible();
});
