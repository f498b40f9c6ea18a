import {html} from 'lit';
import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../../src/elements/form/booking-form.ts';
import type {BookingRescheduledEvent} from '../../../../src/elements/events/events-later.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {fixture} from '../../../support/fixture.ts';
import {book, button, focusedText, heading, openForm, startStandIn} from '../system.ts';
import {bookedBefore} from './booked-before.ts';

const openMove = (uid: string, calLink = 'rick/30min') =>
  fixture<BookingForm>(html`
  <booking-form cal-link=${calLink} reschedule-uid=${uid} time-zone="UTC"></booking-form>
`);

async function chooseNewTime(index = 6) {
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await userEvent.click(page.getByRole('radio').nth(index));
  await userEvent.click(button(/^Continue with/));
}

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
