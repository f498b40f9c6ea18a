import {afterEach, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingErrorEvent} from '../../../src/elements/events.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {button, heading, introduce, openForm, proceed, startStandIn, type Network} from './system.ts';

/** Nothing leaves the device. */
const offline: Network = () => Promise.reject(new TypeError('Failed to fetch'));

function goOffline(cal: ReturnType<typeof startStandIn>) {
  cal.meet(offline);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
}

function comeBack(cal: ReturnType<typeof startStandIn>) {
  cal.meet(undefined);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  dispatchEvent(new Event('online'));
}

const send = () => userEvent.click(button(/^(Book|Request) /));
const expectAnswersKept = async () => {
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
  await expect.element(page.getByRole('textbox', {name: 'Email', exact: true})).toHaveValue('ada@example.com');
};

afterEach(() => vi.useRealTimers());

test.each(['taken-400', 'taken-409', 'taken-409-core'] as const)('a time that is lost at the last moment (%s) is replaced by one tap, with all answers', async fault => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  await proceed();
  await introduce();
  cal.controls.failNext(fault);
  await send();

  await expect.element(page.getByText('9:00 AM was just taken.')).toBeVisible();
  await expectNoViolations(form);
  const instead = page.getByRole('group', {name: 'Next free times:'});
  await userEvent.click(instead.getByRole('button').first());
  await expectAnswersKept();
  await send();
  await expect.element(heading('You are booked')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test.each([
  ['429', /^Too many tries/],
  ['shape', /^We do not know yet whether your booking was made/],
] as const)('%s while booking leaves the answers and the button', async (fault, text) => {
  const cal = startStandIn();
  const form = await openForm('rick/approval');
  await proceed();
  await introduce();
  cal.controls.failNext(fault);
  await send();

  await expect.element(page.getByText(text).first()).toBeVisible();
  await expectAnswersKept();
  await expectNoViolations(form);
  await send();
  // Cal.com answers a request it has already with the one there is.
  await expect.element(heading('Request sent')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test('a 500 that booked nothing can be tried again at once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  cal.controls.failNext('500');
  await send();

  await expect.element(page.getByText(/^We do not know yet whether your booking was made/)).toBeVisible();
  await expectAnswersKept();
  await send();
  await expect.element(heading('You are booked')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test('a connection that breaks after the booking was made says that it was most likely made, and never books twice', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  cal.controls.failNext('lost-answer');
  await send();

  await expect.element(page.getByText(/^Your booking was most likely made/)).toBeVisible();
  await expectAnswersKept();
  await send();
  await expect.element(page.getByText(/^Your booking was most likely made/)).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
  await expect.element(button('Change time').first()).toBeVisible();
});

test('a booking that takes too long says so on the way, and ends with what is known', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  const late: Network = (request, deliver) => (request.method === 'POST'
    ? new Promise((_, reject) => {
      void deliver(request);
      request.signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    })
    : deliver(request));
  cal.meet(late);
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  (button(/^Book /).element() as HTMLElement).click();
  await vi.advanceTimersByTimeAsync(1_600);
  await expect.poll(() => document.querySelector('booking-form')!.shadowRoot!.textContent).toContain('Almost there…');
  await vi.advanceTimersByTimeAsync(7_000);
  expect(document.querySelector('booking-form')!.shadowRoot!.textContent).toContain('Still working.');
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();

  await expect.element(page.getByText(/^(We do not know yet|Your booking was most likely made)/).first()).toBeVisible();
  await expectAnswersKept();
  expect(cal.booked()).toHaveLength(1);
});

test('a double click books once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  await userEvent.dblClick(button(/^Book /));

  await expect.element(heading('You are booked')).toBeVisible();
  expect(cal.writes).toHaveLength(1);
});

test('a double press of Enter books once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  await userEvent.keyboard('{Enter}{Enter}');

  await expect.element(heading('You are booked')).toBeVisible();
  expect(cal.writes).toHaveLength(1);
});

test('without a network at the start there is a way on, and it goes on by itself when the network is back', async () => {
  const cal = startStandIn();
  goOffline(cal);
  const form = await openForm('rick/30min');

  await expect.element(button('Try again')).toBeVisible();
  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();
  await expectNoViolations(form);

  comeBack(cal);
  await expect.element(page.getByRole('radio').first()).toBeVisible();
});

test('without a network another month says so and is loaded when it is back', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  goOffline(cal);
  for (let month = 0; month < 3; month++) await userEvent.click(button(/^Next month/));

  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();
  comeBack(cal);
  await expect.element(page.getByRole('radio').first()).toBeVisible();
});

test('without a network while booking nothing is lost and nothing is booked; then it is booked once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  goOffline(cal);
  await send();

  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();
  await expectAnswersKept();
  expect(cal.booked()).toHaveLength(0);

  comeBack(cal);
  await send();
  await expect.element(heading('You are booked')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test('without a network cancelling says so, and works when it is back', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  await send();
  await userEvent.click(button('Cancel booking'));
  goOffline(cal);
  await userEvent.click(button('Cancel booking'));
  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();

  comeBack(cal);
  await userEvent.click(button('Cancel booking'));
  await expect.element(heading('This booking was cancelled')).toBeVisible();
});

test('what the server refuses is said at its question, and the page is told', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  const errors: BookingErrorEvent[] = [];
  form.addEventListener('booking-error', event => errors.push(event));
  await proceed();
  await introduce();
  const refusal = {status: 'error', error: {code: 'BAD_REQUEST', message: 'responses - {email}email_validation_error, '}};
  cal.meet(async (request, deliver) => (request.method === 'POST' ? Response.json(refusal, {status: 400}) : deliver(request)));
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
  await expect.element(heading('You are booked')).toBeVisible();
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
  const refusal = {status: 'error', error: {code: 'UnauthorizedException', message: 'checkBookingRequiresAuthentication - only for authenticated users'}};
  cal.meet(async (request, deliver) => (request.method === 'POST' ? Response.json(refusal, {status: 401}) : deliver(request)));
  await send();

  await expect.element(page.getByText(/^You need to sign in/)).toBeVisible();
  await expect.element(page.getByRole('link', {name: 'Open the booking page'})).toHaveAttribute('href', 'https://cal.com/rick/30min');
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
    await cal.fetch(new Request('https://api.cal.com/v2/bookings', {
      method: 'POST', headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'}, body: JSON.stringify({eventTypeId: 1005, start, attendee}),
    }));
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

  await expect.element(page.getByRole('alert').filter({hasText: 'Too many tries'})).toBeVisible();
  expect(form.shadowRoot!.querySelector('[role="status"]')).not.toBeNull();
});
