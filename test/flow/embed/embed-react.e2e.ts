import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';
import {book, embedWorld, frameOf} from './embed-page.ts';
import {expect, test} from '../test.ts';

const world = embedWorld();
let server: Server;
let url: string;

/** Builds the app with Vite, as a React project does, and serves what came out. */
test.beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'booking-react-'));
  writeFileSync(
    join(root, 'index.html'),
    `<!doctype html><html lang="en"><head><title>App</title><link rel="icon" href="data:,"></head><body><div id="root"></div>
    <script type="module" src="${fileURLToPath(new URL('./embed-react-app.ts', import.meta.url))}"></script></body></html>`,
  );
  await build({configFile: false, root, logLevel: 'error', build: {target: 'es2022', outDir: 'dist'}});
  const types: Record<string, string> = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css'};
  server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '').replace(/\/$/, '/index.html');
    try {
      response.setHeader('content-type', types[extname(path)] ?? 'text/plain');
      response.end(readFileSync(join(root, 'dist', path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

test.afterAll(() => server?.close());

test('a React app in strict mode shows, themes, books, leaves and comes back', async ({page}) => {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => void (message.type() === 'error' && errors.push(message.text())));
  await page.goto(`${url}?origin=${encodeURIComponent(world.cal.url)}`);
  const frame = frameOf(page);
  await expect(frame.locator('html')).toHaveClass('dark');
  await expect(page.locator('booking-inline iframe')).toHaveCount(1);
  await page.locator('booking-inline iframe').evaluate(node => Object.assign(node, {same: true}));
  await page.getByRole('button', {name: 'Change theme'}).click();
  await expect(frame.locator('html')).toHaveClass('light');
  await page.getByRole('button', {name: 'Count'}).click();
  expect(await page.locator('booking-inline iframe').evaluate(node => 'same' in node)).toBe(true);
  await book(frame);
  expect(await page.evaluate(() => window.told)).toEqual(['created true 1']);

  await page.getByRole('button', {name: 'Go elsewhere'}).click();
  await expect(page.locator('iframe')).toHaveCount(0);
  await page.getByRole('button', {name: 'Go elsewhere'}).click();
  await expect(frame.locator('ul button').first()).toBeVisible();

  await page.getByRole('button', {name: 'Open'}).click();
  await expect(frameOf(page, 'booking-popup').locator('ul button').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', {name: 'Book the workshop'}).click();
  await page.getByRole('button', {name: 'Close'}).click();
  await expect
    .poll(() => page.evaluate(() => window.told.slice(1)))
    .toEqual(['open', 'close escape', 'open', 'close button']);
  expect(errors).toEqual([]);
});
