import {bodyCheck, startFormSystem, type FormSystem, type Mode} from './form-system.ts';
import {kinds, type Kind} from './kinds.ts';
import {expect, test, type Page} from '../test.ts';

let system: FormSystem;
/** One for all: what is tested is the element, not the loading of it. */
let page: Page;
const {isThere, problemsOf} = bodyCheck();

test.beforeAll(async ({browser}) => {
  system = await startFormSystem();
  page = await browser.newPage();
  await page.goto(system.address);
  if (!isThere)
    console.warn(
      "Cal.com's corrected OpenAPI document is not at hand: bodies are compared, but not checked against it.",
    );
});

test.afterAll(async () => {
  await page?.close();
  await system?.close();
});

test.beforeEach(() => {
  system.cal.cal.controls.reset();
  system.writes.length = 0;
});

const bodies = () => system.writes.filter(({path}) => path === '/v2/bookings').map(({body}) => body);

async function proceed(page: Page, pick?: Kind['pick']): Promise<void> {
  await expect(page.getByRole('radio').first()).toBeVisible();
  await pick?.(page);
  await page.getByRole('radio').first().click();
  await page.getByRole('button', {name: /^Continue with/}).click();
}

async function introduce(page: Page): Promise<void> {
  await page.getByRole('textbox', {name: 'Your name'}).fill('Ada Lovelace');
  await page.getByRole('textbox', {name: 'Email', exact: true}).fill('ada@example.com');
}

const send = (page: Page) => page.getByRole('button', {name: /^(Book|Request) /}).click();

async function bookKind(page: Page, mode: Mode, kind: Kind): Promise<void> {
  const {calLink, attributes = '', pick, answer, confirm, introduces = true, heading = 'You’re booked'} = kind;
  await system.show(
    page,
    mode,
    `<booking-form ${calLink ? `cal-link="${calLink}"` : ''} ${attributes}></booking-form>`,
  );
  await proceed(page, pick);
  if (introduces) await introduce(page);
  await answer?.(page);
  await send(page);
  await confirm?.(page, () => system.cal.cal.controls.state().codes['ada@example.com']!);
  await expect(page.getByRole('heading', {name: new RegExp(`^(${heading})$`)})).toBeVisible();
}

for (const mode of ['direct', 'proxy'] as const) {
  for (const kind of kinds.filter(({only = mode}) => only === mode)) {
    test(`${mode}: ${kind.name}: the page books, and Cal.com gets exactly what it accepts`, async () => {
      await bookKind(page, mode, kind);

      const {attendee, ...members} = kind.body;
      const body = bodies().at(-1)!;
      const whole = {name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'UTC', language: 'en', ...attendee};
      expect(body).toEqual({
        start: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/),
        attendee: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)),
        metadata: expect.objectContaining({booking_attempt: expect.any(String)}),
        ...members,
      });
      expect(problemsOf(body)).toEqual([]);
    });
  }

  test(`${mode}: a release that takes numbers as texts only gets a text, and one booking is made`, async () => {
    Object.assign(system.cal.cal.world.options, {numberAnswers: 'string'});
    try {
      await bookKind(
        page,
        mode,
        kinds.find(({calLink}) => calLink === 'rick/questions')!,
      );
    } finally {
      Object.assign(system.cal.cal.world.options, {numberAnswers: 'number'});
    }

    expect(
      bodies().map(({bookingFieldsResponses}) => (bookingFieldsResponses as Record<string, unknown>)['party-size']),
    ).toEqual([4, '4']);
    expect(system.cal.cal.controls.state().bookings).toHaveLength(1);
  });

  test(`${mode}: a paid event type goes on to Cal.com's page in a dialog, with its price`, async () => {
    await system.show(page, mode, '<booking-form cal-link="rick/paid"></booking-form>');
    await expect(page.getByText('This booking costs €49.00. You’ll pay on the next page.')).toBeVisible();

    await page.getByRole('button', {name: 'Continue to payment'}).click();

    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page.frameLocator('iframe').getByText('Paid consultation').first()).toBeVisible();
    expect(bodies()).toEqual([]);
  });

  test(`${mode}: a group of people goes on to Cal.com's page`, async () => {
    await system.show(page, mode, '<booking-form cal-link="rick+morty/dynamic"></booking-form>');

    await expect(page.getByText('A meeting with several people is booked on the booking page.')).toBeVisible();
    await expect(page.getByRole('button', {name: 'Continue to the booking page'})).toBeVisible();
  });
}

const handedOver = 'This booking asks for something that only the booking page can take.';

test("direct: an answer only the owner could give is asked for on Cal.com's page once Cal.com insists on it", async () => {
  await system.show(page, 'direct', '<booking-form cal-link="rick/hidden-question"></booking-form>');
  await page.evaluate(() =>
    addEventListener('booking-error', event =>
      document.documentElement.setAttribute(
        'data-fields',
        JSON.stringify((event as Event & {error?: {fields?: object}}).error?.fields),
      ),
    ),
  );
  await proceed(page);
  await introduce(page);
  await send(page);

  await expect(page.getByText(handedOver)).toBeVisible();
  await expect(page.getByRole('button', {name: 'Continue to the booking page'})).toBeVisible();
  await expect(page.getByRole('textbox', {name: 'Your name'})).toHaveValue('Ada Lovelace');
  await expect(page.locator('html')).toHaveAttribute('data-fields', '{"internal-code":"required"}');
});

test("proxy: an answer only the owner could give is asked for on Cal.com's page before anything is filled in, and its name stays there", async () => {
  const response = page.waitForResponse(answer => answer.url().includes('/v2/event-types'));
  await system.show(page, 'proxy', '<booking-form cal-link="rick/hidden-question"></booking-form>');

  await expect(page.getByText(handedOver)).toBeVisible();
  await expect(page.getByRole('button', {name: 'Continue to the booking page'})).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  expect(await (await response).text()).not.toContain('internal-code');
});

test("direct: what takes a login goes on to Cal.com's page", async () => {
  await system.show(page, 'direct', '<booking-form cal-link="rick/members"></booking-form>');
  await expect(page.getByText('You need to sign in to book this.')).toBeVisible();
  await expect(page.getByRole('button', {name: 'Continue to the booking page'})).toBeVisible();
});

test('proxy: where Cal.com no longer knows the call that sends codes, its own page asks for one', async ({page}) => {
  // With a proxy of its own: a visitor gets one code a minute, and the tests above asked for one.
  const own = await startFormSystem();
  try {
    const {cal} = own.cal;
    const {fetch} = cal;
    const message = 'Cannot POST /v2/atoms/verification/email/send-code';
    const refusal = {status: 'error', error: {code: 'NotFoundException', message}};
    Object.assign(cal, {
      fetch: (request: Request) =>
        request.url.endsWith('/send-code') ? Response.json(refusal, {status: 404}) : fetch(request),
    });
    await page.goto(own.address);
    await own.show(page, 'proxy', '<booking-form cal-link="rick/verified"></booking-form>');
    await proceed(page);
    await introduce(page);
    await send(page);

    await expect(page.getByText('This booking needs a code from your email.')).toBeVisible();
    await expect(page.getByRole('button', {name: 'Continue to the booking page'})).toBeVisible();
  } finally {
    await own.close();
  }
});

test('without a popup on the page the booking page is a link', async ({page: plain}) => {
  await plain.route('**/src/define/booking-popup.ts', route =>
    route.fulfill({contentType: 'text/javascript', body: ''}),
  );
  await plain.goto(system.address);
  await system.show(plain, 'direct', '<booking-form cal-link="rick/paid"></booking-form>');

  await expect(plain.getByRole('link', {name: 'Open the booking page'})).toHaveAttribute(
    'href',
    `${system.cal.url}/rick/paid`,
  );
});
