import {mkdirSync, readFileSync} from 'node:fs';
import {startDemo, type Demo} from './demo.ts';
import {expect, test, type Page} from './test.ts';

/** With GALLERY=1 the pictures of demo/gallery.html are taken anew. */
const folder = 'demo/pictures/gallery';
const isPainting = process.env['GALLERY'] === '1';

let demo: Demo;

test.beforeAll(async () => {
  mkdirSync(folder, {recursive: true});
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Finding {
  id: string;
  nodes: {html: string; failureSummary?: string}[];
}

async function expectNoFindings(page: Page, state: string): Promise<void> {
  const findings = await page.evaluate(async only => {
    const {axe: run} = window as unknown as {
      axe: {run(element: Element, options: object): Promise<{violations: Finding[]; incomplete: Finding[]}>};
    };
    const {violations, incomplete} = await run.run(document.querySelector('booking-form')!, {
      runOnly: only,
      resultTypes: ['violations', 'incomplete'],
    });
    return [...violations, ...incomplete].flatMap(({id, nodes}) =>
      nodes.map(({html, failureSummary}) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  }, tags);
  expect(findings, state).toEqual([]);
}

async function show(page: Page, name: string, state: string): Promise<void> {
  await expectNoFindings(page, state);
  if (isPainting)
    await page
      .locator('booking-form')
      .screenshot({path: `${folder}/${name}-${state}.jpg`, type: 'jpeg', quality: 45, animations: 'disabled'});
}

/**
 * Everything by keyboard: a day, a time, no answers, answers, and the confirmation. Roles alone lead the way, in any
 * language.
 */
async function bookByKeyboard(page: Page, name: string): Promise<void> {
  const form = page.locator('booking-form');
  await expect(page.getByRole('radio').first()).toBeVisible();
  await page.getByRole('gridcell', {selected: true}).getByRole('button').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', {checked: true})).toBeFocused();
  await show(page, name, '1-times');

  await form.locator('[part=submit]').focus();
  await page.keyboard.press('Enter');
  const answers = form.getByRole('textbox');
  await expect(answers.first()).toBeVisible();
  await expect(form.locator('h3[data-focus]')).toBeFocused();
  await show(page, name, '2-questions');

  await answers.first().focus();
  await page.keyboard.press('Enter');
  await expect(form.locator('[part=error-summary]')).toBeVisible();
  await show(page, name, '3-problems');

  await answers.nth(0).focus();
  await page.keyboard.type('Ada Lovelace');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ada@example.com');
  await page.keyboard.press('Enter');
  await expect(form.locator('[part=confirmation]')).toBeVisible();
  await expect(form.locator('[part=confirmation] h3')).toBeFocused();
  await show(page, name, '4-booked');
}

const widths = [280, 360, 768, 1280];
const schemes = ['light', 'dark'] as const;

for (const [row, lang] of ['en', 'ar', 'ja'].entries()) {
  for (const [column, width] of widths.entries()) {
    // The gallery's pictures need both schemes; the checks walk each language and width in one of them, in turns.
    for (const colorScheme of isPainting ? schemes : [schemes[(row + column) % 2]!]) {
      test(`the whole flow by keyboard in ${lang} at ${width} px in ${colorScheme}: nobody is kept out of any state`, async ({
        browser,
      }) => {
        await demo.control('reset', {});
        const page = await browser.newPage({
          viewport: {width, height: 2400},
          colorScheme,
          reducedMotion: 'reduce',
          timezoneId: 'Europe/Berlin',
        });
        await page.addInitScript(axe);
        await page.goto(`${demo.url}/frame?lang=${lang}&dir=${lang === 'ar' ? 'rtl' : 'ltr'}`);
        await bookByKeyboard(page, `${lang}-${width}-${colorScheme}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        await page.close();
      });
    }
  }
}
