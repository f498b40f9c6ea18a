import {html, type TemplateResult} from 'lit';
import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../../src/elements/form/booking-form.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../../support/fixture.ts';
import {button, focusedText, heading, introduce, openForm, proceed, startStandIn} from '../system.ts';

const show = (template: TemplateResult, options?: FixtureOptions) => fixture<BookingForm>(template, options);
const email = page.getByRole('textbox', {name: 'Email', exact: true});

test('going on leads to the questions, whose heading has the focus, under what was chosen', async () => {
  startStandIn();
  await openForm('rick/30min');
  await proceed();

  await expect.poll(focusedText).toBe('Your details');
  await expect.element(page.getByText(/9:00\sAM – 9:30\sAM/)).toBeVisible();
  await expect.element(button(/^Book .*, 9:00\sAM$/)).toBeVisible();
});

test('an event type that waits for its host says so on the button', async () => {
  startStandIn();
  await openForm('rick/approval');
  await proceed();

  await expect.element(button(/^Request /)).toBeVisible();
});

test('going back to another time keeps what was typed', async () => {
  startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  await userEvent.click(button('Change time'));
  await proceed(4);

  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
  await expect.element(email).toHaveValue('ada@example.com');
  await expect.element(page.getByText(/11:00\sAM – 11:30\sAM/)).toBeVisible();
});

test('the keyboard alone is enough, from the times to the confirmation', async () => {
  startStandIn();
  const form = await openForm('rick/30min');
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  (page.getByRole('radio').first().element() as HTMLElement).focus();
  await userEvent.keyboard(' ');
  await userEvent.tab();
  expect(focusedText()).toMatch(/^Continue with/);
  await userEvent.keyboard('{Enter}');
  await expect.poll(focusedText).toBe('Your details');
  await userEvent.tab();
  await userEvent.keyboard('Ada Lovelace');
  await userEvent.tab();
  await userEvent.keyboard('ada@example.com{Enter}');

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(form.matches(':state(confirmed)')).toBe(true);
});

test('a page may refuse to send the answers, and nothing is lost', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  form.addEventListener('booking-submit', event => event.preventDefault());
  await proceed();
  await introduce();
  await userEvent.click(button(/^Book /));

  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
  expect(cal.writes).toEqual([]);
});

test('what the page fills in stands there, and what the visitor types wins', async () => {
  const cal = startStandIn();
  await show(
    html`<booking-form cal-link="rick/30min" time-zone="UTC" .prefill=${{name: 'Grace', email: 'grace@example.com'}} .metadata=${{order: 'A-1'}}></booking-form>`,
  );
  await proceed();
  await expect.element(email).toHaveValue('grace@example.com');
  await userEvent.fill(page.getByLabelText('Your name'), 'Ada Lovelace');
  await userEvent.click(button('Change time'));
  await proceed(1);
  await userEvent.click(button(/^Book /));

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.writes[0]!.body).toMatchObject({
    attendee: {name: 'Ada Lovelace', email: 'grace@example.com'},
    metadata: {order: 'A-1'},
  });
});

test('answers that are missing are listed on top with links to their fields', async () => {
  startStandIn();
  const form = await openForm('rick/questions');
  await proceed();
  await userEvent.click(button(/^Book /));

  await expect.poll(focusedText).toBe('Please check 5 answers');
  await userEvent.click(page.getByRole('link', {name: 'Company size'}));
  await expect
    .poll(() => form.shadowRoot!.querySelector('booking-questions')!.shadowRoot!.activeElement?.tagName)
    .toBe('SELECT');
  await expectNoViolations(form);
});

test('nothing is complained about before a field was left, and what is mended is quiet at once', async () => {
  startStandIn();
  await openForm('rick/30min');
  await proceed();
  await userEvent.click(email);
  await userEvent.keyboard('ada@');
  await expect.element(email).not.toHaveAttribute('aria-invalid');
  await userEvent.tab();
  await expect.element(email).toHaveAttribute('aria-invalid', 'true');
  await userEvent.click(email);
  await userEvent.keyboard('example.com');
  await expect.element(email).not.toHaveAttribute('aria-invalid');
});

test('browsers know what the fields are for, and a number that the place needs too is asked for once', async () => {
  startStandIn();
  await openForm('rick/phone-only');
  await proceed();
  await expect.poll(() => page.getByRole('textbox', {name: /phone number/i}).elements()).toHaveLength(1);
  await expect.element(page.getByRole('textbox', {name: 'Your name'})).toHaveAttribute('autocomplete', 'name');
  await expect
    .element(page.getByRole('textbox', {name: 'Phone number', exact: true}))
    .toHaveAttribute('autocomplete', 'tel');
});

test("a field of the page's own stands for a question, and others go along as metadata", async () => {
  const cal = startStandIn();
  await show(html`
    <booking-form cal-link="rick/30min" time-zone="UTC">
      <label slot="fields">Work email <input name="email" type="email" required></label>
      <label slot="fields">Order number <input name="order_number"></label>
    </booking-form>
  `);
  await proceed();
  expect(email.elements()).toHaveLength(0);
  await userEvent.fill(page.getByLabelText('Your name'), 'Ada Lovelace');
  await userEvent.fill(page.getByLabelText('Order number'), 'A-1042');
  await userEvent.click(button(/^Book /));
  await expect.element(page.getByRole('link', {name: 'Work email'})).toBeVisible();
  await userEvent.click(page.getByRole('link', {name: 'Work email'}));
  await expect.poll(() => (document.activeElement as HTMLInputElement).name).toBe('email');
  await expect.element(page.getByLabelText('Work email')).toHaveAttribute('aria-invalid', 'true');

  await userEvent.keyboard('ada@example.com');
  await userEvent.click(button(/^Book /));
  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.writes[0]!.body).toMatchObject({attendee: {email: 'ada@example.com'}, metadata: {order_number: 'A-1042'}});
});

test("a field of the page's own that the browser finds wrong keeps the booking back", async () => {
  const cal = startStandIn();
  await show(html`
    <booking-form cal-link="rick/30min" time-zone="UTC"><label slot="fields">Order number <input name="order_number" required></label></booking-form>
  `);
  await proceed();
  await introduce();
  await userEvent.click(button(/^Book /));

  await expect.element(page.getByRole('link', {name: 'Order number'})).toBeVisible();
  expect(cal.writes).toEqual([]);
  await userEvent.fill(page.getByLabelText('Order number'), 'A-1042');
  await userEvent.click(button(/^Book /));
  await expect.element(heading('You’re booked')).toBeVisible();
});

test('all dates of a series are shown, and one that is taken says so before anything is sent', async () => {
  const cal = startStandIn();
  const first = new Date(Date.now() + 86_400_000);
  while (first.getUTCDay() === 0 || first.getUTCDay() === 6) first.setUTCDate(first.getUTCDate() + 1);
  first.setUTCHours(9, 0, 0, 0);
  const taken = new Date(first.getTime() + 14 * 86_400_000).toISOString();
  await cal.fetch(
    new Request('https://api.cal.com/v2/bookings', {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
      body: JSON.stringify({
        eventTypeId: 1001,
        start: taken,
        attendee: {name: 'Eve', email: 'eve@example.com', timeZone: 'UTC'},
      }),
    }),
  );
  const form = await openForm('rick/weekly');
  await proceed();
  const dates = page.getByRole('region', {name: 'All dates'});
  await expect.element(dates.getByText('not free')).toBeVisible();
  expect(dates.getByRole('listitem').elements()).toHaveLength(4);
  expect(dates.getByRole('listitem').elements()[2]!.textContent).toContain('not free');
  await expect.element(page.getByText(/^1 date is not free/)).toBeVisible();
  await expect.element(button(/^Book 4 dates from \w{3}, /)).toBeVisible();
  await expectNoViolations(form);

  await userEvent.selectOptions(page.getByLabelText('How many times?'), '1');
  await expect.element(button(/^Book \w{3}, /)).toBeVisible();
  await userEvent.selectOptions(page.getByLabelText('How many times?'), '2');
  await expect.element(button(/^Book 2 dates from \w{3}, /)).toBeVisible();
  await expect.poll(() => dates.getByText('not free').elements().length).toBe(0);
  await introduce();
  await userEvent.click(button(/^Book /));
  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.booked()).toHaveLength(3);
});

test('a series that Cal.com made in part is told as it is', async () => {
  const cal = startStandIn();
  await openForm('rick/weekly');
  await proceed();
  await introduce();
  cal.meet(async (request, deliver) => {
    const response = await deliver(request);
    if (request.method !== 'POST') return response;
    const answer = (await response.json()) as {data: object[]};
    return Response.json({...answer, data: answer.data.slice(0, 3)}, {status: 201});
  });
  await userEvent.click(button(/^Book /));

  await expect.element(page.getByText('1 date could not be booked.')).toBeVisible();
});

test('the code of an e-mail is asked for, sent again on request, and the way back keeps the answers', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/verified');
  await proceed();
  await introduce();
  await userEvent.click(button(/^Book /));
  await expect.element(page.getByText(/^We sent a code to ada@example.com/)).toBeVisible();
  await expect.poll(focusedText).toBe('Check your email');
  await expectNoViolations(form);

  const code = cal.controls.state().codes['ada@example.com'];
  await userEvent.click(button('Send another code'));
  await expect.poll(() => cal.controls.state().codes['ada@example.com']).not.toBe(code);
  await userEvent.click(button('Back to your answers'));
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
  expect(cal.writes).toEqual([]);
});

test('a checkout that waits for the code of an e-mail goes on by itself once there is a booking', async () => {
  const cal = startStandIn();
  const shop = await fixture<HTMLFormElement>(html`
    <form><booking-form name="slot" book-on-submit cal-link="rick/verified" time-zone="UTC"></booking-form><button>Place order</button></form>
  `);
  const sent: FormDataEntryValue[] = [];
  shop.addEventListener('submit', event => {
    event.preventDefault();
    sent.push(new FormData(shop).get('slot.uid')!);
  });
  await proceed();
  await introduce();
  await userEvent.click(button('Place order'));
  await expect.element(page.getByText(/^We sent a code/)).toBeVisible();
  await expect.poll(focusedText).toBe('Check your email');
  expect(sent).toEqual([]);
  // As an input method writes it.
  const code = cal.controls
    .state()
    .codes['ada@example.com']!.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  await userEvent.fill(page.getByRole('textbox', {name: 'Code from the email'}), code);
  await userEvent.keyboard('{Enter}');

  await expect.poll(() => sent).toHaveLength(1);
  expect(sent).toEqual([cal.booked()[0]!.uid]);
});

test.each(['light', 'dark'] as const)(
  'the questions have no accessibility problem, also while the answer is on its way (%s)',
  async theme => {
    const cal = startStandIn();
    const form = await openForm('rick/questions', {theme});
    await proceed();
    await expect.element(button(/^Book /)).toBeVisible();
    await expectNoViolations(form);

    const other = await openForm('rick/30min', {theme});
    form.remove();
    await proceed();
    await introduce();
    cal.meet((request, deliver) => (request.method === 'POST' ? new Promise(() => {}) : deliver(request)));
    await userEvent.click(button(/^Book /));
    await expect.element(button('Confirming…')).toHaveAttribute('aria-disabled', 'true');
    await expectNoViolations(other);
  },
);

test.each(['light', 'dark'] as const)(
  'what goes on to the booking page has no accessibility problem (%s)',
  async theme => {
    startStandIn();
    const form = await openForm('rick/paid', {theme});
    await expect.element(page.getByText(/costs €49.00/)).toBeVisible();
    await expectNoViolations(form);
  },
);
