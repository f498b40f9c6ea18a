import {once} from 'node:events';
import {mkdtempSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {serve} from '@hono/node-server';
import {createLog} from '../../../src/proxy/observe/log.ts';
import {createProxy} from '../../../src/proxy/proxy.ts';
import {createWatch} from '../../support/servers/watch.ts';
import {
  firstViewWorld,
  begun,
  days,
  head,
  holdAnswers,
  holdElement,
  taken,
  times,
  watchCalls,
} from './first-view-page.ts';
import {expectNoViolations, seen} from '../embed/embed-page.ts';
import {expect, test, type Locator, type Page} from '../test.ts';

const world = firstViewWorld();
const {form} = world;

for (const width of [360, 1100]) {
  test(`the times are in sight before the element is there, which takes their place at ${width} px without moving them or asking again`, async ({
    page,
  }) => {
    await page.setViewportSize({width, height: 900});
    const asked = watchCalls(page);
    const letGo = await holdElement(page);
    const {errors} = await world.site.open(page, head(), form('theme="light"'));
    await expect(times(page).first()).toBeVisible();
    await expectNoViolations(page, 'booking-form');
    const boxes = (day: Locator, time: Locator) =>
      Promise.all([day.boundingBox(), time.boundingBox(), page.locator('booking-form').boundingBox()]);
    const was = await boxes(days(page).first(), times(page).first());

    letGo();
    await taken(page);
    const is = await boxes(
      page
        .getByRole('grid')
        .getByRole('button', {name: /\d times? available/})
        .first(),
      page.getByRole('radio').first(),
    );
    for (const [index, box] of is.entries())
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(Math.abs(box![side] - was[index]![side])).toBeLessThan(2);
    expect(asked).toEqual(['/v2/event-types', '/v2/slots']);
    await expect.poll(() => seen(page, 'booking-slots-loaded')).toHaveLength(1);
    expect(errors).toEqual([]);
  });
}

test('until the answer is there the month keeps its place, in light and dark', async ({page}) => {
  const letGo = await holdAnswers(page);
  await holdElement(page);
  await world.site.open(page, head(), form('theme="dark"'));
  await expect(begun(page).locator('.soon').first()).toBeVisible();
  await expectNoViolations(page, 'booking-form');
  const before = (await begun(page).locator('table').boundingBox())!;
  letGo();
  await expect(times(page).first()).toBeVisible();
  expect((await begun(page).locator('table').boundingBox())!.width).toBe(before.width);
  expect(
    await begun(page).evaluate(box => getComputedStyle(box.shadowRoot!.querySelector('.base')!).backgroundColor),
  ).toBe('rgb(22, 24, 29)');
  await expectNoViolations(page, 'booking-form');
});

test.describe('what the visitor does before the element is there, the element does', () => {
  const presses: Record<string, {button: (page: Page) => Locator; done: (page: Page) => Promise<void>}> = {
    'a time': {
      button: page => times(page).nth(2),
      done: page => expect(page.getByRole('button', {name: /^Continue with/})).toBeVisible(),
    },
    'a day': {
      button: page => days(page).nth(1),
      done: page => expect(page.getByRole('gridcell', {selected: true}).getByRole('button')).toBeFocused(),
    },
    'the next month': {
      button: page => begun(page).getByRole('button', {name: /^Next month/}),
      done: page =>
        expect(page.getByRole('button', {name: /^Previous month/})).toHaveAttribute('aria-disabled', 'false'),
    },
    'another zone': {
      button: page => begun(page).getByRole('button', {name: 'Change'}),
      done: page => expect(page.getByRole('combobox')).toBeFocused(),
    },
  };
  for (const [name, {button, done}] of Object.entries(presses)) {
    for (const key of [undefined, 'Enter'] as const) {
      test(`${name}, ${key ? 'by keyboard' : 'by pointer'}`, async ({page}) => {
        const letGo = await holdElement(page);
        const {errors} = await world.site.open(page, head(), form());
        const number = name === 'a day' ? await button(page).textContent() : undefined;
        await (key ? button(page).press(key) : button(page).click());
        await expect(button(page)).toHaveAttribute('aria-busy', 'true');
        await expectNoViolations(page, 'booking-form');
        letGo();
        await taken(page);
        await done(page);
        if (number) await expect(page.getByRole('gridcell', {selected: true})).toHaveText(number);
        expect(errors).toEqual([]);
      });
    }
  }

  test('another duration', async ({page}) => {
    const letGo = await holdElement(page);
    await world.site.open(page, head(), form('', 'rick/flexible'));
    const durations = begun(page).getByRole('group', {name: 'Duration'}).getByRole('button');
    const wanted = (await durations.last().textContent())!;
    await durations.last().click();
    letGo();
    await taken(page);
    await expect(page.getByRole('button', {name: wanted})).toHaveAttribute('aria-pressed', 'true');
  });

  test('what has the focus keeps it, and nothing is pressed', async ({page}) => {
    const letGo = await holdElement(page);
    await world.site.open(page, head(), form());
    await times(page).nth(1).focus();
    const label = (await times(page).nth(1).textContent())!.split('to')[0]!.trim();
    letGo();
    await taken(page);
    await expect(page.getByRole('radio', {name: new RegExp(`^${label}`)})).toBeFocused();
    await expect(page.getByRole('radio', {checked: true})).toHaveCount(0);
  });

  test('a time is booked as if nothing had been before', async ({page}) => {
    const letGo = await holdElement(page);
    await world.site.open(page, head(), form());
    await times(page).first().click();
    letGo();
    await page.getByRole('button', {name: /^Continue with/}).click();
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await page.getByRole('button', {name: /^Book/}).click();
    await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  });
});

test('with a proxy the first screen is one request, for the first view and the element', async ({page}) => {
  const watch = createWatch();
  const proxy = createProxy({
    calApiUrl: world.cal.url,
    calApiKey: 'cal_test_rick',
    webhookSecrets: 'webhook-secret-of-the-test-suite',
    allowedOrigins: world.site.origin,
    eventTypes: 'rick/30min',
    signingKeys: 'k1:signing-secret-of-the-test-suite-with-enough-characters',
    dataDirectory: mkdtempSync(join(tmpdir(), 'booking-first-view-')),
    log: createLog({write: watch.read}),
  });
  const server = serve({
    fetch: async (request, env) => watch.answered(await proxy.fetch(request, env)),
    hostname: '127.0.0.1',
    port: 0,
  });
  await once(server, 'listening');
  const asked = watchCalls(page);
  const letGo = await holdElement(page);
  await world.site.open(
    page,
    head(),
    `<booking-form proxy="http://127.0.0.1:${(server.address() as AddressInfo).port}" cal-link="rick/30min"></booking-form>`,
  );
  await expect(times(page).first()).toBeVisible();
  letGo();
  await taken(page);
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(asked).toEqual(['/v2/event-types']);
  server.close();
  await proxy.close();
  watch.end();
});

for (const [whose, setting] of Object.entries({
  'the page': {more: '<script>document.documentElement.dir = "rtl"</script>', attributes: '', lang: 'ar'},
  'the form in an English page': {more: '', attributes: 'locale="ar"', lang: 'en'},
})) {
  test(`the words, the digits and the direction are those of ${whose}`, async ({page}) => {
    const letGo = await holdElement(page);
    await world.site.open(page, head(setting.more), form(setting.attributes), setting.lang);
    const label = await days(page).first().getAttribute('aria-label');
    expect(label).toMatch(/\p{Script=Arabic}/u);
    const xOf = async (button: string) => (await begun(page).locator(button).boundingBox())!.x;
    expect(await xOf('.prev')).toBeGreaterThan(await xOf('.next'));
    const box = (await days(page).first().boundingBox())!;
    await expectNoViolations(page, 'booking-form');
    letGo();
    await taken(page);
    const day = page.getByRole('grid').getByRole('button', {name: label!});
    expect(Math.abs((await day.boundingBox())!.x - box.x)).toBeLessThan(2);
  });
}

test('the zone and the hours the visitor chose before are kept', async ({page}) => {
  await holdElement(page);
  const chosen =
    '<script>sessionStorage.setItem("booking-time-zone", "Asia/Kolkata"); sessionStorage.setItem("booking-clock", ' +
    '"h23")</script>';
  await world.site.open(page, head(chosen), form());
  await expect(begun(page).getByText('Times in Kolkata (GMT+5:30)')).toBeVisible();
  await expect(times(page).filter({hasText: /AM|PM/})).toHaveCount(0);
});

test('what begins with something else, is set by a script, is hidden or far below is left to the element', async ({
  page,
}) => {
  const letGo = await holdElement(page);
  await world.site.open(
    page,
    head(),
    `
    ${form('id="week" layout="week_view"')}${form('id="move" reschedule-uid="abc"')}${form('id="nothing"', '')}
    ${form('id="set"')}<script>document.querySelector('#set').timeZone = 'UTC';</script>
    <div hidden>${form('id="hidden"')}</div>
    <div style="height: 5000px"></div>${form('id="far"')}`,
  );
  await page.waitForFunction(() => document.readyState === 'complete');
  await expect(begun(page)).toHaveCount(0);
  letGo();
  await expect(page.locator('#set').getByRole('radio').first()).toBeVisible();
  await expect(page.locator('#far').getByRole('radio').first()).toBeVisible();
});

test("the page's own form is not sent before the control in it is there", async ({page}) => {
  const letGo = await holdElement(page);
  await world.site.open(
    page,
    head(),
    `<form action="/sent">${form('name="visit" book-on-submit')}<button>Order</button></form>`,
  );
  await expect(times(page).first()).toBeVisible();
  await page.getByRole('button', {name: 'Order'}).click();
  letGo();
  await taken(page);
  await page.getByRole('radio').first().click();
  expect(new URL(page.url()).pathname).toBe('/');
});
