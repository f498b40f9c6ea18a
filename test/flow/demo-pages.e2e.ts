import {readFileSync} from 'node:fs';
import {pages} from '../../demo/server/pages.ts';
import {startDemo, type Demo} from './demo.ts';
import {expect, test, type Page} from './test.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Pages whose times are behind a button, in a frame, or in the answer of a server. */
const withoutTimes = ['/gallery', '/popup', '/guide', '/inline'];

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const {
      axe: {run},
    } = window as unknown as {
      axe: {run(root: Document, options: object): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
    };
    return (await run(document, {iframes: false})).violations.map(
      ({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`,
    );
  });
}

for (const path of pages.keys()) {
  if (['/frame', '/no-script'].includes(path)) continue;
  test(`the page ${path} has no axe violations, light or dark`, async ({page}) => {
    await page.goto(demo.url + path);
    for (const part of withoutTimes.includes(path) ? [] : await page.locator('booking-form, booking-slots').all()) {
      await expect(part.getByRole('radio').first()).toBeVisible();
    }
    if (path === '/inline') await expect(page.locator('booking-inline iframe')).toBeVisible();
    if (path === '/themes') await expect(page.getByRole('button', {name: /^Nächster Monat/})).toBeVisible();
    await page.evaluate(axe);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({colorScheme});
      expect(await violations(page), colorScheme).toEqual([]);
    }
  });
}
