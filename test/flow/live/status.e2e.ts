import {startDemo, type Demo} from '../demo.ts';
import {expect, test, type Page} from '../test.ts';

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.afterAll(() => demo?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', {name});
const card = (page: Page) => page.locator('booking-status[data-from-address]');
const bookings = async () =>
  ((await demo.control('state')) as {bookings: {uid: string; status: string; rescheduledFromUid?: string}[]}).bookings;

/** Books with the demo's form; resolves with the link a shop's mail would hold. */
async function book(page: Page): Promise<string> {
  await page.goto(`${demo.url}/status`);
  await expect(card(page)).toContainText('No booking yet');
  await page.getByRole('radio').first().click();
  await button(page, /^Continue with/).click();
  await page.getByRole('textbox', {name: 'Your name'}).fill('Ada Lovelace');
  await page.getByRole('textbox', {name: 'Email', exact: true}).fill('ada@example.com');
  await button(page, /^Request /).click();
  const link = page.getByRole('link', {name: /own link/});
  await expect(link).toBeVisible();
  return (await link.getAttribute('href'))!.replace('127.0.0.1', 'localhost');
}

test("the visitor's own link shows the booking, follows its host, moves it and cancels it, and the page it came from hears all of that", async ({
  page,
  context,
}) => {
  const url = await book(page);
  await expect(card(page)).toContainText('Requested, waiting for the host to confirm');
  const own = await context.newPage();
  const asked: string[] = [];
  own.on('request', request => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await own.goto(url);
  await expect(card(own)).toContainText('Requested, waiting for the host to confirm');
  const {uid} = (await bookings()).at(-1)!;
  expect(asked.filter(line => line.includes(uid))).toEqual([`GET /v2/bookings/${uid}`]);

  await demo.control('confirm', {uid});
  for (const each of [page, own]) await expect(card(each)).toContainText('Your booking is confirmed');

  await button(own, 'Change time').click();
  await own.getByRole('radio').nth(4).click();
  await button(own, /^Continue with/).click();
  await button(own, /^Move to/).click();
  await expect(card(own).locator('booking-form')).toHaveCount(0);
  await expect(card(own)).toContainText('Requested, waiting for the host to confirm');
  await expect(card(page)).toContainText('Requested, waiting for the host to confirm');
  const moved = (await bookings()).at(-1)!;
  expect(moved.rescheduledFromUid).toBe(uid);

  await demo.control('confirm', {uid: moved.uid});
  await expect(card(own)).toContainText('Your booking is confirmed');
  await button(own, 'Cancel booking').click();
  await own.getByRole('textbox', {name: /^Reason/}).fill('I am ill.');
  await button(own, 'Cancel booking').click();
  await expect(card(own)).toContainText('Your booking is cancelled');
  expect((await bookings()).find(booking => booking.uid === moved.uid)?.status).toBe('cancelled');

  // The link in the old mail leads to what became of the booking.
  await own.reload();
  await expect(card(own)).toContainText('Your booking is cancelled');
  await own.close();
});

test('a forged link opens nothing and says what to do', async ({page}) => {
  const url = new URL(await book(page));
  url.hash = url.hash.replace(/token=[^&]*/, 'token=forged');
  await page.goto('about:blank');
  await page.goto(url.href);

  await expect(card(page)).toContainText('This link does not work.');
  await expect(card(page).getByRole('button', {name: 'Reload the page'})).toBeVisible();
  await expect(card(page).getByRole('button', {name: 'Cancel booking'})).toHaveCount(0);
});

test('the demo shows every state by its button', async ({page}) => {
  await page.goto(`${demo.url}/status`);
  const said: Record<string, string> = {
    'No booking yet': 'No booking yet',
    Loading: 'Looking up your booking',
    Unknown: 'Checking your booking',
    Pending: 'Requested',
    'Awaiting payment': 'Waiting for your payment',
    Paid: 'Your payment arrived',
    'Awaiting a host': 'Waiting for a host',
    Accepted: 'Join the meeting',
    'With effects': 'Not needed',
    Rejected: 'declined',
    Cancelled: 'is cancelled',
    'Another time wanted': 'pick a new time',
    Rescheduled: 'was moved',
    'Connection lost': 'Reconnecting',
    'Token refused': 'does not work',
    'Wrong link': 'no booking under this link',
  };
  for (const [name, text] of Object.entries(said)) {
    await page.locator('#states').getByRole('button', {name, exact: true}).click();
    await expect(page.locator('#sample')).toContainText(text);
  }
});
