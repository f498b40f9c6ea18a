import {startDemo, type Demo} from '../demo.ts';
import {expect, test, type Page} from '../test.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo({isUnbundled: true});
});

test.afterAll(() => demo?.close());

/** Everything is done with the keyboard, as a person would who has no pointer. */
async function bookByKeyboard(page: Page): Promise<void> {
  const grid = page.getByRole('grid');
  await expect(grid.getByRole('button', {name: /times? available/}).first()).toBeVisible();
  await grid.getByRole('gridcell', {selected: true}).getByRole('button').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio').first()).toBeVisible();
  await page.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  const proceed = page.getByRole('button', {name: /^Continue with/});
  await proceed.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Your name').focus();
  await page.keyboard.type('Ada Lovelace');
  await page.getByLabel('Email', {exact: true}).focus();
  await page.keyboard.type('ada@example.com');
  await page.keyboard.press('Enter');
}

test('a checkout books by keyboard, sees the request, and sees it confirmed without reload when the webhook arrives', async ({
  page,
}) => {
  const seen: string[] = [];
  page.on('response', async response => {
    const type = response.headers()['content-type'] ?? '';
    if (!type.includes('event-stream')) seen.push(await response.text().catch(() => ''));
  });
  await page.goto(`${demo.url}/checkout`);
  await bookByKeyboard(page);

  await expect(page.getByRole('heading', {name: 'Request sent'})).toBeVisible();
  const {bookings} = (await demo.control('state')) as {
    bookings: {uid: string; status: string; metadata: Record<string, string>}[];
  };
  expect(bookings).toHaveLength(1);
  expect(bookings[0]!.metadata['orderId']).toBe('A-1042');

  await demo.control('confirm', {uid: bookings[0]!.uid});
  await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  await expect(page.getByRole('button', {name: 'Place order'})).toContainText(bookings[0]!.uid);

  expect(seen.filter(text => text.includes(demo.apiKey))).toEqual([]);
  expect(demo.output()).not.toContain(demo.apiKey);
});

test('a booking made in the embedded page goes live in the status above it', async ({page}) => {
  await page.goto(`${demo.url}/inline?cal-link=rick/approval`);
  const frame = page.frameLocator('booking-inline iframe');
  await frame
    .getByRole('button', {name: /^\d\d?:\d\d/})
    .first()
    .click();
  await frame.getByLabel(/name/i).first().fill('Grace Hopper');
  await frame
    .getByLabel(/e-?mail/i)
    .first()
    .fill('grace@example.com');
  await frame
    .getByRole('button', {name: /book|confirm|request/i})
    .last()
    .click();

  const status = page.locator('booking-status');
  await expect(status).toContainText(/request/i);
  const {bookings} = (await demo.control('state')) as {bookings: {uid: string; metadata: Record<string, string>}[]};
  const booking = bookings.at(-1)!;
  expect(booking.metadata['orderId']).toBe('A-1043');
  expect(booking.metadata['booking_ref']).toBeTruthy();
  await demo.control('confirm', {uid: booking.uid});
  await expect(status).toContainText(/confirmed/i);
});
