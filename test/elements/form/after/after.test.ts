import {html} from 'lit';
import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../../src/elements/form/booking-form.ts';
import type {BookingCancelledEvent, BookingRescheduledEvent} from '../../../../src/elements/events/events-later.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {fixture} from '../../../support/fixture.ts';
import {book, button, focused, focusedText, heading, openForm, startStandIn, type StandIn} from '../system.ts';

/** A booking that was made before the page was opened. */
async function bookedBefore(
  cal: StandIn,
  eventTypeId = 1001,
  index = 3,
): Promise<{uid: string; start: string; seatUid?: string}> {
  const start = new Date().toISOString();
  const end = new Date(Date.now() + 10 * 86_400_000).toISOString();
  const ask = async (path: string, version: string, body?: object) => {
    const init = body ? {method: 'POST', body: JSON.stringify(body)} : {};
    const response = await cal.fetch(
      new Request(`https://api.cal.com${path}`, {
        ...init,
        headers: {'cal-api-version': version, 'content-type': 'application/json'},
      }),
    );
    return ((await response.json()) as {data: Record<string, {start: string}[]>}).data;
  };
  const slots = Object.values(
    await ask(`/v2/slots?eventTypeId=${eventTypeId}&start=${start}&end=${end}`, '2024-09-04'),
  ).flat();
  const attendee = {name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'UTC'};
  return (await ask('/v2/bookings', '2024-08-13', {
    eventTypeId,
    start: new Date(slots[index]!.start).toISOString(),
    attendee,
  })) as never;
}

const openMove = (uid: string, calLink = 'rick/30min') =>
  fixture<BookingForm>(html`
  <booking-form cal-link=${calLink} reschedule-uid=${uid} time-zone="UTC"></booking-form>
`);

async function chooseNewTime(index = 6) {
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await userEvent.click(page.getByRole('radio').nth(index));
  await userEvent.click(button(/^Continue with/));
}

test('a booking is cancelled after a question, with a reason, and the page is told', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  const told: BookingCancelledEvent[] = [];
  form.addEventListener('booking-cancelled', event => told.push(event));
  await book();
  const {uid} = cal.booked()[0]!;

  await userEvent.click(button('Cancel booking'));
  expect(cal.booked()).toHaveLength(1);
  await expect.poll(focusedText).toBe('Cancel this booking?');
  await userEvent.fill(page.getByRole('textbox', {name: /^Reason/}), 'I am ill.');
  await userEvent.click(button('Cancel booking'));

  await expect.element(heading('This booking was cancelled')).toBeVisible();
  expect(focusedText()).toBe('This booking was cancelled');
  expect(cal.writes.at(-1)).toEqual({path: `/v2/bookings/${uid}/cancel`, body: {cancellationReason: 'I am ill.'}});
  expect(told).toMatchObject([{uid, bubbles: true, composed: true}]);
  expect(button('Cancel booking').elements()).toEqual([]);
  await expect.element(button('Book another time')).toBeVisible();
});

test('the question whether to cancel is left by keyboard, and nothing is cancelled', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await book();
  await expect.element(button('Cancel booking')).toBeVisible();

  (button('Cancel booking').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focusedText).toBe('Cancel this booking?');
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  expect(focusedText()).toBe('Keep it');
  await userEvent.keyboard('{Enter}');

  await expect.poll(focusedText).toBe('Cancel booking');
  expect(cal.booked()).toHaveLength(1);
});

test('a cancellation that fails says so, keeps the reason, and works the second time', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await book();
  await userEvent.click(button('Cancel booking'));
  await userEvent.fill(page.getByRole('textbox', {name: /^Reason/}), 'I am ill.');
  cal.controls.failNext('429');
  await userEvent.click(button('Cancel booking'));

  await expect.element(page.getByRole('alert').getByText(/^We’re very busy/)).toBeVisible();
  await expect.element(page.getByRole('textbox', {name: /^Reason/})).toHaveValue('I am ill.');

  await userEvent.click(button('Cancel booking'));
  await expect.element(heading('This booking was cancelled')).toBeVisible();
});

test('a cancellation whose answer is lost is looked up', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await book();
  await userEvent.click(button('Cancel booking'));
  cal.controls.failNext('lost-answer');
  await userEvent.click(button('Cancel booking'));

  await expect.element(heading('This booking was cancelled')).toBeVisible();
  expect(cal.writes.filter(({path}) => path.endsWith('/cancel'))).toHaveLength(1);
});

test('a reason that Cal.com demands is asked for', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await book();
  await userEvent.click(button('Cancel booking'));
  const refusal = {statusCode: 400, message: 'Cancellation reason is required when you are the host'};
  cal.meet(async () => {
    cal.meet(undefined);
    return Response.json(refusal, {status: 400});
  });
  await userEvent.click(button('Cancel booking'));

  const reason = page.getByRole('textbox', {name: 'Reason', exact: true});
  await expect.element(reason).toHaveAttribute('aria-required', 'true');
  await expect.element(reason).toHaveAccessibleDescription('Please say why.');
  await expect.poll(() => focused()?.id).toBe('reason');
  await userEvent.click(button('Cancel booking'));
  expect(cal.booked()).toHaveLength(1);
  await userEvent.fill(reason, 'Ill');
  await userEvent.click(button('Cancel booking'));
  await expect.element(heading('This booking was cancelled')).toBeVisible();
});

test('an event type that forbids changes offers none', async () => {
  startStandIn();
  await openForm('rick/final');
  await book();

  await expect.element(button('Book another time')).toBeVisible();
  expect(button(/Cancel booking|Change time/).elements()).toEqual([]);
});

test('a booking is moved in place: the old time stands struck through, the new one is another booking', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  const told: BookingRescheduledEvent[] = [];
  form.addEventListener('booking-rescheduled', event => told.push(event));
  await book();
  const [old] = cal.booked();

  await userEvent.click(button('Change time'));
  await expect.poll(focusedText).toBe('Choose a new time for your booking.');
  expect(form.shadowRoot!.querySelector('s')!.textContent).toContain('9:00 AM');
  await chooseNewTime();
  await userEvent.fill(page.getByRole('textbox', {name: /^Reason/}), 'The train is late.');
  await userEvent.click(button(/^Move to/));

  await expect.element(heading('Your booking was moved')).toBeVisible();
  const [moved] = cal.booked();
  expect(cal.writes.at(-1)).toEqual({
    path: `/v2/bookings/${old!.uid}/reschedule`,
    body: {start: moved!.start, reschedulingReason: 'The train is late.'},
  });
  expect(told).toMatchObject([
    {booking: {uid: moved!.uid, rescheduledFromUid: old!.uid}, bubbles: true, composed: true},
  ]);
  expect(cal.booked()).toHaveLength(1);
});

test('the old time can be kept', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await book();
  await userEvent.click(button('Change time'));
  await userEvent.click(button('Keep the old time'));

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.writes).toHaveLength(1);
});

test('a link moves a booking: its own time counts as free, and nothing is asked again', async () => {
  const cal = startStandIn();
  const {uid, start} = await bookedBefore(cal);
  const before = cal.controls.state().requests.length;
  const form = await openMove(uid);

  await expect.element(page.getByText('Choose a new time for your booking.')).toBeVisible();
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  const requests = cal.controls.state().requests.slice(before);
  expect(
    requests
      .filter(({path}) => path.startsWith('/v2/slots'))
      .every(({path}) => path.includes(`bookingUidToReschedule=${uid}`)),
  ).toBe(true);
  expect([...form.shadowRoot!.querySelector('booking-slots')!.slots].some(slot => slot.start === start)).toBe(true);
  await chooseNewTime();
  expect(page.getByLabelText('Your name').elements()).toEqual([]);
  await userEvent.click(button(/^Move to/));

  await expect.element(heading('Your booking was moved')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test("a link in an old mail leads to the booking's present time", async () => {
  const cal = startStandIn();
  const {uid} = await bookedBefore(cal);
  const later = new Date(Date.parse(cal.booked()[0]!.start) + 3_600_000).toISOString();
  await cal.fetch(
    new Request(`https://api.cal.com/v2/bookings/${uid}/reschedule`, {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
      body: JSON.stringify({start: later}),
    }),
  );
  const [present] = cal.booked();
  await openMove(uid);
  await chooseNewTime(0);
  await userEvent.click(button(/^Move to/));

  await expect.element(heading('Your booking was moved')).toBeVisible();
  expect(cal.writes.at(-1)!.path).toBe(`/v2/bookings/${present!.uid}/reschedule`);
});

test('a link to a cancelled booking says so', async () => {
  const cal = startStandIn();
  const {uid} = await bookedBefore(cal);
  await cal.controls.cancel(uid);
  await openMove(uid);

  await expect.element(page.getByRole('alert').getByText(/already been cancelled/)).toBeVisible();
});

test('a link to a booking of another event type is told to the page, and offers nothing wrong', async () => {
  const cal = startStandIn();
  const {uid} = await bookedBefore(cal);
  await openMove(uid, 'rick/approval');

  await expect.element(page.getByRole('alert').getByText(/not available here/)).toBeVisible();
  expect(page.getByRole('radio').elements()).toEqual([]);
});

test('a move whose answer is lost is looked up and happens once', async () => {
  const cal = startStandIn();
  const {uid} = await bookedBefore(cal);
  await openMove(uid);
  await chooseNewTime();
  cal.controls.failNext('lost-answer');
  await userEvent.click(button(/^Move to/));

  await expect.element(heading('Your booking was moved')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test('a new time that is taken meanwhile leads to others, and the reason stays', async () => {
  const cal = startStandIn();
  const {uid} = await bookedBefore(cal);
  await openMove(uid);
  await chooseNewTime();
  await userEvent.fill(page.getByRole('textbox', {name: /^Reason/}), 'The train is late.');
  cal.controls.failNext('taken-400');
  await userEvent.click(button(/^Move to/));

  await expect.element(page.getByText('Next free times:')).toBeVisible();
  await chooseNewTime(1);
  await expect.element(page.getByRole('textbox', {name: /^Reason/})).toHaveValue('The train is late.');
  await userEvent.click(button(/^Move to/));
  await expect.element(heading('Your booking was moved')).toBeVisible();
});

test('a seat is moved and given back as a seat', async () => {
  const cal = startStandIn();
  await openForm('rick/workshop');
  await book();
  await userEvent.click(button('Change time'));
  await chooseNewTime(2);
  expect(page.getByRole('textbox', {name: /^Reason/}).elements()).toEqual([]);
  await userEvent.click(button(/^Move to/));
  await expect.element(heading(/You’re booked|Your booking was moved/)).toBeVisible();
  const {seatUid: before} = cal.writes.at(-1)!.body;
  expect(before).toEqual(expect.any(String));

  await userEvent.click(button('Cancel booking'));
  await userEvent.click(button('Cancel booking'));

  await expect.element(heading('This booking was cancelled')).toBeVisible();
  // At a time that had no booking yet the seat got another uid (cal-real.md 6).
  const {seatUid} = cal.writes.at(-1)!.body;
  expect(cal.writes.at(-1)!.body).toEqual({seatUid: expect.any(String)});
  expect(seatUid).not.toBe(before);
});

test('a series is cancelled as a whole', async () => {
  const cal = startStandIn();
  await openForm('rick/weekly');
  await book();
  await userEvent.click(button('Cancel booking'));
  await userEvent.click(button('Cancel all 4 bookings'));

  await expect.element(heading('This booking was cancelled')).toBeVisible();
  expect(cal.booked()).toHaveLength(0);
});

test.each(['light', 'dark'] as const)('moving and cancelling have no accessibility problem (%s)', async theme => {
  startStandIn();
  const form = await openForm('rick/30min', {theme});
  await book();
  await userEvent.click(button('Cancel booking'));
  await expect.element(page.getByText('Cancel this booking?')).toBeVisible();
  await expectNoViolations(form);
  await userEvent.click(button('Keep it'));

  await userEvent.click(button('Change time'));
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await expectNoViolations(form);
  await chooseNewTime();
  await expect.element(button(/^Move to/)).toBeVisible();
  await expectNoViolations(form);
});
