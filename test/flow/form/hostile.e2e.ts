import {translatePage} from '../../support/translator.ts';
import {book, embedWorld, frameOf, ready, seen, transports} from '../embed/embed-page.ts';
import {expect, test, type Page} from '../test.ts';

const world = embedWorld();
const modules = '/src/define.ts';

declare global {
  interface Window {
    order?: [string, unknown][];
  }
}

/** A shop's order: what is sent is noted in the place of a server. */
const shop = () => `<form>
  <label>Coupon <input name="coupon" value="SPRING"></label>
  <booking-form name="appointment" book-on-submit cal-link="rick/30min" time-zone="UTC" api="${world.cal.url}"></booking-form>
  <button name="pay" value="now">Pay</button>
</form>`;

const noteOrder = `addEventListener('submit', event => {
  event.preventDefault();
  window.order = [...new FormData(event.target, event.submitter)];
});`;

/** Goes all the way in the shop's form, and looks at its order. */
async function buy(page: Page): Promise<void> {
  // The first one may be booked in an embedded page meanwhile.
  await page.getByRole('radio').last().click();
  await page.getByRole('button', {name: /^Continue with/}).click();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByRole('textbox', {name: 'Email', exact: true}).fill('ada@example.com');
  await page.getByRole('button', {name: 'Pay'}).click();
  await expect.poll(() => page.evaluate(() => window.order)).toBeTruthy();
  const order = Object.fromEntries(await page.evaluate(() => window.order!));
  expect(order).toMatchObject({
    coupon: 'SPRING',
    pay: 'now',
    'appointment.name': 'Ada Lovelace',
    'appointment.email': 'ada@example.com',
  });
  const booked = world.cal.cal.controls
    .state()
    .bookings.filter(({status}) => status === 'accepted')
    .map(({uid}) => uid);
  expect(booked).toContain(order['appointment.uid']);
  await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
}

test('under a translator and with html{font-size:62.5%} a visitor books, and the order of the shop is right', async ({
  page,
}) => {
  await world.open(page, `<style>html { font-size: 62.5% }</style>${shop()}`, {module: modules, script: noteOrder});
  await expect(page.getByRole('radio').first()).toBeVisible();
  await page.evaluate(`(${translatePage.toString().replace('isOurs(text)', 'true')})()`);
  await page.getByRole('button', {name: /^Next month/}).click();
  await expect(page.getByRole('heading', {name: /December/}).first()).toBeVisible();
  await buy(page);
});

/** The booking page of an element was shown so many times. */
const shown = (page: Page, id: string, count: number) =>
  expect.poll(async () => (await seen(page, 'booking-ready')).filter(event => event.id === id)).toHaveLength(count);

/** What sites' libraries do with a part of a page. */
const moves: Record<string, (part: Element) => void> = {
  'is moved to another place': part => document.body.append(part),
  'is replaced by a copy of itself': part => part.replaceWith(part.cloneNode(true)),
  'is swapped for its own HTML': part => void (part.innerHTML = String(part.innerHTML)),
  'comes back from a snapshot of the page': () => {
    const snapshot = document.body.cloneNode(true);
    document.body.replaceWith(document.createElement('body'));
    document.documentElement.replaceChild(snapshot, document.body);
  },
};

test('whatever Turbo or htmx do with a page, each element has one frame, and the order of the shop is right', async ({
  page,
}) => {
  await world.open(
    page,
    `${shop()}${world.inline('id="inline" loading="eager"')}
    <booking-popup id="popup" origin="${world.cal.url}" cal-link="rick/30min"><button slot="trigger">Talk to us</button></booking-popup>
    <booking-status id="status" for="inline"></booking-status>`,
    {module: modules, script: noteOrder},
  );
  await shown(page, 'inline', 1);
  await page.getByRole('button', {name: 'Talk to us'}).click();
  await shown(page, 'popup', 1);
  await page.getByRole('button', {name: 'Close'}).click();
  for (const [index, [what, move]] of Object.entries(moves).entries()) {
    await test.step(`a page that ${what}`, async () => {
      await page.locator('main').evaluate(move);
      await shown(page, 'inline', 2 + index);
      await expect(page.locator('#inline iframe')).toHaveCount(1);
      // The popup of a copy shows its page when it is asked for.
      expect(await page.locator('#popup iframe').count()).toBeLessThanOrEqual(1);
      await expect(page.locator('#inline').locator('[role=alert]')).toBeHidden();
    });
  }
  await page.getByRole('button', {name: 'Talk to us'}).click();
  await expect(frameOf(page, '#popup').locator('ul button').first()).toBeVisible();
  await expect(page.locator('#popup iframe')).toHaveCount(1);
  await page.getByRole('button', {name: 'Close'}).click();
  await book(frameOf(page, '#inline'));
  await expect.poll(() => seen(page, 'booking-created')).toMatchObject([{id: 'inline'}]);
  await buy(page);
});

test("what the kit made for the markup of Cal.com's guides is there once in a page that comes back from a snapshot", async ({
  page,
}) => {
  await world.open(
    page,
    `<cal-inline calLink="rick/30min" calOrigin="${world.cal.url}"></cal-inline>
    <button data-cal-link="rick/30min" data-cal-origin="${world.cal.url}">Book a call</button>`,
    {module: '/src/compat.ts'},
  );
  await ready(page);
  await page.getByRole('button', {name: 'Book a call'}).hover();
  for (let visit = 0; visit < 2; visit++) {
    await page.evaluate(moves['comes back from a snapshot of the page']! as () => void);
    await expect(page.locator('booking-inline')).toHaveCount(1);
    await expect(page.locator('booking-inline iframe')).toHaveCount(1);
    // The new button has to be entered by the pointer, which is where the old one was, and the frame above it grows.
    await expect(async () => {
      await page.mouse.move(0, 0);
      await page.getByRole('button', {name: 'Book a call'}).hover();
      await expect(page.locator('booking-popup')).toHaveCount(1, {timeout: 2_000});
    }).toPass();
  }
});

/** What tools for consent do with the frames of others, and undo when the visitor agrees. */
const consents: Record<string, {take(): void; give(): void}> = {
  'taken out of the page': {
    take() {
      const frame = document.querySelector('iframe')!;
      Object.assign(window, {kept: [frame.parentElement, frame]});
      frame.remove();
    },
    give() {
      const [place, frame] = (window as unknown as {kept: [Element, Element]}).kept;
      place.append(frame);
    },
  },
  emptied: {
    take() {
      const frame = document.querySelector('iframe')!;
      frame.dataset['src'] = frame.src;
      frame.src = 'about:blank';
    },
    give() {
      const frame = document.querySelector('iframe')!;
      frame.src = frame.dataset['src']!;
    },
  },
};

for (const transport of transports) {
  for (const [what, {take, give}] of Object.entries(consents)) {
    test(`over ${transport}, a frame that is ${what} until the visitor agrees is booked in`, async ({page}) => {
      await world.open(page, world.inline(`transport="${transport}"`), {
        script: `new MutationObserver((_, watch) => {
        if (!document.querySelector('iframe')) return;
        watch.disconnect();
        (function ${take.toString()})();
        window.isTaken = true;
      }).observe(document, {childList: true, subtree: true});`,
      });
      await expect.poll(() => page.evaluate('window.isTaken')).toBe(true);
      await page.evaluate(give);
      await ready(page);
      await book(frameOf(page));
      await expect.poll(() => seen(page, 'booking-created')).toHaveLength(1);
      // Once more, now that it was shown.
      await page.evaluate(take);
      await page.evaluate(give);
      await expect(frameOf(page).locator('ul button').first()).toBeVisible();
    });
  }
}
