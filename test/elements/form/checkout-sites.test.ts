import {html} from 'lit';
import {expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {fixture} from '../../support/fixture.ts';
import {mount, standIn} from './stand-in.ts';

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

test.each([
  ['book-on-submit', {bookOnSubmit: true}],
  ['value-only and required', {valueOnly: true, required: true}],
  ['required', {required: true}],
] as const)("%s: the page's button says that no time is chosen, there, and goes there", async (_, attributes) => {
  const {form, booking, sent} = await shop(attributes);
  await expect.element(times.first()).toBeVisible();
  await expect.poll(() => form.checkValidity()).toBe(false);

  await userEvent.click(pay);

  await expect.element(page.getByText('Please choose a time.')).toBeVisible();
  await expect.poll(() => booking.shadowRoot!.activeElement?.localName).toBe('booking-slots');
  expect(sent).toEqual([]);
  await userEvent.click(times.first());
  await expect.poll(() => booking.shadowRoot!.textContent).not.toContain('Please choose a time.');
});

test('a button that is pressed before the control is there says what is missing as soon as it is', async () => {
  const {form, booking, sent} = await shop({bookOnSubmit: true});
  form.requestSubmit(form.querySelector('button'));
  await expect.poll(() => booking.shadowRoot!.textContent).toContain('Please choose a time.');
  expect(sent).toEqual([]);
});

test.each([
  [
    'replaces its button',
    (button: HTMLButtonElement) =>
      button.replaceWith(Object.assign(document.createElement('button'), {textContent: 'Wait …'})),
  ],
  ['takes its button away', (button: HTMLButtonElement) => button.remove()],
  [
    'disables its button',
    (button: HTMLButtonElement) => {
      button.disabled = true;
    },
  ],
  [
    'makes its button none that sends',
    (button: HTMLButtonElement) => {
      button.type = 'button';
    },
  ],
])('a page that %s while it is booked gets its order all the same, with what the button said', async (_, change) => {
  const {booking, sent, form} = await shop({bookOnSubmit: true});
  booking.addEventListener('booking-submit', () =>
    change(form.querySelector<HTMLButtonElement>('button[name=action]')!),
  );
  await fillIn();
  await userEvent.click(pay);

  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]).toMatchObject({'slot.uid': bookings()[0]!.uid, action: 'pay'});
  expect(bookings()).toHaveLength(1);
});

test('a form that leaves the page while it is booked is told of as an error, and the visitor reads that the booking was made', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const {booking, form, sent} = await shop({bookOnSubmit: true});
  const failed = vi.fn();
  booking.addEventListener('booking-error', failed);
  booking.addEventListener('booking-created', () => {
    const place = form.parentElement!;
    form.remove();
    place.append(booking);
  });
  await fillIn();
  await userEvent.click(pay);

  await expect.poll(() => failed.mock.calls.length).toBe(1);
  await expect.element(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  expect(sent).toEqual([]);
});

/**
 * What the form finds in the place of `crypto.randomUUID` when it makes its request; the stand-in behind `fetch` needs
 * its own.
 */
function whileBooking(randomUUID: (() => never) | undefined) {
  const get = () => {
    delete (crypto as Partial<Crypto>).randomUUID;
    return randomUUID?.();
  };
  document.addEventListener(
    'booking-submit',
    () => Object.defineProperty(crypto, 'randomUUID', {get, configurable: true}),
    {once: true},
  );
}

test('on plain http, where the browser has no crypto.randomUUID, an order is booked and sent', async () => {
  const {sent} = await shop({bookOnSubmit: true});
  await fillIn();
  whileBooking(undefined);
  await userEvent.click(pay);
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]!['slot.attempt']).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('what fails for a reason nobody thought of is told to the visitor and to the page', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  whileBooking(() => {
    throw new Error('no randomness');
  });
  const failed = vi.fn();
  document.addEventListener('booking-error', failed, {once: true});
  await mount();
  await fillIn();
  await userEvent.click(page.getByRole('button', {name: /^Book/}));
  await expect.element(page.getByRole('alert').getByText(/went wrong/)).toBeVisible();
  expect(failed).toHaveBeenCalledOnce();
  await vi.waitFor(() =>
    expect(said.mock.calls.filter(([text]) => String(text).startsWith('booking-elements:'))).toHaveLength(1),
  );
  expect(bookings()).toEqual([]);
});
