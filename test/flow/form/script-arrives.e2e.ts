import {startDemo, type Demo} from '../demo.ts';
import {expect, test, type Locator, type Page} from '../test.ts';
import {bookings, days, times} from './no-script.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

test.beforeEach(async () => {
  await demo.control('reset', {});
});

test.describe('when the script arrives', () => {
  /** Holds the script back until the test has looked at the server's page. */
  async function holdScript(page: Page): Promise<() => void> {
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    await page.route('**/src/define/booking-form.ts', async route => {
      await held;
      await route.continue();
    });
    return release;
  }

  /** How much moved, and the least height the form had in any frame: a flash of nothing would be lower. */
  async function watchFrames(page: Page): Promise<() => Promise<{shifts: number; lowest: number}>> {
    await page.evaluate(() => {
      const seen = {shifts: 0, lowest: Infinity};
      Object.assign(window, {seen});
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) seen.shifts += (entry as PerformanceEntry & {value: number}).value;
      }).observe({type: 'layout-shift', buffered: true});
      const look = () => {
        seen.lowest = Math.min(seen.lowest, document.querySelector('booking-form')!.getBoundingClientRect().height);
        requestAnimationFrame(look);
      };
      look();
    });
    return async () => {
      await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return page.evaluate(() => (window as unknown as {seen: {shifts: number; lowest: number}}).seen);
    };
  }

  const server = 'booking-form [data-server]';

  type Boxes = Record<string, Locator>;
  const measure = async (boxes: Boxes) =>
    Object.fromEntries(
      await Promise.all(Object.entries(boxes).map(async ([name, box]) => [name, (await box.boundingBox())!] as const)),
    );

  /** Lets the script come; nothing that is there before and after may be anywhere else. */
  async function expectNoMove(
    page: Page,
    release: () => void,
    {before, after}: {before: Boxes; after: Boxes},
  ): Promise<void> {
    // Nothing is where it belongs before the page has its styles.
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].every(({sheet}) => sheet),
    );
    const seen = await watchFrames(page);
    const was = await measure(before);
    release();
    await expect(page.locator(server)).toHaveCount(0);
    for (const box of Object.values(after)) await expect(box).toBeVisible();
    const is = await measure(after);
    for (const [name, box] of Object.entries(is)) {
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(Math.abs(box[side] - was[name]![side]), `${name} ${side}`).toBeLessThan(2);
    }
    const {shifts, lowest} = await seen();
    expect(shifts).toBeLessThan(0.01);
    expect(lowest).toBeGreaterThan(was['all']!.height - 2);
  }

  test.describe('in the zone of the server', () => {
    test.use({timezoneId: 'UTC'});

    for (const width of [360, 1100]) {
      test(`the element takes the place of the times at ${width} px without moving or flashing`, async ({page}) => {
        await page.setViewportSize({width, height: 900});
        const release = await holdScript(page);
        await page.goto(`${demo.url}/no-script`, {waitUntil: 'commit'});
        await expect(times(page).first()).toBeVisible();
        await expectNoMove(page, release, {
          before: {day: days(page).first(), time: times(page).first(), all: page.locator('booking-form')},
          after: {
            day: page
              .getByRole('grid')
              .getByRole('button', {name: /\d times? available/})
              .first(),
            time: page.getByRole('radio').first(),
            all: page.locator('booking-form'),
          },
        });
      });

      test(`the element takes the place of the questions at ${width} px without moving or flashing`, async ({page}) => {
        await page.setViewportSize({width, height: 900});
        const release = await holdScript(page);
        await page.goto(`${demo.url}/no-script`, {waitUntil: 'commit'});
        await times(page).first().click({noWaitAfter: true});
        await expect(page.getByLabel('Your name')).toBeVisible();
        const boxes = {
          name: page.getByLabel('Your name'),
          notes: page.getByLabel('Notes'),
          button: page.getByRole('button', {name: /^Book/}).last(),
          all: page.locator('booking-form'),
        };
        await expectNoMove(page, release, {before: boxes, after: boxes});
      });
    }
  });

  test('what was typed stays, with the chosen time, its zone and the cursor, and is booked once', async ({page}) => {
    const release = await holdScript(page);
    await page.goto(`${demo.url}/no-script`, {waitUntil: 'commit'});
    await times(page).nth(3).click({noWaitAfter: true});
    await expect(page.getByLabel('Your name')).toBeVisible();
    const time = await page.locator('time').textContent();
    await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Your name').evaluate((input: HTMLInputElement) => input.setSelectionRange(3, 3));
    release();
    await expect(page.locator(server)).toHaveCount(0);
    await expect(page.getByLabel('Your name')).toBeFocused();
    await page.keyboard.type(' King');
    await expect(page.getByLabel('Your name')).toHaveValue('Ada King Lovelace');
    expect((await page.locator('time').textContent())!.replace(/\s+/g, ' ').trim()).toBe(
      time!.replace(/\s+/g, ' ').trim(),
    );
    await page.getByRole('button', {name: /^Book/}).click();
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
    expect((await bookings(demo)).map(({attendees}) => attendees[0]!.name)).toEqual(['Ada King Lovelace']);
  });

  test("the server's page stays and can be used when the element cannot load its times", async ({page}) => {
    await page.route('**/v2/**', route => route.abort());
    await page.goto(`${demo.url}/no-script`);
    await expect.poll(() => page.evaluate(() => Boolean(customElements.get('booking-form')))).toBe(true);
    await times(page).first().click();
    await expect(page.getByLabel('Your name')).toBeVisible();
  });

  test('the confirmation of a booking stays as the server wrote it', async ({page, browser}) => {
    const plain = await (await browser.newContext({javaScriptEnabled: false})).newPage();
    await plain.goto(`${demo.url}/no-script`);
    await times(plain).first().click();
    await plain.getByLabel('Your name').fill('Ada Lovelace');
    await plain.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await plain.getByLabel('Email', {exact: true}).press('Enter');
    await plain.getByRole('heading', {name: 'You’re booked'}).waitFor();
    const loaded = page.waitForResponse(/\/v2\/event-types/);
    await page.goto(plain.url());
    await loaded;
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
    await plain.context().close();
  });
});
