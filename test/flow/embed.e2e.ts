import {fileURLToPath} from 'node:url';
import {expect, test, type Page} from '@playwright/test';
import {startCal} from '../../mocks/server.ts';
import {startPages, type TestPages} from '../support/vite.ts';

let cal: Awaited<ReturnType<typeof startCal>>;
let pages: TestPages;

test.beforeAll(async () => {
  cal = await startCal({basePath: '/cal'});
  pages = await startPages();
});

test.afterAll(async () => {
  await pages.close();
  await cal.close();
});

/** An event of an element, as a test looks at it. */
interface Seen {
  id: string;
  type: string;
  code?: string;
  accepted?: boolean;
  uid?: string;
  start?: string;
}

declare global {
  interface Window {
    seen: Seen[];
    heard: unknown[];
  }
}

const listen = `
  window.seen = [];
  window.heard = [];
  for (const name of ['ready', 'slots-loaded', 'created', 'rescheduled', 'cancelled', 'route', 'error']) {
    addEventListener('booking-' + name, ({type, target, code, accepted, booking, uid}) =>
      seen.push({id: target.id, type, code, accepted, uid: uid ?? booking?.uid, start: booking?.start}));
  }
  addEventListener('message', ({data}) => heard.push(data));
`;

async function open(page: Page, body: string, script = ''): Promise<void> {
  await page.goto(pages.add(`<!doctype html><html lang="en"><head><title>Test</title><script>${listen}${script}</script></head>
    <body><main>${body}</main><script type="module" src="/src/define/booking-inline.ts"></script></body></html>`));
}

const inline = (attributes = '', link = 'rick/30min', content = '') =>
  `<booking-inline origin="${cal.url}" cal-link="${link}" ${attributes}>${content}</booking-inline>`;

const seen = (page: Page, type: string): Promise<Seen[]> => page.evaluate(name => window.seen.filter(event => event.type === name), type);
const ready = (page: Page, count = 1) => expect.poll(() => seen(page, 'booking-ready')).toHaveLength(count);
const frameOf = (page: Page, selector = 'booking-inline') => page.frameLocator(`${selector} iframe`);

async function book(page: Page, selector?: string): Promise<void> {
  const frame = frameOf(page, selector);
  await frame.locator('ul button').first().click();
  await frame.getByLabel('Your name').fill('Ada Lovelace');
  await frame.getByLabel('E-mail address').fill('ada@example.com');
  await frame.getByRole('button', {name: 'Confirm'}).click();
  await expect(frame.getByText('This meeting is scheduled')).toBeVisible();
}

async function expectNoViolations(page: Page): Promise<void> {
  await page.addScriptTag({path: fileURLToPath(import.meta.resolve('axe-core'))});
  const findings = await page.evaluate(async () => {
    const {axe} = window as unknown as {axe: typeof import('axe-core')};
    const {violations} = await axe.run(document.querySelector('booking-inline')!, {iframes: false});
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
  });
  expect(findings).toEqual([]);
}

test('a booking made in the frame is told once, with its facts', async ({page}) => {
  await open(page, inline(`metadata='{"order": "17"}'`));
  await ready(page);
  await book(page);
  const created = await seen(page, 'booking-created');
  const [stored] = cal.cal.controls.state().bookings.slice(-1);
  expect(created).toMatchObject([{accepted: true, uid: stored!.uid}]);
  expect(stored).toMatchObject({metadata: {order: '17'}});
  expect(await seen(page, 'booking-slots-loaded')).toHaveLength(1);
  expect(await page.locator('booking-inline').evaluate(element => element.matches(':state(confirmed)'))).toBe(true);
});

test('a booking is moved and cancelled in the frame', async ({page}) => {
  await open(page, inline());
  await ready(page);
  await book(page);
  const frame = frameOf(page);
  await frame.getByRole('button', {name: 'Reschedule'}).click();
  await frame.locator('ul button').first().click();
  await frame.getByRole('button', {name: 'Cancel booking'}).click();
  await expect(frame.getByText('This booking is cancelled')).toBeVisible();
  const [moved] = await seen(page, 'booking-rescheduled');
  expect(await seen(page, 'booking-rescheduled')).toHaveLength(1);
  expect(await seen(page, 'booking-cancelled')).toMatchObject([{uid: moved!.uid}]);
});

test('the frame is as high as its page, without a border', async ({page}) => {
  await open(page, inline());
  await ready(page);
  await frameOf(page).locator('ul button').first().waitFor();
  const frame = page.locator('booking-inline iframe');
  await expect.poll(async () => {
    const content = await frameOf(page).locator('main').evaluate(main => main.getBoundingClientRect().height + 24);
    return Math.abs((await frame.boundingBox())!.height - content);
    // Heights are told in whole pixels.
  }).toBeLessThan(1);
  expect(await frame.evaluate(element => getComputedStyle(element).borderWidth)).toBe('0px');
  expect(await page.locator('booking-inline').evaluate(element => element.matches(':state(loading)'))).toBe(false);
});

test('nothing comes over the page when the window becomes narrow', async ({page}) => {
  await open(page, inline());
  await ready(page);
  await page.setViewportSize({width: 600, height: 900});
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(600);
  await expect(page.locator('booking-inline #skeleton-container')).toBeHidden();
  await frameOf(page).locator('ul button').first().click();
});

test('what is known before is filled in', async ({page}) => {
  await open(page, '', `
    addEventListener('DOMContentLoaded', () => {
      const element = document.createElement('booking-inline');
      Object.assign(element, {origin: '${cal.url}', calLink: 'rick/30min', prefill: {name: 'Ada', email: 'ada@example.com'}});
      document.querySelector('main').append(element);
    });`);
  const frame = frameOf(page);
  await frame.locator('ul button').first().click();
  await expect(frame.getByLabel('Your name')).toHaveValue('Ada');
  await expect(frame.getByLabel('E-mail address')).toHaveValue('ada@example.com');
});

test('the page itself, another frame and another origin cannot forge a booking', async ({page}) => {
  await open(page, `${inline()}<iframe title="Other" src="${cal.url}/rick/30min/embed?embed=booking-1"></iframe>`);
  await ready(page);
  const forged = {originator: 'CAL', type: 'bookingSuccessfulV2', namespace: 'booking-1', fullType: 'CAL:booking-1:bookingSuccessfulV2', data: {uid: 'forged'}};
  const forger = pages.add(`<!doctype html><script>parent.postMessage(${JSON.stringify(forged)}, '*')</script>`);
  await page.evaluate(message => window.postMessage(message, '*'), forged);
  await page.frameLocator('iframe[title=Other]').locator('ul button').first().evaluate((_, message) => parent.postMessage(message, '*'), forged);
  // The right window, after it went to another origin.
  await page.locator('booking-inline iframe').evaluate((frame, url) => ((frame as HTMLIFrameElement).src = url), forger);
  await expect.poll(() => page.evaluate(() => window.heard.filter(data => JSON.stringify(data).includes('forged')).length)).toBe(3);
  expect(await seen(page, 'booking-created')).toEqual([]);
});

test('two elements of one page do not meet', async ({page}) => {
  await open(page, inline('id="one"') + inline('id="two"', 'rick/30min?duration=30'));
  await ready(page, 2);
  await book(page, '#two');
  expect(await seen(page, 'booking-created')).toMatchObject([{id: 'two'}]);
  await expect(frameOf(page, '#one').locator('ul button').first()).toBeVisible();
});

test('a theme and colours reach the page in the frame, also after it was moved', async ({page}) => {
  await open(page, `${inline('theme="light" style="--booking-color-accent: rgb(200, 0, 0)"')}<section></section>`);
  await ready(page);
  const root = frameOf(page).locator('html');
  await expect(root).toHaveClass('light');
  await page.locator('booking-inline').evaluate(element => element.setAttribute('theme', 'dark'));
  await expect(root).toHaveClass('dark');
  await page.evaluate(() => document.querySelector('section')!.append(document.querySelector('booking-inline')!));
  await ready(page, 2);
  await expect(root).toHaveClass('dark');
  expect(await root.evaluate(element => getComputedStyle(element).getPropertyValue('--cal-brand'))).toBe('rgb(200, 0, 0)');
});

test('elements that come and go leave nothing behind', async ({page}) => {
  await open(page, '');
  await page.waitForFunction(() => customElements.get('booking-inline'));
  const listeners = async () => {
    const client = await page.context().newCDPSession(page);
    const {result} = await client.send('Runtime.evaluate', {expression: 'window'});
    const {listeners: all} = await client.send('DOMDebugger.getEventListeners', {objectId: result.objectId!});
    await client.detach();
    return all.filter(({type}) => type === 'message').length;
  };
  const add = (count: number) => page.evaluate(async ([origin, total]) => {
    const element = document.createElement('booking-inline');
    element.setAttribute('origin', origin!);
    element.setAttribute('cal-link', 'rick/30min');
    document.querySelector('main')!.append(element);
    await new Promise<void>(resolve => {
      const timer = setInterval(() => window.seen.filter(({type}) => type === 'booking-ready').length === Number(total) && (clearInterval(timer), resolve()), 20);
    });
  }, [cal.url, String(count)]);
  const clear = () => page.evaluate(() => document.querySelector('main')!.replaceChildren());

  await add(1);
  const withOne = await listeners();
  await clear();
  for (let round = 2; round <= 10; round++) {
    await add(round);
    await clear();
  }
  expect(await page.locator('iframe').count()).toBe(0);
  expect(await page.evaluate(() => Object.keys(window.Cal!.ns!))).toEqual(['booking-1']);
  await expect.poll(listeners).toBe(withOne - 1);
});

test('a blocked script is said, with a way out, and can be tried again', async ({page}) => {
  await page.route('**/embed/embed.js', route => route.abort());
  await open(page, inline('', 'rick/30min', '<a href="/contact">Write to us</a>'));
  await expect(page.getByRole('alert').getByText(/blocked/)).toBeVisible();
  await expect(page.getByRole('link', {name: 'Write to us'})).toBeVisible();
  expect(await seen(page, 'booking-error')).toMatchObject([{code: 'embed_blocked'}]);
  await expectNoViolations(page);
  await page.unroute('**/embed/embed.js');
  await page.getByRole('button', {name: 'Try again'}).click();
  await ready(page);
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(page.getByRole('link', {name: 'Write to us'})).toBeHidden();
});

test('a link that leads nowhere is told apart', async ({page}) => {
  await open(page, inline('', 'rick/nothing'));
  await expect(page.getByRole('alert').getByText(/does not exist/)).toBeVisible();
  await expect(page.getByRole('link', {name: 'Open the booking page'})).toHaveAttribute('href', `${cal.url}/rick/nothing`);
  expect(await seen(page, 'booking-error')).toMatchObject([{code: 'embed_failed'}]);
});

for (const silence of ['mock-silent', 'mock-never']) {
  test(`a page that stays silent (${silence}) is reported`, async ({page}) => {
    await open(page, inline('timeout-ms="1500"', `rick/30min?${silence}=1`));
    await expect(page.getByRole('status')).toBeAttached();
    await expectNoViolations(page);
    await expect(page.getByRole('alert').getByText(/takes too long/)).toBeVisible();
    expect(await seen(page, 'booking-error')).toMatchObject([{code: 'embed_timeout'}]);
  });
}

test('a page that comes late replaces the error', async ({page}) => {
  await open(page, inline('timeout-ms="300"', 'rick/30min?mock-delay=2500'));
  await expect(page.getByRole('alert')).toBeVisible();
  await ready(page);
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(frameOf(page).locator('ul button').first()).toBeVisible();
});

test('a page that uses Cal.com\'s embed itself goes on doing so', async ({page}) => {
  let scripts = 0;
  page.on('request', request => (scripts += request.url().endsWith('/embed/embed.js') ? 1 : 0));
  // The queue contract, as a page's own snippet keeps it.
  await open(page, `<div id="own"></div>${inline()}`, `
    window.Cal = (...args) => {
      if (!Cal.loaded) {
        Object.assign(Cal, {ns: {}, q: [], loaded: true});
        const script = document.createElement('script');
        script.src = '${cal.url}/embed/embed.js';
        document.head.append(script);
      }
      const [name, namespace] = args;
      if (name === 'init' && typeof namespace === 'string') {
        const own = (...more) => own.q.push(more);
        own.q = [];
        Cal.ns[namespace] ??= own;
        Cal.ns[namespace].q.push(args);
        Cal.q.push(['initNamespace', namespace]);
      } else Cal.q.push(args);
    };
    addEventListener('DOMContentLoaded', () => {
      Cal('init', 'own', {origin: '${cal.url}'});
      Cal.ns.own('inline', {calLink: 'rick/30min', elementOrSelector: '#own'});
    });`);
  await ready(page);
  await expect(page.frameLocator('#own iframe').locator('ul button').first()).toBeVisible();
  await expect(frameOf(page).locator('ul button').first()).toBeVisible();
  expect(scripts).toBe(1);
});
