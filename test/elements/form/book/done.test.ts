import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingCreatedEvent} from '../../../../src/elements/events/events-later.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {book, button, focusedText, heading, openForm, startStandIn} from '../system.ts';

test('a booking is confirmed where it was made, and the confirmation has the focus', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  const events: BookingCreatedEvent[] = [];
  form.addEventListener('booking-created', event => events.push(event));

  await book();

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(focusedText()).toBe('You’re booked');
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    accepted: true,
    bubbles: true,
    composed: true,
    booking: {uid: cal.booked()[0]!.uid},
  });
  await expect.element(page.getByText('We’ve emailed the details to ada@example.com.')).toBeVisible();
  await expect.element(page.getByRole('link', {name: 'Join the meeting'})).toBeVisible();
});

test('a request is never called a booking', async () => {
  startStandIn();
  const form = await openForm('rick/approval');

  await book();

  await expect.element(heading('Request sent')).toBeVisible();
  expect(form.shadowRoot!.textContent).not.toMatch(/booked/i);
  await expect.element(button('Change time')).toBeVisible();
});

test('a calendar file and four web calendars stand behind one button that opens by keyboard', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  await book();
  await expect.element(page.getByText('Add to calendar')).toBeVisible();
  const links = () => page.getByRole('link', {name: /opens in a new tab/}).elements();
  expect(links()).toHaveLength(0);

  form.shadowRoot!.querySelector('summary')!.focus();
  await userEvent.keyboard('{Enter}');

  await expect.element(page.getByRole('link', {name: /^Google/})).toBeVisible();
  expect(links().map(link => new URL((link as HTMLAnchorElement).href).hostname)).toEqual([
    'calendar.google.com',
    'outlook.live.com',
    'outlook.office.com',
    'calendar.yahoo.com',
  ]);
  expect((links()[0] as HTMLAnchorElement).href).toContain(cal.booked()[0]!.start.slice(0, 10).replaceAll('-', ''));
});

test("the calendar file is made in the page, with the booking's uid and a name that says what it is", async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await book();
  const files: Promise<string>[] = [];
  const names: string[] = [];
  const create = URL.createObjectURL;
  URL.createObjectURL = blob => {
    files.push((blob as Blob).text());
    return 'about:blank';
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    names.push(this.download);
  };

  await userEvent.click(page.getByText('Add to calendar'));
  await userEvent.click(button(/\.ics/));
  URL.createObjectURL = create;
  HTMLAnchorElement.prototype.click = click;

  const [booking] = cal.booked();
  expect(await files[0]).toContain(`UID:${booking!.uid}\r\n`);
  expect(names).toEqual([`30-min-meeting-between-rick-astley-and-ada-lovelace-${booking!.start.slice(0, 10)}.ics`]);
});

test('another time is booked with the same answers', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await book();

  await userEvent.click(button('Book another time'));
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await userEvent.click(page.getByRole('radio').nth(2));
  await userEvent.click(button(/^Continue with/));
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
  await userEvent.click(button(/^Book /));

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.booked()).toHaveLength(2);
});

test("the shop's next step stands under the confirmation", async () => {
  startStandIn();
  const form = await openForm('rick/30min');
  form.innerHTML = '<a slot="done" href="#pay">Continue to payment</a>';

  await book();

  await expect.element(page.getByRole('link', {name: 'Continue to payment'})).toBeVisible();
});

test.each(['light', 'dark'] as const)('the confirmation has no accessibility problem (%s)', async theme => {
  startStandIn();
  const form = await openForm('rick/30min', {theme});
  await book();
  await expect.element(heading('You’re booked')).toBeVisible();
  await expect.element(page.getByText('Add to calendar')).toBeVisible();
  await userEvent.click(page.getByText('Add to calendar'));

  await expectNoViolations(form);
});
