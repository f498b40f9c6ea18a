import {eventTypes} from '../../../mocks/world/event-types.ts';
import {startFormSystem, type FormSystem} from './form-system.ts';
import {expect, test, type Page} from '../test.ts';

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

async function introduce(): Promise<void> {
  await page.getByRole('textbox', {name: 'Your name'}).fill('Ada Lovelace');
  await page.getByRole('textbox', {name: 'Email', exact: true}).fill('ada@example.com');
  await button(/^Book /).click();
}

/** Books through the proxy and resolves with the manage token the page got. */
async function book(calLink: string): Promise<string> {
  let token = '';
  // A browser keeps no body that its page reads piece by piece.
  await page.route(
    ({pathname}) => pathname === '/v2/bookings',
    async route => {
      const response = await route.fetch();
      token = ((await response.json()) as {manage: {token: string}}).manage.token;
      await route.fulfill({response});
    },
    {times: 1},
  );
  await system.show(page, 'proxy', `<booking-form cal-link="${calLink}"></booking-form>`);
  await choose(0);
  await introduce();
  await expect(heading('You’re booked')).toBeVisible();
  return token;
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
  await expect(page.getByRole('heading', {name: /You’re booked|Your booking was moved/})).toBeVisible();

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

  await expect(heading('You’re booked')).toBeVisible({timeout: 20_000});
  expect(booked()).toHaveLength(1);
});

test('a booking whose answer is lost between the proxy and the page is the same one at the second try', async () => {
  await fill();
  await page.route(
    '**/v2/bookings',
    async route => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    {times: 1},
  );
  await button(/^Book /).click();
  await expect(
    page.getByText('We do not know yet whether your booking was made.', {exact: false}).first(),
  ).toBeVisible();
  await expect(page.getByRole('textbox', {name: 'Your name'})).toHaveValue('Ada Lovelace');
  expect(booked()).toHaveLength(1);

  await button(/^Book /).click();
  await expect(heading('You’re booked')).toBeVisible();
  expect(booked()).toHaveLength(1);
});

test('a double click through the proxy books once', async () => {
  await fill();
  await button(/^Book /).dblclick();

  await expect(heading('You’re booked')).toBeVisible();
  expect(booked()).toHaveLength(1);
});

for (const mode of ['direct', 'proxy'] as const) {
  test(`${mode}: who may have no second booking moves the first one, with what was typed kept`, async () => {
    await system.show(page, mode, '<booking-form cal-link="rick/one-at-a-time"></booking-form>');
    await choose(0);
    await introduce();
    await expect(heading('You’re booked')).toBeVisible();
    const [old] = booked();
    await button('Book another time').click();
    await choose(3);
    await button(/^Book /).click();
    await expect(page.getByText(/^You have as many bookings as you can have here at once/)).toBeVisible();

    await button('Move your booking').click();
    await expect(page.getByText('Choose a new time for your booking.')).toBeVisible();
    await choose(5);
    await button(/^Move to/).click();
    await expect(heading('Your booking was moved')).toBeVisible();
    expect(booked()).toMatchObject([{rescheduledFromUid: old!.uid}]);
  });
}

test('direct: a booking of before is moved by the uid that Cal.com gives; where it gives none, its page is offered', async () => {
  for (const link of ['one-at-a-time', 'only-one']) {
    await system.show(page, 'direct', `<booking-form cal-link="rick/${link}"></booking-form>`);
    await choose(link === 'only-one' ? 1 : 0);
    await introduce();
    await expect(heading('You’re booked')).toBeVisible();
    await system.show(page, 'direct', `<booking-form cal-link="rick/${link}"></booking-form>`);
    await choose(5);
    await introduce();
    await expect(page.getByText(/^You have as many bookings/)).toBeVisible();
    await expect(page.getByRole('link', {name: 'Open the booking page'})).toBeVisible();
    if (link === 'only-one') return expect(button('Move your booking')).toHaveCount(0);
    await button('Move your booking').click();
    await expect(page.getByText('Choose a new time for your booking.')).toBeVisible();
  }
});

test("proxy: whoever types another's address is offered the booking page, and no booking to move", async () => {
  await book('rick/one-at-a-time');
  const {uid} = booked()[0]!;
  await system.show(page, 'proxy', '<booking-form cal-link="rick/one-at-a-time"></booking-form>');
  await choose(5);
  await introduce();
  await expect(page.getByText(/^You have as many bookings/)).toBeVisible();
  await expect(page.getByRole('link', {name: 'Open the booking page'})).toBeVisible();
  await expect(button('Move your booking')).toHaveCount(0);
  expect(await page.evaluate(() => document.querySelector('booking-form')!.shadowRoot!.innerHTML)).not.toContain(uid);
});

for (const mode of ['direct', 'proxy'] as const) {
  test(`${mode}: where a move wants the e-mail address proved, a code is asked for`, async () => {
    const code = () => system.cal.cal.controls.state().codes['ada@example.com']!;
    const confirm = async () => {
      await expect(heading('Check your email')).toBeVisible();
      await expect(page.getByText(/^We sent a code to ada@example.com/)).toBeVisible();
      await page.getByRole('textbox', {name: 'Code from the email'}).fill(code());
    };
    await system.show(page, mode, '<booking-form cal-link="rick/verified"></booking-form>');
    await choose(0);
    await introduce();
    await confirm();
    await button('Confirm and book').click();
    await expect(heading('You’re booked')).toBeVisible();

    await button('Change time').click();
    await choose(5);
    await button(/^Move to/).click();
    await confirm();
    await button('Move your booking').click();
    await expect(heading('Your booking was moved')).toBeVisible();
    expect(booked()).toHaveLength(1);
  });
}

test("proxy: a link does not say whose address is to be proved, so Cal.com's page for the move is offered", async () => {
  const token = await book('rick/30min');
  const {uid} = booked()[0]!;
  const row = eventTypes.find(({slug}) => slug === '30min')!;
  row.requiresEmailCode = true;
  try {
    await system.show(page, 'proxy', `<booking-form reschedule-uid="${uid}" manage-token="${token}"></booking-form>`);
    await choose(5);
    await button(/^Move to/).click();
    await expect(page.getByText('This booking needs a code from your email.')).toBeVisible();
    await expect(page.getByRole('link', {name: 'Open the booking page'})).toHaveAttribute(
      'href',
      `${system.cal.url}/reschedule/${uid}`,
    );
  } finally {
    delete row.requiresEmailCode;
  }
});
