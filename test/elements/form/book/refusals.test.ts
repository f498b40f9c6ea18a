import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingErrorEvent} from '../../../../src/elements/events/events.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {button, expectAnswersKept, heading, introduce, openForm, proceed, send, startStandIn} from '../system.ts';

test('what the server refuses is said at its question, and the page is told', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  const errors: BookingErrorEvent[] = [];
  form.addEventListener('booking-error', event => errors.push(event));
  await proceed();
  await introduce();
  const refusal = {
    status: 'error',
    error: {code: 'BAD_REQUEST', message: 'responses - {email}email_validation_error, '},
  };
  cal.meet(async (request, deliver) =>
    request.method === 'POST' ? Response.json(refusal, {status: 400}) : deliver(request),
  );
  await send();

  const email = page.getByRole('textbox', {name: 'Email', exact: true});
  await expect.element(email).toHaveAttribute('aria-invalid', 'true');
  await expect.element(email).toHaveAccessibleDescription(/Enter an email address/);
  expect(errors).toMatchObject([{code: 'invalid_answers'}]);
  await expectNoViolations(form);

  cal.meet(undefined);
  await userEvent.fill(email, 'ada@example.org');
  await expect.element(email).not.toHaveAttribute('aria-invalid');
  await send();
  await expect.element(heading('You’re booked')).toBeVisible();
});

test.each([
  ['blocked@example.com', /^This email address cannot be used here/],
  ['limit@example.com', /^No more bookings are taken for this period/],
])('%s is refused in words that say what to do', async (address, text) => {
  startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce('Ada Lovelace', address);
  await send();

  await expect.element(page.getByText(text)).toBeVisible();
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
});

test('a login that turns out to be needed leads to the booking page, with the answers kept', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  await proceed();
  await introduce();
  const refusal = {
    status: 'error',
    error: {
      code: 'UnauthorizedException',
      message: 'checkBookingRequiresAuthentication - only for authenticated users',
    },
  };
  cal.meet(async (request, deliver) =>
    request.method === 'POST' ? Response.json(refusal, {status: 401}) : deliver(request),
  );
  await send();

  await expect.element(page.getByText(/^You need to sign in/)).toBeVisible();
  await expect
    .element(page.getByRole('link', {name: 'Open the booking page'}))
    .toHaveAttribute('href', 'https://cal.com/rick/30min');
  await expectAnswersKept();
  await expectNoViolations(form);
});

test('whoever has a seat already is told so, and nothing is booked twice', async () => {
  const cal = startStandIn();
  await openForm('rick/workshop');
  await proceed();
  await introduce();
  await send();
  await userEvent.click(button('Book another time'));
  await proceed();
  await send();

  await expect.element(page.getByText(/^You have already booked this time/)).toBeVisible();
  await expect.element(button('Change time').first()).toBeVisible();
  expect(cal.controls.state().bookings.flatMap(({attendees}) => attendees)).toHaveLength(1);
});

test('the last seat that goes to another leads to other times', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/workshop');
  await expect.element(page.getByText('3 seats left').first()).toBeVisible();
  await proceed();
  await introduce();
  const start = form.shadowRoot!.querySelector('time')!.dateTime;
  for (const name of ['bob', 'eve', 'dan']) {
    const attendee = {name, email: `${name}@example.com`, timeZone: 'UTC'};
    await cal.fetch(
      new Request('https://api.cal.com/v2/bookings', {
        method: 'POST',
        headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
        body: JSON.stringify({eventTypeId: 1005, start, attendee}),
      }),
    );
  }
  await send();

  await expect.element(page.getByText('Next free times:')).toBeVisible();
});

test('what went wrong on the way is announced', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  await proceed();
  await introduce();
  cal.controls.failNext('429');
  await send();

  await expect.element(page.getByRole('alert').filter({hasText: 'We’re very busy'})).toBeVisible();
  expect(form.shadowRoot!.querySelector('[role="status"]')).not.toBeNull();
});

test('a whole address as the cal-link leads to that very page when nothing can be booked here', async () => {
  startStandIn();
  await openForm('https://cal.com/rick/nowhere');

  await expect
    .element(page.getByRole('link', {name: 'Open the booking page'}))
    .toHaveAttribute('href', 'https://cal.com/rick/nowhere');
});
