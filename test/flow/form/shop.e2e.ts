import {startDemo, type Demo} from '../demo.ts';
import {expect, test, type Page} from '../test.ts';

interface Booked {
  uid: string;
  status: string;
  metadata: Record<string, string>;
}

let demo: Demo;

test.beforeAll(async () => {
  demo = await startDemo();
});

test.beforeEach(() => demo.control('reset', {}));
test.afterAll(() => demo?.close());

const bookings = async () => ((await demo.control('state')) as {bookings: Booked[]}).bookings;

async function fillIn(page: Page): Promise<void> {
  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue with/}).click();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
}

test("the shop's own button books, and the order is placed with the booking", async ({page}) => {
  await page.goto(`${demo.url}/submit`);
  await fillIn(page);
  await page.getByRole('button', {name: 'Place order'}).click();

  const [booking] = await expect.poll(bookings).toHaveLength(1).then(bookings);
  await expect(page.locator('#ordered')).toHaveText(`Order A-1044 placed with booking ${booking!.uid}.`);
  expect(booking!.metadata['orderId']).toBe('A-1044');
});

test('a shop whose visitor chose nothing places no order', async ({page}) => {
  await page.goto(`${demo.url}/submit`);
  await expect(page.getByRole('radio').first()).toBeVisible();
  await page.getByRole('button', {name: 'Place order'}).click();

  await expect(page.locator('#ordered')).toHaveText('');
  expect(await bookings()).toEqual([]);
});

test('booked, then paid: the request holds the time, the payment confirms it, the page hears of it', async ({page}) => {
  await page.goto(`${demo.url}/book-first`);
  await expect(page.getByRole('button', {name: /^Pay/})).toBeDisabled();
  await fillIn(page);
  await page.getByRole('button', {name: /^Request/}).click();
  await expect(page.getByRole('heading', {name: 'Request sent'})).toBeVisible();

  await page.getByRole('button', {name: /^Pay/}).click();

  await expect(page.getByText('Paid. Your booking is being confirmed.')).toBeVisible();
  await expect(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  expect((await bookings()).map(({status}) => status)).toEqual(['accepted']);
});

test('paid, then booked: what was checked before the payment is booked after it, once', async ({page}) => {
  await page.goto(`${demo.url}/pay-first`);
  await fillIn(page);
  await page.getByRole('button', {name: /^Pay/}).click();

  await expect(page.getByText('Paid and booked.')).toBeVisible();
  const [booking, ...others] = await bookings();
  expect(others).toEqual([]);
  expect(booking!.metadata).toMatchObject({orderId: 'A-1046'});
});

test('paid, then booked: a time that somebody else took is told before any money moves', async ({page}) => {
  await page.goto(`${demo.url}/pay-first`);
  await fillIn(page);
  const start = await page.evaluate(() =>
    String(new FormData(document.querySelector('form')!).get('appointment.start')),
  );
  const taken = await fetch(`${demo.url.replace('localhost', '127.0.0.1')}/cal/v2/bookings`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'cal-api-version': '2024-08-13'},
    body: JSON.stringify({
      eventTypeId: 1001,
      start,
      attendee: {name: 'Eve', email: 'eve@example.com', timeZone: 'UTC'},
    }),
  });
  expect(taken.status).toBe(201);

  await page.getByRole('button', {name: /^Pay/}).click();

  await expect(page.getByText('Next free times:')).toBeVisible();
  await expect(page.getByText(/^Paid/)).toHaveCount(0);
  expect(await bookings()).toHaveLength(1);
});

test('calendar, times and questions laid out by hand book as well', async ({page}) => {
  await page.goto(`${demo.url}/parts`);
  await page.getByRole('radio').nth(1).click();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Email', {exact: true}).fill('ada@example.com');
  await page.getByRole('button', {name: 'Book', exact: true}).click();

  await expect(page.getByText(/^Booked: /)).toBeVisible();
  expect(await bookings()).toHaveLength(1);
});
