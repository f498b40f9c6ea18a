import {embedWorld, frameOf, ready, seen, transports} from './embed-page.ts';
import {expect, test, type Locator, type Page} from '../test.ts';

const world = embedWorld();
/** The same page on another site: browsers give its frame no animation frames while it is hidden. */
const elsewhere = (markup: string) => markup.replace('127.0.0.1', 'localhost');
const popup = (attributes: string, content = '') =>
  `<booking-popup origin="${world.cal.url}" cal-link="rick/30min?mock-frames=1" ${attributes}>${content}</booking-popup>`;
/** The name the messages of the page's first frame carry. */
const namespaceOf = (page: Page) =>
  page.evaluate(() => window.heard.map(data => (data as {namespace?: string}).namespace).find(Boolean));
const message = (namespace: string | undefined, type: string, data = {}) => ({
  originator: 'CAL',
  type,
  namespace,
  fullType: `CAL:${namespace}:${type}`,
  data,
});
const heightOf = (element: Locator) => element.evaluate(node => node.getBoundingClientRect().height);
const popupModule = {module: '/src/define/booking-popup.ts'};

for (const transport of transports) {
  test.describe(`over ${transport}`, () => {
    test('a booking page that waits for animation frames is shown, also from another site', async ({page}) => {
      await world.open(page, elsewhere(world.inline(`transport="${transport}"`, 'rick/30min?mock-frames=1')));
      await ready(page);
      await expect(frameOf(page).locator('ul button').first()).toBeVisible();
      expect(await seen(page, 'booking-error')).toEqual([]);
    });

    test('so is one that a popup loads before it is opened; until then nobody gets into it', async ({page}) => {
      const body = `${popup(`id="one" transport="${transport}"`, '<button slot="trigger">Book</button>')}<button>After</button>`;
      await world.open(page, elsewhere(body), popupModule);
      await page.getByRole('button', {name: 'Book'}).hover();
      await ready(page);
      await page.getByRole('button', {name: 'Book'}).focus();
      await page.keyboard.press('Tab');
      await expect(page.getByRole('button', {name: 'After'})).toBeFocused();
      expect(await page.getByRole('dialog').count()).toBe(0);
      await page.getByRole('button', {name: 'Book'}).click();
      await expect(frameOf(page, 'booking-popup').locator('ul button').first()).toBeVisible();
    });

    test('a step in an embed scrolls the page to its top when it is in sight, and only then', async ({page}) => {
      await page.setViewportSize({width: 1100, height: 400});
      const countScrolls = 'window.scrolls = 0; Element.prototype.scrollIntoView = () => void scrolls++;';
      await world.open(page, `${world.inline(`transport="${transport}"`)}<div style="height: 5000px">Below</div>`, {
        script: countScrolls,
      });
      await ready(page);
      const step = async () => {
        const before = await page.evaluate(() => window.heard.length);
        const route = message(await namespaceOf(page), '__routeChanged');
        await frameOf(page)
          .locator('main')
          .evaluate((_, sent) => parent.postMessage(sent, '*'), route);
        await expect.poll(() => page.evaluate(() => window.heard.length)).toBeGreaterThan(before);
        return page.evaluate(() => (window as unknown as {scrolls: number}).scrolls);
      };
      await page.evaluate(() => scrollTo(0, 3000));
      expect(await step()).toBe(0);
      await page.evaluate(() => scrollTo(0, document.querySelector('booking-inline')!.clientHeight / 2));
      expect(await step()).toBe(1);
    });

    test('no other frame and no other script sets the height of an embed', async ({page}) => {
      await world.open(
        page,
        `${world.inline(`transport="${transport}"`)}<iframe title="Other" srcdoc="<main>Other</main>"></iframe>`,
      );
      await ready(page);
      const iframe = page.locator('booking-inline iframe');
      await expect.poll(() => heightOf(iframe)).toBeGreaterThan(300);
      const forged = message(await namespaceOf(page), '__dimensionChanged', {iframeHeight: 5000});
      const other = page.frameLocator('iframe[title=Other]').locator('main');
      await other.evaluate((_, sent) => parent.postMessage(sent, '*'), forged);
      await page.evaluate(sent => window.postMessage(sent, '*'), forged);
      const arrived = () =>
        page.evaluate(() => window.heard.filter(data => JSON.stringify(data).includes('5000')).length);
      await expect.poll(arrived).toBe(2);
      expect(await heightOf(iframe)).toBeLessThan(5000);
    });
  });
}

const openers: Record<string, () => string> = {
  'a trigger in it': () => popup('', '<button slot="trigger">Book</button>'),
  'an element of the page': () => `<button id="opener">Book</button>${popup('for="opener"')}`,
  'a link': () => popup('', '<a slot="trigger" role="button" href="#there">Book</a>'),
  'the floating button': () => popup('floating button-text="Book"'),
};

for (const [name, body] of Object.entries(openers)) {
  test(`a double click on ${name} opens the dialog, which stays open`, async ({page}) => {
    await world.open(page, body(), popupModule);
    await page.getByRole('button', {name: 'Book'}).dblclick();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await seen(page, 'booking-close')).toEqual([]);
    await ready(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
}

for (const [name, body] of Object.entries(openers)) {
  for (const key of ['Enter', 'Space']) {
    if (key === 'Space' && name === 'a link') continue;
    for (const [how, press] of [
      [
        'pressed twice',
        async (page: Page) => {
          await page.keyboard.press(key);
          await page.keyboard.press(key);
        },
      ],
      // Without an `up` between them the later ones are repetitions.
      [
        'held',
        async (page: Page) => {
          for (let count = 0; count < 5; count += 1) await page.keyboard.down(key);
          await page.keyboard.up(key);
        },
      ],
    ] as const) {
      test(`${key} ${how} on ${name} opens the dialog, which stays open`, async ({page}) => {
        await world.open(page, body(), popupModule);
        await page.getByRole('button', {name: 'Book'}).focus();
        await press(page);
        await expect(page.getByRole('dialog')).toBeVisible();
        expect(await seen(page, 'booking-close')).toEqual([]);
        await page.keyboard.press('Escape');
        await expect.poll(() => seen(page, 'booking-close')).toMatchObject([{reason: 'escape'}]);
      });
    }
  }
}

test('the button that closes the dialog works by keyboard', async ({page}) => {
  await world.open(page, openers['a trigger in it']!(), popupModule);
  await page.getByRole('button', {name: 'Book'}).press('Enter');
  const openedAt = await page.evaluate(() => performance.now());
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(openedAt + 500);
  await page.getByRole('button', {name: 'Close'}).press('Enter');
  await expect.poll(() => seen(page, 'booking-close')).toMatchObject([{reason: 'button'}]);
});

const hidings: Record<string, string> = {
  'no display': "this.parentElement.style.display = 'none'",
  'no visibility': "this.parentElement.style.visibility = 'hidden'",
  'the hidden attribute': 'this.parentElement.hidden = true',
  'hidden content': "this.parentElement.style.contentVisibility = 'hidden'",
};

for (const [name, hide] of Object.entries(hidings)) {
  for (const input of ['pointer', 'keyboard']) {
    test(`a popup in a menu that hides itself (${name}) when its item is chosen by ${input} is opened all the same`, async ({
      page,
    }) => {
      const item = popup(`id="item" onclick="${hide}"`, '<button slot="trigger">Book</button>');
      await world.open(page, `<button>Menu</button><div>${item}</div>`, popupModule);
      const trigger = page.getByRole('button', {name: 'Book'});
      await (input === 'pointer' ? trigger.click() : trigger.press('Enter'));
      await expect(page.getByRole('dialog')).toBeVisible();
      await expect.poll(() => seen(page, 'booking-ready')).toMatchObject([{id: 'item'}]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect.poll(() => seen(page, 'booking-close')).toMatchObject([{id: 'item', reason: 'escape'}]);
      await page.getByRole('button', {name: 'Menu'}).click();
      await expect(page.locator('booking-popup')).toHaveCount(1);
    });
  }
}
