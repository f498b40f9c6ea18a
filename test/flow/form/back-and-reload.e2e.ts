import {kitWorld} from '../kit-site.ts';
import {expect, test, type Page} from '../test.ts';

const world = kitWorld();

const pieces = '<script type="module" src="/kit/page.js"></script>';
const form = (more = '') => `<booking-form cal-link="rick/30min" api="${world.cal.url}" ${more}></booking-form>`;
const name = (page: Page) => page.getByLabel('Your name');

/** Opens a page after another one of the site, and goes on to the questions of a form. */
async function ask(page: Page, body = form()): Promise<void> {
  await world.site.open(page, '', '<p>Before</p>');
  await world.site.open(page, pieces, body);
  await page.getByRole('radio').nth(2).click();
  await page.getByRole('button', {name: /^Continue/}).click();
  await name(page).fill('Ada Lovelace');
}

/** The site is deployed anew: the pieces that an open page has not asked for yet are gone. */
const redeploy = (page: Page, piece: string) =>
  page.route(`**/kit/page/${piece}-*`, route => route.fulfill({status: 404, body: ''}));

test('Back goes from the questions to the times and then leaves the page; Forward comes back to what was typed', async ({
  page,
}) => {
  await ask(page);
  await page.goBack();
  await expect(page.getByRole('radio').nth(2)).toHaveAttribute('aria-checked', 'true');
  await page.goForward();
  await expect(name(page)).toHaveValue('Ada Lovelace');
  await page.goBack();
  await page.goBack();
  await expect(page.getByText('Before')).toBeVisible();
});

test("the form's own way back leaves nothing behind in the history", async ({page}) => {
  await ask(page);
  const length = await page.evaluate(() => history.length);
  for (let times = 0; times < 3; times++) {
    await page.getByRole('button', {name: 'Change time'}).click();
    await page.getByRole('button', {name: /^Continue/}).click();
    await expect(name(page)).toHaveValue('Ada Lovelace');
  }
  expect(await page.evaluate(() => history.length)).toBe(length);
});

test('once it is booked one Back leaves the page, and nothing of it is kept', async ({page}) => {
  await ask(page);
  await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
  await page.getByRole('button', {name: /^Book/}).click();
  await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  expect(await page.evaluate(() => Object.values({...sessionStorage}).join())).not.toContain('Ada');
  await page.goBack();
  await expect(page.getByText('Before')).toBeVisible();
});

test('a router finds its own state and the same address in every entry; `no-history` leaves Back to the page', async ({
  page,
}) => {
  const router = `<script>history.replaceState({idx: 7}, ''); addEventListener('popstate', ({state}) => document.title = JSON.stringify(state));</script>${pieces}`;
  await world.site.open(page, router, form());
  const address = page.url();
  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue/}).click();
  await expect(name(page)).toBeVisible();
  expect(await page.evaluate(() => (history.state as {idx: number}).idx)).toBe(7);
  expect(page.url()).toBe(address);
  await page.goBack();
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(await page.title()).toBe('{"idx":7}');

  await ask(page, form('no-history'));
  await page.goBack();
  await expect(page.getByText('Before')).toBeVisible();
});

test('of two forms on a page each has its own step and its own answers', async ({page}) => {
  await ask(page, form() + form());
  const second = page.locator('booking-form').nth(1);
  await second.getByRole('radio').first().click();
  await second.getByRole('button', {name: /^Continue/}).click();
  await second.getByLabel('Your name').fill('Grace Hopper');
  await page.reload();
  await expect(name(page).first()).toHaveValue('Ada Lovelace');
  await expect(name(page).nth(1)).toHaveValue('Grace Hopper');
  await page.goBack();
  await expect(second.getByRole('radio').first()).toBeVisible();
  await expect(name(page)).toHaveValue('Ada Lovelace');
  await page.goBack();
  await expect(page.getByRole('radio', {checked: true})).toHaveCount(2);
});

test('a reload keeps the time and the answers, in the tab alone', async ({page}) => {
  await ask(page);
  const when = await page.locator('booking-form .when').textContent();
  await page.reload();
  await expect(name(page)).toHaveValue('Ada Lovelace');
  expect(await page.locator('booking-form .when').textContent()).toBe(when);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.goBack();
  await expect(page.getByRole('radio', {checked: true})).toBeVisible();
});

test('where storage is refused the form works as ever', async ({page}) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    }),
  );
  await ask(page);
  await page.goBack();
  await expect(page.getByRole('radio', {checked: true})).toBeVisible();
});

for (const [hand, press] of [
  ['by pointer', (page: Page, button: string) => page.getByRole('button', {name: button, exact: true}).click()],
  ['by keyboard', (page: Page, button: string) => page.getByRole('button', {name: button, exact: true}).press('Enter')],
] as const) {
  test(`after a redeploy what cannot be loaded says so where it was asked for, and a reload keeps the answers (${hand})`, async ({
    page,
  }) => {
    await ask(page);
    await page.getByRole('button', {name: 'Change time'}).click();
    await redeploy(page, 'zone-picker');
    await press(page, 'Change');
    const zone = page.locator('booking-zone');
    await expect(zone.getByText(/^Part of this page could not be loaded/)).toBeVisible();
    await page.unrouteAll();
    await press(page, 'Reload the page');
    await expect(page.getByText(/^Part of this page/)).toHaveCount(0);
    await page.getByRole('radio').first().click();
    await page.getByRole('button', {name: /^Continue/}).click();
    await expect(name(page)).toHaveValue('Ada Lovelace');
  });
}

test('after a redeploy the way on from a time says so, and so does the search for another month', async ({page}) => {
  await redeploy(page, 'later');
  await world.site.open(page, pieces, form());
  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue/}).click();
  await expect(page.getByRole('alert').getByText(/^Part of this page could not be loaded/)).toBeVisible();
  await page.unrouteAll();
  await page.getByRole('button', {name: 'Reload the page'}).click();
  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue/}).click();
  await expect(name(page)).toBeVisible();
});

test("after a redeploy a shop's own button says so too", async ({page}) => {
  await redeploy(page, 'checkout');
  await world.site.open(
    page,
    pieces,
    `<form action="/">${form('name="appointment" book-on-submit')}<button>Order</button></form>`,
  );
  await expect(page.getByRole('radio').first()).toBeVisible();
  await page.getByRole('button', {name: 'Order'}).click();
  await expect(page.getByRole('alert').getByText(/^Part of this page could not be loaded/)).toBeVisible();
});

test('after a redeploy the confirmation says that what can be done with the booking cannot be loaded', async ({
  page,
}) => {
  await redeploy(page, 'after-steps');
  await ask(page);
  await page.getByRole('textbox', {name: 'Email', exact: true}).fill('ada@example.com');
  await page.getByRole('button', {name: /^Confirm|^Book/}).click();
  await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  await expect(page.getByRole('alert').getByText(/^Part of this page could not be loaded/)).toBeVisible();
});

test('after a redeploy a status says that its changes cannot be loaded', async ({page}) => {
  const uid = await world.bookElsewhere();
  const status = `<booking-status booking-uid="${uid}" cal-link="rick/30min" api="${world.cal.url}"></booking-status>`;

  await redeploy(page, 'manage');
  await world.site.open(page, pieces, status);
  await expect(page.getByText(/^Part of this page could not be loaded/)).toBeVisible();
  await page.unrouteAll();
  await redeploy(page, 'define-form');
  await page.getByRole('button', {name: 'Reload the page'}).click();
  await page.getByRole('button', {name: 'Change time'}).press('Enter');
  await expect(page.getByText(/^Part of this page could not be loaded/)).toBeVisible();
});
