import {book, embedWorld, frameOf, ready, seen, transports} from './embed-page.ts';
import {expect, test, type Page} from '../test.ts';

const world = embedWorld();

/**
 * A page that shows what its address says, as a router of a single-page app does; some keep a view that is left for its
 * return.
 */
const router = (booking: string, isKept: boolean) => `
  let view;
  const make = html => Object.assign(document.createElement('div'), {innerHTML: html});
  const show = () => {
    const isElsewhere = location.hash === '#elsewhere';
    if (!view || !isElsewhere && !${isKept}) view = make(${JSON.stringify(`${booking}<a href="#elsewhere">Leave</a>`)});
    document.querySelector('main').replaceChildren(isElsewhere ? make('<h1>Elsewhere</h1>') : view);
  };
  addEventListener('popstate', show);
  addEventListener('click', event => {
    if (!event.target.closest('a[href^="#"]')) return;
    event.preventDefault();
    history.pushState(null, '', event.target.hash);
    show();
  });
  addEventListener('DOMContentLoaded', show);`;

/** What is left of embedded pages. */
const traces = (page: Page) =>
  page.evaluate(() => ({
    frames: document.querySelectorAll('iframe').length,
    containers: document.querySelectorAll('[slot=embed]').length,
    namespaces: Object.keys(window.Cal?.ns ?? {}).length,
  }));

for (const transport of transports) {
  const namespaces = transport === 'embed-js' ? 1 : 0;

  for (const isKept of [false, true]) {
    test(`over ${transport}, the back and forward buttons leave a booking page and come back to ${isKept ? 'the same' : 'a new'} element`, async ({
      page,
    }) => {
      await world.open(page, '', {script: router(world.inline(`transport="${transport}"`), isKept)});
      await ready(page);
      await frameOf(page).locator('ul button').first().waitFor();
      const entries = await page.evaluate(() => history.length);
      await page.getByRole('link', {name: 'Leave'}).click();
      await expect(page.getByRole('heading', {name: 'Elsewhere'})).toBeVisible();
      expect(await traces(page)).toEqual({frames: 0, containers: 0, namespaces});
      // The frame made no entries of its own, so one step back is one view back.
      expect(await page.evaluate(() => history.length)).toBe(entries + 1);

      for (let round = 2; round <= 6; round++) {
        await page.goBack();
        await ready(page, round);
        expect(await traces(page)).toEqual({frames: 1, containers: 1, namespaces});
        if (round === 6) break;
        await page.goForward();
        await expect(page.getByRole('heading', {name: 'Elsewhere'})).toBeVisible();
        expect(await traces(page)).toEqual({frames: 0, containers: 0, namespaces});
      }
      await book(frameOf(page));
      await expect.poll(() => seen(page, 'booking-created')).toHaveLength(1);
      expect(await seen(page, 'booking-error')).toEqual([]);
    });
  }

  test(`over ${transport}, a page the browser comes back to from another site shows its booking page again`, async ({
    page,
  }) => {
    await world.open(page, world.inline(`transport="${transport}"`));
    await ready(page);
    await page.goto(world.pages.add('<!doctype html><title>Another site</title>').replace('127.0.0.1', 'localhost'));
    await page.goBack();
    await expect(frameOf(page).locator('ul button').first()).toBeVisible();
    await book(frameOf(page));
    await expect(page.locator('iframe')).toHaveCount(1);
    await expect.poll(() => seen(page, 'booking-created')).toHaveLength(1);
  });
}

for (const [transport, missing, code] of [
  ['embed-js', 'embed/embed.js', 'embed_blocked'],
  ['frame', '**', 'embed_timeout'],
] as const) {
  test(`over ${transport}, a Cal.com that answers 404 is said where it was wanted, and another one on the page works`, async ({
    page,
  }) => {
    // Both on the screen: browsers let a frame of another site rest below it.
    await page.setViewportSize({width: 1100, height: 2400});
    const away = world.cal.url.replace('127.0.0.1', 'localhost');
    await page.route(`${away}/${missing}`, route =>
      route.fulfill({status: 404, contentType: 'text/html', body: 'Not found'}),
    );
    const inline = (attributes: string) => world.inline(`transport="${transport}" ${attributes}`);
    await world.open(page, inline('id="one" timeout-ms="2000"').replace(world.cal.url, away) + inline('id="two"'));
    await expect(page.locator('#one').getByRole('alert')).toBeVisible();
    await expect(page.locator('#one').getByRole('link', {name: 'Open the booking page'})).toHaveAttribute(
      'href',
      `${away}/rick/30min`,
    );
    await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{id: 'one', code}]);
    await book(frameOf(page, '#two'));
    await expect.poll(() => seen(page, 'booking-created')).toMatchObject([{id: 'two'}]);
    await expect(page.locator('#two').getByRole('alert')).toBeHidden();

    await page.unroute(`${away}/${missing}`);
    await page.locator('#one').getByRole('button', {name: 'Try again'}).click();
    await expect(frameOf(page, '#one').locator('ul button').first()).toBeVisible();
    await expect(page.locator('#one').getByRole('alert')).toBeHidden();
  });
}
