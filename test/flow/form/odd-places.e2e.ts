import {findChromium, launchArgs} from '../../support/chromium.ts';
import {kitWorld} from '../kit-site.ts';
import {expect, test, type FrameLocator, type Page} from '../test.ts';

// A name beside localhost's makes plain http what it is on a real site: not a secure context.
test.use({
  launchOptions: {
    args: [...launchArgs, '--host-resolver-rules=MAP shop.test 127.0.0.1'],
    executablePath: findChromium(),
  },
});

const world = kitWorld();

const pieces = '<script type="module" src="/kit/page.js"></script>';
const oneFile = '<script src="/kit/script.js" defer></script>';
const element = (name: string, attributes = '') =>
  `<booking-form name="${name}" cal-link="rick/30min" time-zone="UTC" api="${world.cal.url}" ${attributes}></booking-form>`;
const orderForm = (content: string) =>
  `<form id="order"><input name="article" value="17">${content}<button>Order</button></form><output></output>`;
/** Puts the order down where a test can read it. */
const takeOrders = (root: string) => `
  ${root}.addEventListener('submit', event => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    ${root}.querySelector('output').textContent = JSON.stringify(Object.fromEntries(new FormData(event.target)));
  });`;
const order = (content: string) => `${orderForm(content)}<script>${takeOrders('document')}</script>`;
const plainHttp = (address: string) => address.replace('127.0.0.1', 'shop.test');

type Place = Page | FrameLocator;

async function answer(place: Place, nth = 0): Promise<void> {
  const form = place.locator('booking-form').nth(nth);
  await form.getByRole('radio').nth(nth).click();
  await form.getByRole('button', {name: /^Continue/}).click();
  await form.getByLabel('Your name').fill('Ada Lovelace');
  await form.getByLabel('Email', {exact: true}).fill('ada@example.com');
}

/** What the order says, and what Cal.com booked for it. */
async function expectOrder(place: Place, ...names: string[]): Promise<void> {
  await expect(place.getByRole('heading', {name: 'You’re booked'})).toHaveCount(names.length);
  await expect(place.locator('output')).toContainText('article');
  const sent = JSON.parse((await place.locator('output').textContent()) ?? '') as Record<string, string>;
  const starts = new Map(world.cal.cal.controls.state().bookings.map(({uid, start}) => [uid, start]));
  for (const name of names) expect(starts.get(sent[`${name}.uid`]!)).toBe(sent[`${name}.start`]);
  expect(new Set(names.map(name => sent[`${name}.uid`])).size).toBe(names.length);
  expect(sent['article']).toBe('17');
}

test('on plain http a visitor books, and the order is right', async ({page}) => {
  await page.goto(plainHttp(world.site.address(pieces, order(element('visit', 'book-on-submit')))));
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await answer(page);
  await page.getByRole('button', {name: 'Order'}).click();
  await expectOrder(page, 'visit');
});

test('in a sandboxed frame, which has no storage, a visitor books, and the order is right', async ({page}) => {
  const shop = world.site.address(pieces, order(element('visit', 'book-on-submit')));
  await world.site.open(
    page,
    '',
    `<iframe title="Shop" sandbox="allow-scripts allow-forms" width="1000" height="1200" src="${shop.replaceAll('"', '&quot;')}"></iframe>`,
  );
  const frame = page.frameLocator('iframe');
  await answer(frame);
  await frame.getByRole('button', {name: 'Order'}).click();
  await expectOrder(frame, 'visit');
});

const refusals: Record<string, () => void> = {
  'storage cannot be touched': () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  },
  'storage is full': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
  'history and tabs cannot be used': () => {
    history.pushState = history.replaceState = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(window, 'BroadcastChannel', {value: undefined});
    Object.defineProperty(navigator, 'locks', {value: undefined});
  },
};

for (const [name, refuse] of Object.entries(refusals)) {
  test(`where ${name} a visitor books by keyboard, and the order is right`, async ({page}) => {
    await page.addInitScript(refuse);
    const {errors} = await world.site.open(page, pieces, order(element('visit', 'book-on-submit')));
    await page.getByRole('radio').first().press('Space');
    await page.getByRole('button', {name: /^Continue/}).press('Enter');
    await page.getByLabel('Your name').pressSequentially('Ada Lovelace');
    await page.getByLabel('Email', {exact: true}).pressSequentially('ada@example.com');
    await page.getByRole('button', {name: 'Order'}).press('Enter');
    await expectOrder(page, 'visit');
    expect(errors).toEqual([]);
  });
}

for (const [name, script] of [
  ['one file', oneFile],
  ['the script in pieces', pieces],
] as const) {
  test(`in the shadow root of another component a visitor books, with ${name}`, async ({page}) => {
    const component = `<shop-card></shop-card><script>
      customElements.define('shop-card', class extends HTMLElement {
        connectedCallback() {
          const root = this.attachShadow({mode: 'open'});
          root.innerHTML = document.querySelector('template').innerHTML;
          ${takeOrders('root')}
        }
      });</script>`;
    await world.site.open(
      page,
      script,
      `<template>${orderForm(element('visit', 'book-on-submit'))}</template>${component}`,
    );
    await answer(page);
    await page.getByRole('button', {name: 'Order'}).click();
    await expectOrder(page, 'visit');
  });
}

test('two forms in one order are both booked before it is sent, each under its name', async ({page}) => {
  await world.site.open(page, pieces, order(element('first', 'book-on-submit') + element('second', 'book-on-submit')));
  await answer(page, 0);
  await answer(page, 1);
  await page.getByRole('button', {name: 'Order'}).click();
  await expectOrder(page, 'first', 'second');
  expect(world.cal.cal.controls.state().bookings).toHaveLength(2);
});

test('of two forms in one order one loses its time: the other stays booked, and both are in the order in the end', async ({
  page,
}) => {
  await world.site.open(page, pieces, order(element('first', 'book-on-submit') + element('second', 'book-on-submit')));
  await answer(page, 0);
  await answer(page, 1);
  const second = page.locator('booking-form').nth(1);
  const start = await page
    .locator('#order')
    .evaluate(form => new FormData(form as HTMLFormElement).get('second.start'));
  const attendee = {name: 'Grace Hopper', email: 'grace@example.com', timeZone: 'UTC'};
  const headers = {'cal-api-version': '2024-08-13', 'content-type': 'application/json'};
  await fetch(`${world.cal.url}/v2/bookings`, {
    method: 'POST',
    headers,
    body: JSON.stringify({eventTypeId: 1001, start, attendee}),
  });
  await page.getByRole('button', {name: 'Order'}).click();
  await expect(second.getByText(/was just taken/)).toBeVisible();
  await expect(page.locator('output')).toHaveText('');
  await second.getByRole('group', {name: 'Next free times:'}).getByRole('button').last().click();
  await page.getByRole('button', {name: 'Order'}).click();
  await expectOrder(page, 'first', 'second');
  expect(world.cal.cal.controls.state().bookings).toHaveLength(3);
});

test('of two forms in one order the one that lacks a time says so, and nothing is sent', async ({page}) => {
  await world.site.open(page, pieces, order(element('first', 'book-on-submit') + element('second', 'book-on-submit')));
  await answer(page, 0);
  await expect(page.locator('booking-form').nth(1).getByRole('radio').first()).toBeVisible();
  await page.getByRole('button', {name: 'Order'}).click();
  await expect(page.locator('booking-form').nth(1).getByRole('alert').filter({hasText: /time/})).toBeVisible();
  await expect(page.locator('output')).toHaveText('');
});
