import {html} from 'lit';
import {expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {fixture} from '../../support/fixture.ts';
import {standIn} from './stand-in.ts';

const cal = standIn();

const times = page.getByRole('radio');
const proceed = page.getByRole('button', {name: /^Continue with/});
const pay = page.getByRole('button', {name: 'Pay'});

/** A page's own form with a booking in it; `sent` counts what left it. */
async function shop(
  attributes: Partial<Record<'name' | 'bookOnSubmit' | 'valueOnly' | 'required' | 'disabled', unknown>> = {},
) {
  const {name = 'slot', bookOnSubmit = false, valueOnly = false, required = false, disabled = false} = attributes;
  const sent: Record<string, unknown>[] = [];
  const form = await fixture<HTMLFormElement>(html`
    <form @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      sent.push({
        ...Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement, event.submitter)),
        by: (event.submitter as HTMLButtonElement | null)?.value,
      });
    }}>
      <label>Voucher <input name="voucher" value="W7"></label>
      <fieldset ?disabled=${disabled}>
        <legend>When</legend>
        <booking-form cal-link="rick/30min" time-zone="UTC" name=${name} ?book-on-submit=${bookOnSubmit} ?value-only=${valueOnly} ?required=${required}></booking-form>
      </fieldset>
      <button name="action" value="pay">Pay</button>
      <button type="reset">Start again</button>
    </form>
  `);
  const booking = form.querySelector<BookingForm>('booking-form')!;
  await booking.updateComplete;
  return {form, booking, sent, data: () => Object.fromEntries(new FormData(form))};
}

async function fillIn() {
  await userEvent.click(times.first());
  await userEvent.click(proceed);
  await userEvent.fill(page.getByLabelText('Your name'), 'Ada Lovelace');
  await userEvent.fill(page.getByLabelText('Email', {exact: true}), 'ada@example.com');
}

const bookings = () => cal.cal.controls.state().bookings;

test("the page's form has the choice and the answers under the control's name, as they change", async () => {
  const {booking, data} = await shop({valueOnly: true});
  await expect.element(times.first()).toBeVisible();
  expect(Object.keys(data())).toEqual(['voucher']);
  await fillIn();

  const start = booking.shadowRoot!.querySelector('booking-questions') && String(data()['slot.start']);
  expect(start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
  expect(data()).toMatchObject({
    'slot.name': 'Ada Lovelace',
    'slot.email': 'ada@example.com',
    'slot.timeZone': 'UTC',
    'slot.eventTypeId': '1001',
    voucher: 'W7',
  });
  expect(bookings()).toEqual([]);
});

/** What the browser was given to keep of a control that is filled in, which is gone then. */
async function keepOne(): Promise<{state: string; start: unknown}> {
  const keep = vi.spyOn(ElementInternals.prototype, 'setFormValue');
  const {form, data} = await shop({valueOnly: true});
  await fillIn();
  await vi.waitFor(() => expect(data()).toMatchObject({'slot.email': 'ada@example.com'}));
  const kept = {state: String(keep.mock.lastCall![1]), start: data()['slot.start']};
  form.remove();
  // As in a tab that was closed: the browser alone knows it.
  sessionStorage.clear();
  history.replaceState(null, '');
  return kept;
}

test("what the browser kept of the page's form is there again, the time and the answers", async () => {
  const {state, start} = await keepOne();
  const {booking, data, sent} = await shop({valueOnly: true});
  booking.formStateRestoreCallback(state);
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
  await vi.waitFor(() =>
    expect(data()).toMatchObject({'slot.start': start, 'slot.name': 'Ada Lovelace', 'slot.email': 'ada@example.com'}),
  );
  await userEvent.click(pay);
  expect(sent).toMatchObject([{'slot.start': start, 'slot.name': 'Ada Lovelace', by: 'pay'}]);
});

test('of a time that is not free any more the answers are kept, and the visitor chooses another', async () => {
  const {state, start} = await keepOne();
  const {booking, data} = await shop({valueOnly: true});
  booking.formStateRestoreCallback(state.replace(String(start), String(start).replace(/T.*/, 'T03:17:00.000Z')));
  await userEvent.click(times.nth(1));
  await vi.waitFor(() => expect(data()).toMatchObject({'slot.name': 'Ada Lovelace', 'slot.email': 'ada@example.com'}));
});

test("value-only: the page's button sends the choice, and nothing is booked by the page", async () => {
  const {sent} = await shop({valueOnly: true});
  await fillIn();
  expect(page.getByRole('button', {name: /^Book/}).elements()).toEqual([]);

  await userEvent.click(pay);

  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({by: 'pay', 'slot.email': 'ada@example.com'});
  expect(bookings()).toEqual([]);
});

test("Enter in a question submits the page's form, not another one", async () => {
  const {sent} = await shop({valueOnly: true});
  await fillIn();

  await userEvent.keyboard('{Enter}');

  await expect.poll(() => sent.length).toBe(1);
});

test("without a name nothing of it is in the form's data", async () => {
  const {data} = await shop({name: '', valueOnly: true});
  await fillIn();
  expect(Object.keys(data())).toEqual(['voucher']);
});

test('a required control keeps the form from being sent until a time is chosen and the questions are answered', async () => {
  const {form, booking, sent} = await shop({valueOnly: true, required: true});
  await expect.element(times.first()).toBeVisible();
  await expect.poll(() => form.checkValidity()).toBe(false);
  expect(booking.matches(':invalid')).toBe(true);

  await userEvent.click(times.first());
  await userEvent.click(pay);

  await expect.element(page.getByText('Enter your name.').first()).toBeVisible();
  expect(sent).toEqual([]);
  await userEvent.fill(page.getByLabelText('Your name'), 'Ada');
  await userEvent.fill(page.getByLabelText('Email', {exact: true}), 'ada@example.com');
  expect(form.checkValidity()).toBe(true);
});

test('book-on-submit books when the form is submitted, then lets it go on once with the uid in its data and the same button', async () => {
  const {sent, booking} = await shop({bookOnSubmit: true});
  const created = vi.fn();
  booking.addEventListener('booking-created', created);
  await fillIn();

  await userEvent.click(pay);

  await expect.poll(() => sent.length).toBe(1);
  const [booked] = bookings();
  expect(bookings()).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    'slot.uid': booked!.uid,
    'slot.status': 'accepted',
    action: 'pay',
    by: 'pay',
    voucher: 'W7',
  });
  expect(created).toHaveBeenCalledOnce();
});

test("a double click on the page's button books and sends once", async () => {
  const {sent} = await shop({bookOnSubmit: true});
  await fillIn();

  await userEvent.dblClick(pay);

  await expect.poll(() => sent.length).toBe(1);
  await expect.element(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  expect(bookings()).toHaveLength(1);
  expect(sent).toHaveLength(1);
});

test('a form whose slot is lost is not sent; the visitor is offered others', async () => {
  const {sent} = await shop({bookOnSubmit: true});
  await fillIn();
  cal.cal.controls.failNext('taken-409');

  await userEvent.click(pay);

  await expect.element(page.getByText('Next free times:')).toBeVisible();
  expect(sent).toEqual([]);
});

test('a page that forgets the questions is stopped even when its form does not validate', async () => {
  const {form, sent} = await shop({bookOnSubmit: true});
  form.noValidate = true;
  await expect.element(times.first()).toBeVisible();

  await userEvent.click(pay);

  expect(sent).toEqual([]);
  expect(bookings()).toEqual([]);
});

test('a form that is sent before the times are there waits for them', async () => {
  const {form, sent} = await shop({bookOnSubmit: true});
  form.requestSubmit();

  expect(sent).toEqual([]);
  await expect.element(times.first()).toBeVisible();
});

test('resetting the form empties the control', async () => {
  const {data} = await shop({valueOnly: true});
  await fillIn();

  await userEvent.click(page.getByRole('button', {name: 'Start again'}));

  await expect.element(times.first()).toBeVisible();
  expect(Object.keys(data())).toEqual(['voucher']);
  await userEvent.click(times.first());
  await userEvent.click(proceed);
  await expect.element(page.getByLabelText('Your name')).toHaveValue('');
});

test('in a disabled fieldset nothing can be chosen', async () => {
  const {booking, form} = await shop({disabled: true});
  await expect.poll(() => booking.shadowRoot!.querySelector('.base')!.hasAttribute('inert')).toBe(true);

  form.querySelector('fieldset')!.disabled = false;
  await expect.poll(() => booking.shadowRoot!.querySelector('.base')!.hasAttribute('inert')).toBe(false);
});

test('pay, then book: the page asks whether the time is free, takes the money, and books under the same attempt', async () => {
  const {booking, data} = await shop({valueOnly: true});
  await fillIn();

  expect(await booking.check()).toBe(true);
  const attempt = data()['slot.attempt'];
  expect(attempt).toMatch(/^[\da-f-]{36}$/);
  expect(await booking.book()).toBe(true);

  expect(bookings()).toHaveLength(1);
  expect(bookings()[0]!.metadata).toMatchObject({booking_attempt: attempt});
  expect(await booking.book()).toBe(true);
  expect(bookings()).toHaveLength(1);
});

test('pay, then book: a time lost meanwhile is told before any money moves', async () => {
  const {booking} = await shop({valueOnly: true});
  await fillIn();
  const start = String(new FormData(booking.form!).get('slot.start'));
  await cal.cal.fetch(
    new Request('https://api.cal.com/v2/bookings', {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
      body: JSON.stringify({
        eventTypeId: 1001,
        start,
        attendee: {name: 'Eve', email: 'eve@example.com', timeZone: 'UTC'},
      }),
    }),
  );

  expect(await booking.check()).toBe(false);

  await expect.element(page.getByText('Next free times:')).toBeVisible();
});
