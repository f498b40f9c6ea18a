import {book, embedWorld, expectNoViolations, frameOf, ready, seen, transports} from './embed-page.ts';
import {expect, test, type Page} from '../test.ts';

const world = embedWorld();
const tall = '<div style="height: 3000px">Tall</div>';

for (const transport of transports) {
  test.describe(`over ${transport}`, () => {
    const popup = (
      attributes = '',
      link = 'rick/30min',
      content = '<button slot="trigger" type="button">Book now</button>',
    ) =>
      `<booking-popup origin="${world.cal.url}" cal-link="${link}" transport="${transport}" ${attributes}>${content}</booking-popup>`;
    const open = (page: Page, body: string) => world.open(page, body, {module: '/src/define/booking-popup.ts'});
    const frame = (page: Page) => frameOf(page, 'booking-popup');
    const trigger = (page: Page) => page.getByRole('button', {name: 'Book now'});
    const dialog = (page: Page) => page.getByRole('dialog', {name: 'Booking page'});

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`a booking is made, moved and cancelled in the dialog, in ${colorScheme}`, async ({page}) => {
        await open(page, popup(`id="popup" theme="${colorScheme}"`));
        await trigger(page).click();
        await ready(page);
        await expect(frame(page).locator('html')).toHaveClass(colorScheme);
        await book(frame(page));
        await frame(page).getByRole('button', {name: 'Reschedule'}).click();
        await frame(page).locator('ul button').first().click();
        await frame(page).getByRole('button', {name: 'Cancel booking'}).click();
        await expect(frame(page).getByText('This booking is cancelled')).toBeVisible();
        await page.keyboard.press('Escape');
        expect(
          (await page.evaluate(() => window.seen))
            .filter(({type}) => !/ready|slots/.test(type))
            .map(({id, type}) => `${id} ${type}`),
        ).toEqual([
          'popup booking-open',
          'popup booking-created',
          'popup booking-rescheduled',
          'popup booking-cancelled',
        ]);
        // Escape does not leave a frame of another origin; the button beside it closes.
        await page.getByRole('button', {name: 'Close'}).click();
        await expect.poll(() => seen(page, 'booking-close')).toMatchObject([{id: 'popup', reason: 'button'}]);
      });
    }

    test('it opens with the page that was loaded while the pointer was over its button', async ({page}) => {
      await open(page, popup());
      await trigger(page).hover();
      await ready(page);
      await expect(frame(page).locator('ul button').first()).toBeHidden();
      expect(await seen(page, 'booking-open')).toEqual([]);
      let loads = 0;
      page.on('request', request => (loads += request.url().includes('/embed?') ? 1 : 0));
      await trigger(page).click();
      await expect(frame(page).locator('ul button').first()).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toBeHidden();
      await trigger(page).click();
      await expect(frame(page).locator('ul button').first()).toBeVisible();
      expect(loads).toBe(0);
      await expect.poll(() => seen(page, 'booking-ready')).toHaveLength(1);
    });

    test('by keyboard: opens, holds focus, closes by Escape and gives focus back', async ({page}) => {
      await open(page, `${popup()}${tall}<a href="#x">After</a>`);
      await page.keyboard.press('Tab');
      await expect(trigger(page)).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', {name: 'Close'})).toBeFocused();
      await ready(page);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).toBe('iframe');
      await page.getByRole('button', {name: 'Close'}).focus();
      await page.keyboard.press('Escape');
      await expect(trigger(page)).toBeFocused();
      await expect.poll(() => seen(page, 'booking-close')).toMatchObject([{reason: 'escape'}]);
    });

    test('the page in the frame can close it, and focus comes back out of the frame', async ({page}) => {
      await open(page, popup());
      await trigger(page).click();
      await ready(page);
      await frame(page).locator('ul button').first().focus();
      await frame(page)
        .locator('html')
        .evaluate(() => {
          const namespace = new URLSearchParams(location.search).get('embed');
          parent.postMessage(
            {originator: 'CAL', type: '__closeIframe', namespace, fullType: `CAL:${namespace}:__closeIframe`, data: {}},
            '*',
          );
        });
      await expect(trigger(page)).toBeFocused();
      await expect.poll(() => seen(page, 'booking-close')).toMatchObject([{reason: 'page'}]);
    });

    test('a page that does not exist, or is silent, is said inside the dialog', async ({page}) => {
      await open(page, popup('', 'rick/nothing'));
      await trigger(page).click();
      await expect(dialog(page).getByText(/does not exist/)).toBeVisible();
      await expectNoViolations(page, 'booking-popup');
    });
  });
}

test('a link opens it, keeps working before the script runs, and several popups stay apart', async ({page}) => {
  const links = {one: 'rick/30min', two: 'rick/workshop'};
  const body = Object.entries(links)
    .map(
      ([id, link]) => `<booking-popup id="${id}" origin="${world.cal.url}" cal-link="${link}">
    <a slot="trigger" href="${world.cal.url}/${link}">Book ${id}</a></booking-popup>`,
    )
    .join('');
  await world.open(page, body, {module: '/nothing.js'});
  await expect(page.getByRole('link', {name: 'Book one'})).toBeVisible();
  await world.open(page, body, {module: '/src/define/booking-popup.ts'});
  for (const [id, title] of [
    ['one', '30 Min Meeting'],
    ['two', 'Workshop'],
  ] as const) {
    await page.getByRole('link', {name: `Book ${id}`}).click();
    await expect(frameOf(page, `#${id}`).getByRole('heading', {name: title})).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await expect
    .poll(async () =>
      (await page.evaluate(() => window.seen))
        .filter(({type}) => /open|close/.test(type))
        .map(({id, type}) => `${id} ${type}`),
    )
    .toEqual(['one booking-open', 'one booking-close', 'two booking-open', 'two booking-close']);
});

test('on a phone it is a sheet over the whole screen, and the page behind stands still', async ({page}) => {
  await page.setViewportSize({width: 360, height: 700});
  await world.open(
    page,
    `${tall}<booking-popup floating button-text="Book" origin="${world.cal.url}" cal-link="rick/30min"></booking-popup>`,
    {module: '/src/define/booking-popup.ts'},
  );
  await page.getByRole('button', {name: 'Book'}).click();
  await ready(page);
  expect(await page.getByRole('dialog').boundingBox()).toMatchObject({x: 0, y: 0, width: 360, height: 700});
  expect(await page.getByRole('dialog').evaluate(element => element.scrollWidth <= element.clientWidth)).toBe(true);
  await page.mouse.move(180, 300);
  await page.mouse.wheel(0, 400);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
});
