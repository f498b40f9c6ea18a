import {readFileSync} from 'node:fs';
import {startDemo, type Demo} from './demo.ts';
import {expect, test} from './test.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`four brands look at home in a ${colorScheme} page, and nobody is kept out`, async ({browser}) => {
    const page = await browser.newPage({colorScheme, reducedMotion: 'reduce', viewport: {width: 1100, height: 3200}});
    await page.goto(`${demo.url}/themes`);
    for (const site of await page.locator('.site').all()) await expect(site.getByRole('radio').first()).toBeVisible();
    await expect(page.locator('.clinic').getByRole('button', {name: /^Nächster Monat/})).toBeVisible();
    await page.addScriptTag({content: readFileSync('node_modules/axe-core/axe.min.js', 'utf8')});
    const findings = await page.evaluate(async only => {
      interface Finding {
        id: string;
        nodes: {html: string; failureSummary?: string}[];
      }
      const {axe} = window as unknown as {
        axe: {run(root: Element, options: object): Promise<{violations: Finding[]; incomplete: Finding[]}>};
      };
      const {violations, incomplete} = await axe.run(document.body, {
        runOnly: only,
        resultTypes: ['violations', 'incomplete'],
      });
      return [...violations, ...incomplete].flatMap(({id, nodes}) =>
        nodes.map(({html, failureSummary}) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
      );
    }, tags);
    expect(findings).toEqual([]);
    await page.close();
  });
}

test('the whole page follows a change of its scheme, an element with a theme of its own does not', async ({page}) => {
  await page.goto(`${demo.url}/themes`);
  const schemeOf = (site: string) =>
    page.locator(`.${site} booking-form`).evaluate(form => {
      const probe = form.shadowRoot!.querySelector('.base')!;
      return getComputedStyle(probe).backgroundColor;
    });
  for (const site of await page.locator('.site').all()) await expect(site.getByRole('radio').first()).toBeVisible();
  await page.getByLabel('light', {exact: true}).check();
  expect(await schemeOf('lemon')).toBe('rgb(255, 255, 255)');
  const arcade = await schemeOf('arcade');
  await page.getByLabel('dark', {exact: true}).check();
  expect(await schemeOf('lemon')).toBe('rgb(22, 24, 29)');
  expect(await schemeOf('arcade')).toBe(arcade);
});

test('in forced colours the chosen day and time stand out, and every button has an edge', async ({browser}) => {
  const page = await browser.newPage({
    forcedColors: 'active',
    reducedMotion: 'reduce',
    viewport: {width: 1100, height: 1600},
  });
  await page.goto(`${demo.url}/themes`);
  const site = page.locator('.lemon');
  await site.getByRole('radio').nth(1).click();
  await expect(site.getByRole('radio', {checked: true})).toHaveCount(1);
  const looks = await site.locator('booking-form').evaluate(form => {
    const probe = document.body.appendChild(document.createElement('span'));
    probe.style.cssText = 'forced-color-adjust: none; color: Highlight; background: Canvas';
    const {color: highlight, backgroundColor: canvas} = getComputedStyle(probe);
    probe.remove();
    const roots = [form, ...form.shadowRoot!.querySelectorAll('*')].flatMap(element => element.shadowRoot ?? []);
    const buttons = roots
      .flatMap(root => [...root.querySelectorAll('button:not(.link, .nav)')])
      .map(button => ({
        isChosen:
          button.getAttribute('aria-checked') === 'true' ||
          button.closest('[aria-selected="true"]') !== null ||
          button.classList.contains('primary'),
        isOff: button.getAttribute('aria-disabled') === 'true',
        ground: getComputedStyle(button).backgroundColor,
        edge: getComputedStyle(button).borderTopColor,
      }));
    return {highlight, canvas, buttons};
  });
  const chosen = looks.buttons.filter(({isChosen}) => isChosen);
  expect(chosen.map(({ground}) => ground)).toEqual([looks.highlight, looks.highlight, looks.highlight]);
  expect(looks.buttons.filter(({isChosen, isOff, edge}) => !isChosen && !isOff && edge === looks.canvas)).toEqual([]);
  await page.close();
});
