import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingCancelledEvent} from '../../../../src/elements/events/events-later.ts';
import {book, button, focused, focusedText, heading, openForm, startStandIn} from '../system.ts';

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

test('a series is cancelled as a whole', async () => {
  const cal = startStandIn();
  await openForm('rick/weekly');
  await book();
  await userEvent.click(button('Cancel booking'));
  await userEvent.click(button('Cancel all 4 bookings'));

  await expect.element(heading('This booking was cancelled')).toBeVisible();
  expect(cal.booked()).toHaveLength(0);
});
