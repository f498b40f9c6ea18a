import {startCal} from '../../../mocks/server.ts';
import {book, expectNoViolations, frameOf, isSeen, listen, ready, seen, transports} from './embed-page.ts';
import {startKitSite, type KitSite} from '../kit-site.ts';
import {expect, test, type Page, type Route} from '../test.ts';

let cal: Awaited<ReturnType<typeof startCal>>;
let site: KitSite;

test.beforeAll(async () => {
  site = await startKitSite();
  cal = await startCal({basePath: '/cal'});
});

test.afterAll(async () => {
  site?.close();
  await cal?.close();
});

const head = (before = '') =>
  `<script>${listen}</script>${before}<script type="module" src="/kit/page.js" data-cal-scripts="${cal.url}"></script>`;
const inline = (attributes = '') =>
  `<booking-inline origin="${cal.url}" cal-link="rick/30min" ${attributes}><a href="${cal.url}/rick/30min">Book on Cal.com</a></booking-inline>`;

/** Keeps the code of the elements back until it is let go. */
async function holdElements(page: Page): Promise<() => Promise<void>> {
  let letGo = () => {};
  const held = new Promise<void>(resolve => (letGo = resolve));
  await page.route(/\/kit\/page\/booking-inline/, async (route: Route) => {
    await held;
    await route.continue().catch(() => {});
  });
  return async () => {
    letGo();
    await page.waitForFunction(() => customElements.get('booking-inline'));
  };
}

/** Addresses of the booking pages that are asked for. */
function watchPages(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', request => void (/\/embed\?/.test(request.url()) && asked.push(new URL(request.url()).pathname)));
  return asked;
}

const day = (page: Page) => frameOf(page).locator('ul button').first();
const link = (page: Page) => page.getByRole('link', {name: 'Book on Cal.com'});

for (const transport of transports) {
  test.describe(transport, () => {
    test('the page is in sight before the element is there, which takes it over as it is', async ({page}) => {
      const asked = watchPages(page);
      const letGo = await holdElements(page);
      const {errors} = await site.open(page, head(), inline(`transport="${transport}" theme="dark"`));

      await expect(day(page)).toBeVisible();
      await expect(link(page)).toBeHidden();
      const before = await page.locator('booking-inline iframe').boundingBox();
      await page.locator('booking-inline iframe').evaluate(frame => ((window as {first?: Element}).first = frame));
      await letGo();
      await ready(page);

      expect(
        await page.locator('booking-inline iframe').evaluate(frame => (window as {first?: Element}).first === frame),
      ).toBe(true);
      expect(asked).toEqual(['/cal/rick/30min/embed']);
      await expect(page.locator('booking-inline iframe')).toHaveAttribute('title', 'Booking page');
      expect((await page.locator('booking-inline iframe').boundingBox())!.y).toBe(before!.y);
      await expectNoViolations(page);
      await book(frameOf(page));
      await expect.poll(() => seen(page, 'booking-created')).toEqual([expect.objectContaining({accepted: true})]);
      expect(errors).toEqual([]);
    });

    test('a page that waits for animation frames is shown, also from another site', async ({page}) => {
      await holdElements(page);
      const elsewhere = inline(`transport="${transport}"`).replaceAll('127.0.0.1', 'localhost');
      await site.open(
        page,
        head().replace('127.0.0.1', 'localhost'),
        elsewhere.replace('rick/30min', 'rick/30min?mock-frames=1'),
      );
      await expect(page.locator('booking-inline > [data-embedded]')).toBeVisible();
      await day(page).click();
      await expect(frameOf(page).getByLabel('Your name')).toBeVisible();
    });

    test('another link replaces the page that was begun', async ({page}) => {
      const letGo = await holdElements(page);
      await site.open(page, head(), inline(`transport="${transport}" theme="light"`));
      await expect(day(page)).toBeVisible();
      await letGo();
      await ready(page);
      await page.locator('booking-inline').evaluate(element => element.setAttribute('cal-link', 'rick/flexible'));
      await ready(page, 2);
      await expect(page.locator('booking-inline iframe')).toHaveCount(1);
      await expect(page.locator('booking-inline iframe')).toHaveAttribute('src', /rick\/flexible/);
    });
  });
}

test('an element that asks for another page by then shows that one alone', async ({page}) => {
  const letGo = await holdElements(page);
  await site.open(page, head(), inline('transport="frame"'));
  await expect(day(page)).toBeVisible();
  await page.locator('booking-inline').evaluate(element => element.setAttribute('cal-link', 'rick/flexible'));
  await letGo();
  await ready(page);
  await expect(page.locator('booking-inline iframe')).toHaveCount(1);
  await expect(page.locator('booking-inline iframe')).toHaveAttribute('src', /rick\/flexible/);
});

test('a page that is far below, hidden, without a link, or needs what only the element can know is not begun', async ({
  page,
}) => {
  const asked = watchPages(page);
  const letGo = await holdElements(page);
  const {scripts} = await site.open(
    page,
    head(),
    `
    ${inline(`id="live" transport="frame" proxy="${cal.url}/none"`)}
    ${inline('id="facts" transport="frame" metadata=\'{"order": "17"}\'')}
    ${inline('id="set" transport="frame"')}<script>document.querySelector('#set').prefill = {name: 'Ada'};</script>
    <div hidden>${inline('id="hidden" transport="frame"')}</div>
    <booking-inline id="empty" transport="frame" origin="${cal.url}"></booking-inline>
    <div style="height: 5000px"></div>${inline('id="far" transport="frame"')}`,
  );
  // A module runs before the document is called complete.
  await page.waitForFunction(() => document.readyState === 'complete');
  expect(asked).toEqual([]);
  expect(scripts).not.toContain('/kit/page/mount-pages');
  await letGo();
  await ready(page, 3);
  expect((await seen(page, 'booking-ready')).map(({id}) => id).sort()).toEqual(['facts', 'live', 'set']);
});

test('`loading="eager"` begins a page that is far below', async ({page}) => {
  await holdElements(page);
  const asked = watchPages(page);
  await site.open(page, head(), `<div style="height: 5000px"></div>${inline('transport="frame" loading="eager"')}`);
  await expect.poll(() => asked).toHaveLength(1);
});

test('until the page is there its place is kept and the link works', async ({page}) => {
  await holdElements(page);
  let answer = () => {};
  const held = new Promise<void>(resolve => (answer = resolve));
  await page.route('**/rick/30min/embed?*', async route => {
    await held;
    await route.continue();
  });
  await site.open(page, head(), `${inline('transport="frame"')}<p id="after">After</p>`);
  await expect(page.locator('booking-inline iframe')).toBeAttached();
  expect(await isSeen(page.locator('booking-inline iframe'))).toBe(false);
  await link(page).click({trial: true});
  const before = (await page.locator('#after').boundingBox())!.y;
  expect(before).toBeGreaterThan(480);
  answer();
  await expect(day(page)).toBeVisible();
  expect((await page.locator('#after').boundingBox())!.y).toBeGreaterThanOrEqual(before);
});

test("a page that is slow keeps the element's code waiting for a moment only", async ({page}) => {
  await page.route('**/rick/30min/embed?*', () => {});
  const {scripts} = await site.open(page, head(), inline('transport="frame" timeout-ms="300"'));
  await expect.poll(() => seen(page, 'booking-error')).toEqual([expect.objectContaining({code: 'embed_timeout'})]);
  await expect(link(page)).toBeVisible();
  expect(scripts).toContain('/kit/page/booking-inline');
});

test("the element's code comes as soon as the page is in sight", async ({page}) => {
  // Without the time that runs out only the page itself ends the waiting.
  const endless =
    '<script>const later = setTimeout; setTimeout = (task, ms, ...rest) => (ms === 1000 ? 0 : later(task, ms, ' +
    '...rest));</script>';
  await site.open(page, head(endless), inline('transport="frame"'));
  await ready(page);
});

test('a page that is not there is told by the element', async ({page}) => {
  await site.open(page, head(), inline('transport="frame"').replace('rick/30min', 'rick/nothing'));
  await expect.poll(() => seen(page, 'booking-error')).toEqual([expect.objectContaining({code: 'embed_failed'})]);
  await expect(
    page
      .getByText('does not exist')
      .or(page.getByRole('button', {name: 'Try again'}))
      .first(),
  ).toBeVisible();
});

test('a page is begun and taken over under a strict policy with Trusted Types', async ({page}) => {
  const policy = `default-src 'none'; script-src 'self' 'unsafe-inline'; frame-src ${new URL(cal.url).origin}; require-trusted-types-for 'script'; trusted-types lit-html`;
  const {errors} = await site.open(
    page,
    head(`<meta http-equiv="Content-Security-Policy" content="${policy}">`),
    inline('transport="frame" theme="dark"'),
  );
  await ready(page);
  await expect(day(page)).toBeVisible();
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(errors).toEqual([]);
});

test('what embed.js puts into the page is no markup of a guide: the code for that is not loaded', async ({page}) => {
  const {scripts} = await site.open(page, head(), inline());
  await ready(page);
  await expect(page.locator('cal-inline')).toBeAttached();
  await expect.poll(() => scripts).toContain('/kit/page/embed-page');
  expect(scripts.filter(name => /compat|popup/.test(name))).toEqual([]);
});
