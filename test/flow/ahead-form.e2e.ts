import {once} from 'node:events';
import {mkdtempSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {serve} from '@hono/node-server';
import {expect, test, type Locator, type Page, type Route} from '@playwright/test';
import {createLog} from '../../src/proxy/log.ts';
import {createProxy} from '../../src/proxy/proxy.ts';
import {startTestCal} from '../support/cal.ts';
import {createWatch} from '../support/watch.ts';
import {expectNoViolations, listen, seen} from './embed-page.ts';
import {startKitSite, type KitSite} from './kit-site.ts';

let cal: Awaited<ReturnType<typeof startTestCal>>;
let site: KitSite;

test.beforeAll(async () => {
  site = await startKitSite('page', 'ahead-form');
  cal = await startTestCal();
});

test.afterAll(async () => {
  site?.close();
  await cal?.close();
});

const head = (before = '', hint = '<link rel="modulepreload" href="/kit/ahead-form/draw.js">') => `<script>${listen}</script>${before}${hint}<script type="module" src="/kit/ahead-form.js"></script><script type="module" src="/kit/page.js"></script>`;
const form = (attributes = '', link = 'rick/30min') => `<booking-form api="${cal.url}" cal-link="${link}" ${attributes}><a slot="fallback" href="${cal.url}/rick/30min">Book on Cal.com</a></booking-form>`;

/** Keeps the code of the element back until it is let go. */
async function holdElement(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>(resolve => (letGo = resolve));
  await page.route('**/kit/page/*', async (route: Route) => {
    await held;
    await route.continue().catch(() => {});
  });
  return letGo;
}

/** Keeps the answers of the API back until they are let go. */
async function holdAnswers(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>(resolve => (letGo = resolve));
  await page.route('**/v2/**', async (route: Route) => {
    await held;
    await route.continue().catch(() => {});
  });
  return letGo;
}

/** What is asked of the API. */
function watchCalls(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', request => void (/\/v2\//.test(request.url()) && asked.push(new URL(request.url()).pathname)));
  return asked;
}

const begun = (page: Page) => page.locator('booking-form [data-server]');
const times = (page: Page) => begun(page).locator('button.slot');
const days = (page: Page) => begun(page).locator('button.day.available');
const taken = (page: Page) => expect(begun(page)).toHaveCount(0);


for (const width of [360, 1100]) {
  test(`the times are in sight before the element is there, which takes their place at ${width} px without moving them or asking again`, async ({page}) => {
    await page.setViewportSize({width, height: 900});
    const asked = watchCalls(page);
    const letGo = await holdElement(page);
    const {errors} = await site.open(page, head(), form('theme="light"'));
    await expect(times(page).first()).toBeVisible();
    await expectNoViolations(page, 'booking-form');
    const boxes = (day: Locator, time: Locator) => Promise.all([day.boundingBox(), time.boundingBox(), page.locator('booking-form').boundingBox()]);
    const was = await boxes(days(page).first(), times(page).first());

    letGo();
    await taken(page);
    const is = await boxes(page.getByRole('grid').getByRole('button', {name: /\d times? available/}).first(), page.getByRole('radio').first());
    for (const [index, box] of is.entries()) for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(box![side] - was[index]![side])).toBeLessThan(2);
    expect(asked).toEqual(['/v2/event-types', '/v2/slots']);
    expect((await seen(page, 'booking-slots-loaded')).length).toBe(1);
    expect(errors).toEqual([]);
  });
}

test('until the answer is there the month keeps its place, in light and dark', async ({page}) => {
  const letGo = await holdAnswers(page);
  await holdElement(page);
  await site.open(page, head(), form('theme="dark"'));
  await expect(begun(page).locator('.soon').first()).toBeVisible();
  await expectNoViolations(page, 'booking-form');
  const before = (await begun(page).locator('table').boundingBox())!;
  letGo();
  await expect(times(page).first()).toBeVisible();
  expect((await begun(page).locator('table').boundingBox())!.width).toBe(before.width);
  expect(await begun(page).evaluate(box => getComputedStyle(box.shadowRoot!.querySelector('.base')!).backgroundColor)).toBe('rgb(22, 24, 29)');
  await expectNoViolations(page, 'booking-form');
});

test.describe('what the visitor does before the element is there, the element does', () => {
  const presses: Record<string, {button: (page: Page) => Locator; done: (page: Page) => Promise<void>}> = {
    'a time': {button: page => times(page).nth(2), done: page => expect(page.getByRole('button', {name: /^Continue with/})).toBeVisible()},
    'a day': {button: page => days(page).nth(1), done: page => expect(page.getByRole('gridcell', {selected: true}).getByRole('button')).toBeFocused()},
    'the next month': {button: page => begun(page).getByRole('button', {name: /^Next month/}), done: page => expect(page.getByRole('button', {name: /^Previous month/})).toHaveAttribute('aria-disabled', 'false')},
    'another zone': {button: page => begun(page).getByRole('button', {name: 'Change'}), done: page => expect(page.getByRole('combobox')).toBeFocused()},
  };
  for (const [name, {button, done}] of Object.entries(presses)) {
    for (const key of [undefined, 'Enter'] as const) {
      test(`${name}, ${key ? 'by keyboard' : 'by pointer'}`, async ({page}) => {
        const letGo = await holdElement(page);
        const {errors} = await site.open(page, head(), form());
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
    await site.open(page, head(), form('', 'rick/flexible'));
    const durations = begun(page).getByRole('group', {name: 'Duration'}).getByRole('button');
    const wanted = (await durations.last().textContent())!;
    await durations.last().click();
    letGo();
    await taken(page);
    await expect(page.getByRole('button', {name: wanted})).toHaveAttribute('aria-pressed', 'true');
  });

  test('what has the focus keeps it, and nothing is pressed', async ({page}) => {
    const letGo = await holdElement(page);
    await site.open(page, head(), form());
    await times(page).nth(1).focus();
    const label = (await times(page).nth(1).textContent())!.split('to')[0]!.trim();
    letGo();
    await taken(page);
    await expect(page.getByRole('radio', {name: new RegExp(`^${label}`)})).toBeFocused();
    await expect(page.getByRole('radio', {checked: true})).toHaveCount(0);
  });

  test('a time is booked as if nothing had been before', async ({page}) => {
    const letGo = await holdElement(page);
    await site.open(page, head(), form());
    await times(page).first().click();
    letGo();
    await page.getByRole('button', {name: /^Continue with/}).click();
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
    await page.getByRole('button', {name: /^Book/}).click();
    await expect(page.getByRole('heading', {name: 'You are booked'})).toBeVisible();
  });
});

test('with a proxy the first screen is one request, ahead and after', async ({page}) => {
  const watch = createWatch();
  const proxy = createProxy({
    calApiUrl: cal.url, calApiKey: 'cal_test_rick', webhookSecrets: 'webhook-secret-of-the-test-suite', allowedOrigins: site.origin, eventTypes: 'rick/30min',
    signingKeys: 'k1:signing-secret-of-the-test-suite-with-enough-characters', dataDirectory: mkdtempSync(join(tmpdir(), 'booking-ahead-')), log: createLog({write: watch.read}),
  });
  const server = serve({fetch: async (request, env) => watch.answered(await proxy.fetch(request, env)), hostname: '127.0.0.1', port: 0});
  await once(server, 'listening');
  const asked = watchCalls(page);
  const letGo = await holdElement(page);
  await site.open(page, head(), `<booking-form proxy="http://127.0.0.1:${(server.address() as AddressInfo).port}" cal-link="rick/30min"></booking-form>`);
  await expect(times(page).first()).toBeVisible();
  letGo();
  await taken(page);
  await expect(page.getByRole('radio').first()).toBeVisible();
  expect(asked).toEqual(['/v2/event-types']);
  server.close();
  await proxy.close();
  watch.end();
});

test('the words, the digits and the direction are those of the page', async ({page}) => {
  const letGo = await holdElement(page);
  await site.open(page, head('<script>document.documentElement.dir = "rtl"</script>'), form(), 'ar');
  const label = await days(page).first().getAttribute('aria-label');
  expect(label).toMatch(/\p{Script=Arabic}/u);
  const box = (await days(page).first().boundingBox())!;
  await expectNoViolations(page, 'booking-form');
  letGo();
  await taken(page);
  const day = page.getByRole('grid').getByRole('button', {name: label!});
  expect(Math.abs((await day.boundingBox())!.x - box.x)).toBeLessThan(2);
});

test('the zone and the hours the visitor chose before are kept', async ({page}) => {
  await holdElement(page);
  const chosen = '<script>sessionStorage.setItem("booking-time-zone", "Asia/Kolkata"); sessionStorage.setItem("booking-clock", "h23")</script>';
  await site.open(page, head(chosen), form());
  await expect(begun(page).getByText('Times in Kolkata (GMT+5:30)')).toBeVisible();
  await expect(times(page).filter({hasText: /AM|PM/})).toHaveCount(0);
});

test('what begins with something else, is set by a script, is hidden or far below is left to the element', async ({page}) => {
  const letGo = await holdElement(page);
  await site.open(page, head(), `
    ${form('id="week" layout="week_view"')}${form('id="move" reschedule-uid="abc"')}${form('id="nothing"', '')}
    ${form('id="set"')}<script>document.querySelector('#set').timeZone = 'UTC';</script>
    <div hidden>${form('id="hidden"')}</div>
    <div style="height: 5000px"></div>${form('id="far"')}`);
  await page.waitForFunction(() => document.readyState === 'complete');
  await expect(begun(page)).toHaveCount(0);
  letGo();
  await expect(page.locator('#set').getByRole('radio').first()).toBeVisible();
  await expect(page.locator('#far').getByRole('radio').first()).toBeVisible();
});

test('the page\'s own form is not sent before the control in it is there', async ({page}) => {
  const letGo = await holdElement(page);
  await site.open(page, head(), `<form action="/sent">${form('name="visit" book-on-submit')}<button>Order</button></form>`);
  await expect(times(page).first()).toBeVisible();
  await page.getByRole('button', {name: 'Order'}).click();
  letGo();
  await taken(page);
  await page.getByRole('radio').first().click();
  expect(new URL(page.url()).pathname).toBe('/');
});

for (const [name, link, text] of [['does not exist', 'rick/nothing', /not available|does not exist|not found/i], ['is booked elsewhere', 'rick/paid', /paid/i]] as const) {
  test(`an event type that ${name} is the element's to tell`, async ({page}) => {
    await site.open(page, head(), form('', link));
    await expect(page.locator('booking-form').getByText(text).first()).toBeVisible();
    await taken(page);
  });
}

test('an API that is down is told by the element, with a way on', async ({page}) => {
  await page.route('**/v2/**', route => route.abort());
  await site.open(page, head(), form());
  await expect(page.getByRole('button', {name: 'Try again'})).toBeVisible();
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
  await page.unroute('**/v2/**');
  await page.getByRole('button', {name: 'Try again'}).click();
  await expect(page.getByRole('radio').first()).toBeVisible();
});

test('an answer that is slow keeps the element\'s code waiting for a moment only', async ({page}) => {
  const answers = await holdAnswers(page);
  const {scripts} = await site.open(page, head(), form());
  await expect.poll(() => scripts).toContain('/kit/page/booking-form');
  await expect(begun(page).locator('.soon').first()).toBeVisible();
  answers();
  await expect(page.getByRole('radio').first()).toBeVisible();
  await taken(page);
});

test('the hint for the part that draws is none but a hint', async ({page}) => {
  await holdElement(page);
  await site.open(page, head('', ''), form());
  await expect(times(page).first()).toBeVisible();
});

test('without the part that draws the element comes by itself, and until then the page\'s own way to book', async ({page}) => {
  await page.route('**/draw.js', route => route.abort());
  const asked = watchCalls(page);
  const letGo = await holdElement(page);
  await site.open(page, head(), form());
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
  letGo();
  await expect(page.getByRole('radio').first()).toBeVisible();
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeHidden();
  expect(asked).toEqual(['/v2/event-types', '/v2/slots']);
});

test('a form whose code does not come shows the page\'s own way to book after a while', async ({page}) => {
  await holdElement(page);
  const hasty = '<script>const later = setTimeout; setTimeout = (task, ms, ...rest) => later(task, ms === 10000 ? 0 : ms, ...rest);</script>';
  await site.open(page, head(hasty), form());
  await expect(times(page).first()).toBeVisible();
  await expect(page.getByRole('link', {name: 'Book on Cal.com'})).toBeVisible();
});

test.describe('under a strict policy with Trusted Types', () => {
  const policy = (names: string) => `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src ${cal.url}; require-trusted-types-for 'script'; trusted-types ${names}">`;

  test('the times are begun when the page allows the policy that writes them', async ({page}) => {
    const letGo = await holdElement(page);
    const {errors} = await site.open(page, head(policy('lit-html booking-elements')), form());
    await expect(times(page).first()).toBeVisible();
    letGo();
    await taken(page);
    await expect(page.getByRole('radio').first()).toBeVisible();
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('else the element comes by itself, without asking again', async ({page}) => {
    const asked = watchCalls(page);
    await site.open(page, head(policy('lit-html')), form());
    await expect(page.getByRole('radio').first()).toBeVisible();
    expect(asked).toEqual(['/v2/event-types', '/v2/slots']);
  });
});
