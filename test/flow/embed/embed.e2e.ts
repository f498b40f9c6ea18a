import {book, embedWorld, expectNoViolations, frameOf, isSeen, ready, seen, transports} from './embed-page.ts';
import {expect, test} from '../test.ts';

const world = embedWorld();

for (const transport of transports) {
  test.describe(`over ${transport}`, () => {
    const inline = (attributes = '', link?: string, content?: string) =>
      world.inline(`transport="${transport}" ${attributes}`, link, content);

    test('a booking made in the frame is told once, with its facts', async ({page}) => {
      await world.open(page, inline(`metadata='{"order": "17"}'`));
      await ready(page);
      await book(frameOf(page));
      const [stored] = world.cal.cal.controls.state().bookings.slice(-1);
      await expect.poll(() => seen(page, 'booking-created')).toMatchObject([{accepted: true, uid: stored!.uid}]);
      expect(stored).toMatchObject({metadata: {order: '17'}});
      await expect.poll(() => seen(page, 'booking-slots-loaded')).toHaveLength(1);
      expect(await page.locator('booking-inline').evaluate(element => element.matches(':state(confirmed)'))).toBe(true);
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`a booking is moved and cancelled in the frame, in ${colorScheme}`, async ({page}) => {
        await world.open(page, inline(`theme="${colorScheme}"`));
        await ready(page);
        const frame = frameOf(page);
        await expect(frame.locator('html')).toHaveClass(colorScheme);
        await book(frame);
        await frame.getByRole('button', {name: 'Reschedule'}).click();
        await frame.locator('ul button').first().click();
        await frame.getByRole('button', {name: 'Cancel booking'}).click();
        await expect(frame.getByText('This booking is cancelled')).toBeVisible();
        await expect.poll(() => seen(page, 'booking-rescheduled')).toHaveLength(1);
        const [moved] = await seen(page, 'booking-rescheduled');
        await expect.poll(() => seen(page, 'booking-cancelled')).toMatchObject([{uid: moved!.uid}]);
      });
    }

    test('the frame is as high as its page, without a border', async ({page}) => {
      await world.open(page, inline());
      await ready(page);
      await frameOf(page).locator('ul button').first().waitFor();
      const frame = page.locator('booking-inline iframe');
      await expect
        .poll(async () => {
          const content = await frameOf(page)
            .locator('main')
            .evaluate(main => main.getBoundingClientRect().height + 24);
          return Math.abs((await frame.boundingBox())!.height - content);
          // Heights are told in whole pixels, and a difference of one is not worth a change.
        })
        .toBeLessThan(2);
      expect(await frame.evaluate(element => getComputedStyle(element).borderWidth)).toBe('0px');
      expect(await page.locator('booking-inline').evaluate(element => element.matches(':state(loading)'))).toBe(false);
    });

    test('what is known before is filled in, whatever kind it is', async ({page}) => {
      await world.open(page, '', {
        script: `
        addEventListener('DOMContentLoaded', () => {
          const element = document.createElement('booking-inline');
          Object.assign(element, {
            origin: '${world.cal.url}', calLink: 'rick/30min?name=Nobody', transport: '${transport}', forwardQueryParams: true,
            prefill: {firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com', guests: ['eve@example.com', 'bob@example.com']},
            metadata: {order: 17},
          });
          history.replaceState(null, '', '?utm_source=letter&guest=kay@example.com&slot=1&metadata[booking_ref]=stolen');
          document.querySelector('main').append(element);
        });`,
      });
      const frame = frameOf(page);
      await frame.locator('ul button').first().click();
      await expect(frame.getByLabel('Your name')).toHaveValue('Ada Lovelace');
      await expect(frame.getByLabel('E-mail address')).toHaveValue('ada@example.com');
      const query = new URLSearchParams(await frame.locator('html').evaluate(() => location.search));
      expect(query.getAll('guest')).toEqual(['eve@example.com', 'bob@example.com']);
      expect(query.get('metadata[order]')).toBe('17');
      expect(query.get('utm_source')).toBe('letter');
      expect(query.has('slot') || query.has('metadata[booking_ref]')).toBe(false);
    });

    test('the page itself, another frame and another origin cannot forge a booking', async ({page}) => {
      await world.open(
        page,
        `${inline()}<iframe title="Other" src="${world.cal.url}/rick/30min/embed?embed=booking-1"></iframe>`,
      );
      await ready(page);
      const namespace = await page.evaluate(() =>
        window.heard.map(data => (data as {namespace?: string}).namespace).find(Boolean),
      );
      const forged = {
        originator: 'CAL',
        type: 'bookingSuccessfulV2',
        namespace,
        fullType: `CAL:${namespace}:bookingSuccessfulV2`,
        data: {uid: 'forged'},
      };
      const forger = world.pages.add(
        `<!doctype html><script>parent.postMessage(${JSON.stringify(forged)}, '*')</script>`,
      );
      await page.evaluate(message => window.postMessage(message, '*'), forged);
      await page
        .frameLocator('iframe[title=Other]')
        .locator('ul button')
        .first()
        .evaluate((_, message) => parent.postMessage(message, '*'), forged);
      // The right window, after it went to another origin.
      await page
        .locator('booking-inline iframe')
        .evaluate((frame, url) => ((frame as HTMLIFrameElement).src = url), forger);
      await expect
        .poll(() => page.evaluate(() => window.heard.filter(data => JSON.stringify(data).includes('forged')).length))
        .toBe(3);
      expect(await seen(page, 'booking-created')).toEqual([]);
    });

    test('two elements of one page, at two origins, do not meet', async ({page}) => {
      // Both on the screen: browsers let a frame of another site rest below it.
      await page.setViewportSize({width: 1100, height: 2400});
      await world.open(
        page,
        inline('id="one"') + inline('id="two"', 'rick/30min?duration=30').replace('127.0.0.1', 'localhost'),
      );
      await ready(page, 2);
      await book(frameOf(page, '#two'));
      await expect.poll(() => seen(page, 'booking-created')).toMatchObject([{id: 'two'}]);
      await expect(frameOf(page, '#one').locator('ul button').first()).toBeVisible();
    });

    test('a theme and colours reach the page in the frame, also after it was moved', async ({page}) => {
      await world.open(
        page,
        `${inline('theme="light" style="--booking-color-accent: rgb(200, 0, 0)"')}<section></section>`,
      );
      await ready(page);
      const root = frameOf(page).locator('html');
      await expect(root).toHaveClass('light');
      await page.locator('booking-inline').evaluate(element => element.setAttribute('theme', 'dark'));
      await expect(root).toHaveClass('dark');
      await page.evaluate(() => document.querySelector('section')!.append(document.querySelector('booking-inline')!));
      await ready(page, 2);
      await expect(root).toHaveClass('dark');
      expect(await root.evaluate(element => getComputedStyle(element).getPropertyValue('--cal-brand'))).toBe(
        'rgb(200, 0, 0)',
      );
    });

    test('on a dark page nothing is shown before the booking page is dark as well', async ({page}) => {
      await world.open(page, inline('', 'rick/30min?mock-delay=1000'), {
        script: "document.documentElement.style.colorScheme = 'dark';",
      });
      const frame = page.locator('booking-inline iframe');
      await frame.waitFor({state: 'attached'});
      expect(await frame.getAttribute('src')).toContain('ui.color-scheme=dark');
      expect(await isSeen(frame)).toBe(false);
      await expect(page.locator('booking-inline [part=skeleton]')).toBeVisible();
      await ready(page);
      expect(await isSeen(frame)).toBe(true);
      await expect(frameOf(page).locator('html')).toHaveCSS('color-scheme', /dark/);
    });

    test("Cal.com's own parameters go along, such as the one that keeps its page from scrolling yours", async ({
      page,
    }) => {
      await world.open(page, inline('id="link"', 'rick/30min?ui.autoscroll=false') + inline('id="config"'));
      await page.locator('#config').evaluate(element => Object.assign(element, {config: {'ui.autoscroll': 'false'}}));
      for (const id of ['link', 'config'])
        await expect(page.locator(`#${id} iframe`)).toHaveAttribute('src', /[?&]ui\.autoscroll=false/);
    });

    test('what the booking page needs is asked for once, while the kit is still on its way', async ({page}) => {
      await world.open(page, inline('id="one"') + inline('id="two"'));
      await ready(page, 2);
      const hints = await page.evaluate(() =>
        [...document.querySelectorAll('link[rel=preload], link[rel=preconnect]')].map(
          link => `${(link as HTMLLinkElement).rel} ${(link as HTMLLinkElement).href}`,
        ),
      );
      expect(hints).toEqual([
        transport === 'embed-js'
          ? `preload ${world.cal.url}/embed/embed.js`
          : `preconnect ${new URL(world.cal.url).origin}/`,
      ]);
    });

    test('a page inside a shadow tree works like any other', async ({page}) => {
      await world.open(page, `<section><template shadowrootmode="open">${inline()}</template></section>`);
      await expect.poll(() => page.evaluate(() => window.seen.some(({type}) => type === 'booking-ready'))).toBe(true);
      await book(frameOf(page));
      expect(
        await page.locator('booking-inline iframe').evaluate(element => getComputedStyle(element).borderWidth),
      ).toBe('0px');
    });

    test('an element far below is loaded when the visitor comes near, without moving what is below it', async ({
      page,
    }) => {
      await world.open(
        page,
        `<div style="height: 4000px"></div>${inline('', 'rick/30min?mock-delay=2000')}<p id="below">Below</p>`,
      );
      const below = () => page.locator('#below').evaluate(element => element.getBoundingClientRect().top + scrollY);
      // Before it is defined it has no place of its own.
      await page
        .locator('booking-inline')
        .evaluate(element =>
          customElements
            .whenDefined(element.localName)
            .then(() => (element as HTMLElementTagNameMap['booking-inline']).updateComplete),
        );
      await expect(page.locator('booking-inline [slot=embed]')).toHaveCount(0);
      const before = await below();
      await page.locator('booking-inline').scrollIntoViewIfNeeded();
      await page.locator('booking-inline iframe').waitFor({state: 'attached'});
      expect(await below()).toBe(before);
      await ready(page);
    });

    test('a link that leads nowhere is told apart', async ({page}) => {
      await world.open(page, inline('', 'rick/nothing'));
      await expect(page.getByRole('alert').getByText(/does not exist/)).toBeVisible();
      await expect(page.getByRole('link', {name: 'Open the booking page'})).toHaveAttribute(
        'href',
        `${world.cal.url}/rick/nothing`,
      );
      await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{code: 'embed_failed'}]);
    });

    for (const silence of ['mock-silent', 'mock-never']) {
      test(`a page that stays silent (${silence}) is reported`, async ({page}) => {
        await world.open(page, inline('timeout-ms="1500"', `rick/30min?${silence}=1`));
        await expect(page.getByRole('status')).toBeAttached();
        await expectNoViolations(page);
        await expect(page.getByRole('alert').getByText(/takes too long/)).toBeVisible();
        await expect.poll(() => seen(page, 'booking-error')).toMatchObject([{code: 'embed_timeout'}]);
      });
    }

    test('a page that comes late replaces the error', async ({page}) => {
      await world.open(page, inline('timeout-ms="300"', 'rick/30min?mock-delay=2500'));
      await expect(page.getByRole('alert')).toBeVisible();
      await ready(page);
      await expect(page.getByRole('alert')).toBeHidden();
      await expect(frameOf(page).locator('ul button').first()).toBeVisible();
    });

    test('a link inside works before any script runs, and gives way to the booking page', async ({page}) => {
      const link = `<a href="${world.cal.url}/rick/30min">Book on Cal.com</a>`;
      await world.open(page, inline('', 'rick/30min', link), {module: '/nothing.js'});
      await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
      await world.open(page, inline('', 'rick/30min', link));
      await ready(page);
      await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeHidden();
    });
  });
}
