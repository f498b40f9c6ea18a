import {startDemo, type Demo} from '../demo.ts';
import {book, frameOf, transports} from './embed-page.ts';
import {expect, test, type Page} from '../test.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

interface Stored {
  uid: string;
  metadata: Record<string, string>;
}

const newest = async () => ((await demo.control('state')) as {bookings: Stored[]}).bookings.at(-1)!;
const status = (page: Page) => page.locator('booking-status');

/** Opens a demo page whose element uses this transport, with a status that follows it. */
async function open(page: Page, transport: string, name: 'inline' | 'popup', link = 'rick/approval'): Promise<string> {
  await page.goto(`${demo.url}/${name}?cal-link=${link}`);
  const element = name === 'inline' ? '#inline' : '#talk';
  await page.waitForFunction(tag => customElements.get(tag), `booking-${name}`);
  await page.locator(element).evaluate((node, way) => node.setAttribute('transport', way), transport);
  if (name === 'popup') await page.getByRole('button', {name: 'Choose a time'}).click();
  await expect(frameOf(page, element).locator('ul button').first()).toBeVisible();
  return element;
}

for (const transport of transports) {
  for (const name of ['inline', 'popup'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`a booking made ${name} over ${transport} in ${colorScheme} is live beside it: asked for, confirmed, cancelled`, async ({
        page,
      }) => {
        await page.emulateMedia({colorScheme});
        const element = await open(page, transport, name);
        await book(frameOf(page, element));
        await expect(status(page)).toContainText(/request/i);
        const {uid, metadata} = await newest();
        expect(metadata['booking_ref']).toBeTruthy();
        await demo.control('confirm', {uid});
        await expect(status(page)).toContainText(/confirmed|booked/i);
        await frameOf(page, element).getByRole('button', {name: 'Cancel booking'}).click();
        await expect(status(page)).toContainText(/cancelled/i);
      });
    }
  }
}

/** The address of the page in the frame, as a visitor can read and write it. */
const frameAddress = async (page: Page) => new URL((await page.locator('booking-inline iframe').getAttribute('src'))!);
const refName = 'metadata[booking_ref]';

test('a copied ref gets nothing: it opens no stream, and its copy does not speak to whom it was taken from', async ({
  page,
  context,
  request,
}) => {
  await open(page, 'frame', 'inline');
  const address = await frameAddress(page);
  const ref = address.searchParams.get(refName)!;
  for (const path of [`live?token=${encodeURIComponent(ref)}`, `live?ref=${encodeURIComponent(ref)}`]) {
    expect((await request.get(`${demo.url}/${path}`)).status(), path).toBe(401);
  }
  await book(frameOf(page));
  const first = await newest();
  await demo.control('confirm', {uid: first.uid});
  await expect(status(page)).toContainText(/confirmed|booked/i);

  const thief = await context.newPage();
  await thief.goto(`${demo.url}/status`);
  await thief.setContent(
    `<iframe src="${address.href.replace(/&/g, '&amp;')}" style="width: 100%; height: 800px"></iframe>`,
  );
  await thief
    .frameLocator('iframe')
    .locator('html')
    .evaluate(() => window.postMessage({originator: 'CAL', method: 'parentKnowsIframeReady'}, '*'));
  await book(thief.frameLocator('iframe'));
  const second = await newest();
  expect(second.uid).not.toBe(first.uid);
  expect(second.metadata['booking_ref']).toBe(ref);
  await demo.control('reject', {uid: second.uid});

  // What comes later over the same stream shows that the rejection was not told.
  await demo.control('cancel', {uid: first.uid});
  await expect(status(page)).toContainText(/cancelled/i);
  await expect(status(page)).not.toContainText(/reject|declined/i);
});

test('a forged ref gets nothing: the status of the page goes on waiting', async ({page}) => {
  await open(page, 'frame', 'inline');
  const address = await frameAddress(page);
  const ref = address.searchParams.get(refName)!;
  address.searchParams.set(refName, `${ref.split('.')[0]}.${'A'.repeat(16)}`);
  const before = await status(page).innerText();
  await page
    .locator('booking-inline iframe')
    .evaluate((frame, src) => ((frame as HTMLIFrameElement).src = src), address.href);
  await expect(frameOf(page).locator('ul button').first()).toBeVisible();
  await book(frameOf(page));
  const {uid} = await newest();
  await demo.control('confirm', {uid});
  // A booking with the true ref is heard by the same stream, and is the only one that is.
  await page.locator('booking-inline iframe').evaluate(
    (frame, [src, name, value]) => {
      const url = new URL(src!);
      url.searchParams.set(name!, value!);
      (frame as HTMLIFrameElement).src = url.href;
    },
    [address.href, refName, ref],
  );
  await expect(frameOf(page).locator('ul button').first()).toBeVisible();
  expect(await status(page).innerText()).toBe(before);
  await book(frameOf(page));
  await expect(status(page)).toContainText(/request/i);
});
