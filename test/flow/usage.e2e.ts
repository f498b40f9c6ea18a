import {readFileSync} from 'node:fs';
import {startCal} from '../../mocks/server.ts';
import {builtScript} from './build.ts';
import {book, frameOf} from './embed/embed-page.ts';
import {expect, test, type Page} from './test.ts';

let cal: Awaited<ReturnType<typeof startCal>>;
let script: ReturnType<typeof builtScript>;

test.beforeAll(async () => {
  cal = await startCal();
  script = builtScript();
});

test.afterAll(() => cal?.close());

/** The markup a usage page shows, word by word. */
const snippets = (path: string, language = 'html') =>
  [...readFileSync(path, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    match => match[1]!,
  );

/** Opens a page with this body on a site of its own; what it wants from Cal.com comes from the stand-in. */
async function open(page: Page, body: string): Promise<void> {
  await page.route('https://app.cal.com/**', async route => {
    const {pathname, search} = new URL(route.request().url());
    await route.fulfill({response: await route.fetch({url: cal.url + pathname + search})});
  });
  await page.route('https://shop.example/**', route =>
    route.request().url().endsWith('/script.js')
      ? route.fulfill({contentType: 'text/javascript', body: script.code})
      : route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`,
        }),
  );
  await page.goto('https://shop.example/');
}

test('the markup of the page about plain HTML works on a site, with pages of cal.com, word by word', async ({page}) => {
  const told: string[] = [];
  page.on('console', message => told.push(message.text()));
  await open(page, snippets('demo/usage/html.md').join('').replace('sha384-…', script.integrity));
  await book(frameOf(page));
  await expect.poll(() => told).toEqual([expect.stringMatching(/^\w+ true$/)]);
  await page.getByRole('link', {name: 'Book a time'}).click();
  await expect(frameOf(page, 'booking-popup:not([floating])').locator('ul button').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', {name: 'Book a time'}).click();
  await expect(frameOf(page, 'booking-popup[floating]').locator('ul button').first()).toBeVisible();
  expect(told).toHaveLength(1);
});

test('the markup of the page about WordPress works, for those who may write HTML and for those who may not', async ({
  page,
}) => {
  await open(page, `<script src="/script.js" defer></script>${snippets('demo/usage/wordpress.md').join('')}`);
  await book(frameOf(page));
  await page.getByRole('link', {name: 'Book a time'}).click();
  await expect(frameOf(page, 'booking-popup').locator('ul button').first()).toBeVisible();
});

test('the recipe for analytics tells a booking once', async ({page}) => {
  const recipe = snippets('src/embed/README.md', 'js').find(text => text.includes('dataLayer'))!;
  const shop = '<booking-inline id="inline" cal-link="rick/30min"></booking-inline>';
  await open(page, `<script src="/script.js" defer></script><script>window.dataLayer = [];${recipe}</script>${shop}`);
  await book(frameOf(page));
  await expect
    .poll(() => page.evaluate('dataLayer'))
    .toEqual([
      {
        event: 'booking_created',
        booking_uid: expect.any(String),
        booking_start: expect.stringContaining('T'),
        accepted: true,
        element: 'inline',
      },
    ]);
});
