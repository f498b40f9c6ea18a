import {book, embedWorld, frameOf, ready, seen} from './embed-page.ts';
import {expect, test, type Page} from '../test.ts';

const world = embedWorld();

/** As Cal.com's guides have it; only where the booking pages are is said around it. */
const markup = `
  <cal-inline calLink="rick/30min" style="width:100%;height:100%;overflow:scroll"></cal-inline>
  <cal-floating-button calLink="rick/30min" buttonText="Book my Cal" buttonColor="rgb(1, 2, 3)"></cal-floating-button>
  <button type="button" data-cal-link="rick/30min" data-cal-config='{"theme":"dark","name":"Ada"}'><svg width="20" height="20"><path d="M0 0h20v20H0z"/></svg> Click me</button>`;

const around = (content: string) => `<div data-cal-origin="${world.cal.url}" id="around">${content}</div>`;
const clickMe = (page: Page) => page.getByRole('button', {name: 'Click me'});

async function expectAllWork(page: Page): Promise<void> {
  await ready(page);
  await book(frameOf(page, 'booking-inline'));
  await expect.poll(() => seen(page, 'booking-created')).toHaveLength(1);
  await expect(page.locator('cal-inline[calLink]')).toBeHidden();

  const floating = page.getByRole('button', {name: 'Book my Cal'});
  expect(await floating.evaluate(node => getComputedStyle(node).backgroundColor)).toBe('rgb(1, 2, 3)');
  await floating.click();
  await ready(page, 2);
  await page.getByRole('button', {name: 'Close'}).click();

  // On the icon: embed.js itself does not see a click there.
  await clickMe(page).locator('svg').click();
  await ready(page, 3);
  const popup = page.locator('body > booking-popup');
  await expect(frameOf(page, 'body > booking-popup').locator('html')).toHaveClass('dark');
  await frameOf(page, 'body > booking-popup').locator('ul button').first().click();
  await expect(frameOf(page, 'body > booking-popup').getByLabel('Your name')).toHaveValue('Ada');
  await popup.getByRole('button', {name: 'Close'}).click();
  await expect(page.locator('cal-modal-box')).toHaveCount(0);
  await expect(clickMe(page)).toHaveAttribute('data-cal-link', 'rick/30min');
  expect(await page.evaluate(() => window.seen.filter(({type}) => type === 'booking-error'))).toEqual([]);
}

const options = {module: '/src/compat.ts'};

test("the guides' markup works on a page that loads the kit after it", async ({page}) => {
  const errors: Error[] = [];
  page.on('pageerror', error => errors.push(error));
  await world.open(page, around(markup), options);
  await expectAllWork(page);
  expect(errors).toEqual([]);
});

test("the guides' markup works on a page that loads the kit before it", async ({page}) => {
  await world.open(page, around(''), options);
  await page.waitForFunction(() => customElements.get('booking-popup'));
  await page.evaluate(html => (document.querySelector('#around')!.innerHTML = html), markup);
  await expectAllWork(page);
});

for (const when of ['before', 'after'] as const) {
  test(`the guides' markup works when Cal.com's own embed.js runs ${when} it for something else`, async ({page}) => {
    const snippet = `
      window.Cal = (...args) => (args[0] === 'init' && typeof args[1] === 'string'
        ? (Cal.ns[args[1]] ??= Object.assign((...more) => Cal.ns[args[1]].q.push(more), {q: []}), Cal.ns[args[1]].q.push(args), Cal.q.push(['initNamespace', args[1]]))
        : Cal.q.push(args));
      Object.assign(Cal, {q: [], ns: {}, loaded: true});
      Cal('init', 'own', {origin: '${world.cal.url}'});
      window.loadEmbedJs = () => new Promise(resolve => {
        const script = document.createElement('script');
        Object.assign(script, {src: '${world.cal.url}/embed/embed.js', onload: resolve});
        document.head.append(script);
      });
      addEventListener('DOMContentLoaded', () => Cal.ns.own('inline', {calLink: 'rick/approval', elementOrSelector: '#own'}));
      ${when === 'before' ? 'loadEmbedJs();' : 'addEventListener("load", loadEmbedJs);'}`;
    await world.open(
      page,
      `<div id="own"></div>${around(markup)}<button type="button" data-cal-link="rick/approval" data-cal-namespace="own">Their button</button>`,
      {...options, script: snippet},
    );
    await expect(page.frameLocator('#own iframe').locator('ul button').first()).toBeVisible();
    await expectAllWork(page);
    await page.getByRole('button', {name: 'Their button'}).click();
    await expect(page.locator('cal-modal-box')).toHaveCount(1);
  });
}

test('an adopted element follows its original: other settings, moved, gone', async ({page}) => {
  await world.open(
    page,
    `${around('<cal-inline calLink="rick/30min" class="wide"></cal-inline>')}<section data-cal-origin="${world.cal.url}"></section>`,
    options,
  );
  await ready(page);
  await page.locator('cal-inline[calLink]').evaluate(element => element.setAttribute('calLink', 'rick/workshop'));
  await expect(frameOf(page).getByRole('heading', {name: 'Workshop'})).toBeVisible();
  await expect(page.locator('booking-inline')).toHaveClass('wide');
  await page.evaluate(() => document.querySelector('section')!.append(document.querySelector('cal-inline')!));
  await expect(page.locator('section > booking-inline')).toHaveCount(1);
  await page.evaluate(() => document.querySelector('section cal-inline')!.remove());
  await expect(page.locator('booking-inline')).toHaveCount(0);
});

test("Cal.com's three tag names are never defined by the kit", async ({page}) => {
  await world.open(page, around(markup.replaceAll('<cal-', '<div data-booking-transport="frame"><cal-')), options);
  await page.waitForFunction(() => customElements.get('booking-popup'));
  expect(
    await page.evaluate(() =>
      ['cal-inline', 'cal-modal-box', 'cal-floating-button'].filter(name => customElements.get(name)),
    ),
  ).toEqual([]);
});
