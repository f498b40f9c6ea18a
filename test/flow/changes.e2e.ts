import {startFormSystem, type FormSystem} from './form-system.ts';
import {expect, test, type Page} from './test.ts';

let system: FormSystem;
let page: Page;

test.beforeAll(async ({browser}) => {
  system = await startFormSystem();
  page = await browser.newPage();
  await page.goto(system.address);
});

test.afterAll(async () => {
  await page?.close();
  await system?.close();
});

test.beforeEach(() => {
  system.cal.cal.controls.reset();
  system.writes.length = 0;
});

const button = (name: string | RegExp) => page.getByRole('button', {name});
const heading = (name: string) => page.getByRole('heading', {name});
const booked = () => system.cal.cal.controls.state().bookings.filter(({status}) => status !== 'cancelled');

async function choose(index: number): Promise<void> {
  await page.getByRole('radio').nth(index).click();
  await button(/^Continue with/).click();
}

/** Books through the proxy and resolves with the manage token the page got. */
async function book(calLink: string): Promise<string> {
  const answer = page.waitForResponse(response => response.request().method() === 'POST' && new URL(response.url()).pathname === '/v2/bookings');
  await system.show(page, 'proxy', `<booking-form cal-link="${calLink}"></booking-form>`);
  await choose(0);
  await page.getByRole('textbox', {name: 'Your name'}).fill('Ada Lovelace');
  await page.getByRole('textbox', {name: 'Email', exact: true}).fill('ada@example.com');
  await button(/^Book /).click();
  await expect(heading('You are booked')).toBeVisible();
  return (await (await answer).json() as {manage: {token: string}}).manage.token;
}

test('through the proxy a booking is moved and then cancelled by who made it', async () => {
  await book('rick/30min');
  const [old] = booked();

  await button('Change time').click();
  await choose(5);
  await button(/^Move to/).click();
  await expect(heading('Your booking was moved')).toBeVisible();
  expect(booked()).toMatchObject([{rescheduledFromUid: old!.uid}]);

  await button('Cancel booking').click();
  await page.getByRole('textbox', {name: /^Reason/}).fill('Ill');
  await button('Cancel booking').click();
  await expect(heading('This booking was cancelled')).toBeVisible();
  expect(booked()).toEqual([]);
});

test('a link with its token moves a booking, and what it became can be cancelled', async () => {
  const token = await book('rick/30min');
  const {uid} = booked()[0]!;

  await system.show(page, 'proxy', `<booking-form reschedule-uid="${uid}" manage-token="${token}"></booking-form>`);
  await expect(page.getByText('Choose a new time for your booking.')).toBeVisible();
  await choose(5);
  await button(/^Move to/).click();
  await expect(heading('Your booking was moved')).toBeVisible();
  expect(booked()).toHaveLength(1);
  await button('Cancel booking').click();
  await button('Cancel booking').click();
  await expect(heading('This booking was cancelled')).toBeVisible();
});

test('a link without its token changes nothing and says so', async () => {
  await book('rick/30min');
  const {uid} = booked()[0]!;

  await system.show(page, 'proxy', `<booking-form cal-link="rick/30min" reschedule-uid="${uid}"></booking-form>`);
  await choose(5);
  await button(/^Move to/).click();

  await expect(page.getByRole('alert').getByText('This link does not work.', {exact: false})).toBeVisible();
  expect(booked()).toMatchObject([{uid}]);
});

test('a seat is moved and given back through the proxy', async () => {
  await book('rick/workshop');
  await button('Change time').click();
  await choose(3);
  await button(/^Move to/).click();
  await expect(page.getByRole('heading', {name: /You are booked|Your booking was moved/})).toBeVisible();

  await button('Cancel booking').click();
  await button('Cancel booking').click();
  await expect(heading('This booking was cancelled')).toBeVisible();
  expect(system.writes.at(-1)!.body).toEqual({seatUid: expect.any(String)});
  expect(booked()).toEqual([]);
});

test('a series is cancelled as a whole through the proxy', async () => {
  await book('rick/weekly');
  expect(booked()).toHaveLength(4);

  await button('Cancel booking').click();
  await button('Cancel all 4 bookings').click();

  await expect(heading('This booking was cancelled')).toBeVisible();
  expect(booked()).toEqual([]);
});

async function fill(): Promise<void> {
  await system.show(page, 'proxy', '<booking-form cal-link="rick/30min"></booking-form>');
  await choose(0);
  await page.getByRole('textbox', {name: 'Your name'}).fill('Ada Lovelace');
  await page.getByRole('textbox', {name: 'Email', exact: true}).fill('ada@example.com');
}

test('a booking whose answer is lost between Cal.com and the proxy is found, and confirmed without another try', async () => {
  await fill();
  system.cal.cal.controls.failNext('lost-answer');
  await button(/^Book /).click();

  await expect(heading('You are booked')).toBeVisible({timeout: 20_000});
  expect(booked()).toHaveLength(1);
});

test('a booking whose answer is lost between the proxy and the page is the same one at the second try', async () => {
  await fill();
  await page.route('**/v2/bookings', async route => {
    await route.fetch();
    await route.abort('connectionreset');
  }, {times: 1});
  await button(/^Book /).click();
  await expect(page.getByText('We do not know yet whether your booking was made.', {exact: false}).first()).toBeVisible();
  await expect(page.getByRole('textbox', {name: 'Your name'})).toHaveValue('Ada Lovelace');
  expect(booked()).toHaveLength(1);

  await button(/^Book /).click();
  await expect(heading('You are booked')).toBeVisible();
  expect(booked()).toHaveLength(1);
});

test('a double click through the proxy books once', async () => {
  await fill();
  await button(/^Book /).dblclick();

  await expect(heading('You are booked')).toBeVisible();
  expect(booked()).toHaveLength(1);
});
