import type {BookingForm} from '../../src/elements/form/booking-form.ts';

/** The shop's payment step. A real one opens its provider's page; this one waits a moment and is paid. */
async function takeMoney(): Promise<void> {
  say('Paying…');
  await new Promise(resolve => setTimeout(resolve, 800));
}

const form = document.querySelector<HTMLFormElement>('form.payment')!;
const booking = form.querySelector<BookingForm>('booking-form')!;
const button = form.querySelector('button')!;
const say = (text: string): void => {
  document.querySelector('#ordered')!.textContent = text;
};

async function payFirst(): Promise<void> {
  // Answers missing, or the time gone: the form says so, and no money moves.
  if (!(await booking.check())) return say('');
  await takeMoney();
  const isBooked = await booking.book();
  say(isBooked ? 'Paid and booked.' : 'Paid. The time was lost meanwhile: choose another one, you will not pay again.');
  button.hidden = isBooked;
}

async function bookFirst(uid: string): Promise<void> {
  await takeMoney();
  // The shop's backend hears from its payment provider and confirms the booking with its key.
  const response = await fetch(`/demo/paid?${new URLSearchParams({uid})}`, {method: 'POST'});
  say(
    response.ok
      ? 'Paid. Your booking is being confirmed.'
      : 'Paid, but the booking could not be confirmed. We will write to you.',
  );
  button.hidden = true;
}

let uid: string | undefined;
booking.addEventListener('booking-created', event => {
  uid = event.booking.uid;
  button.disabled = false;
});

form.addEventListener('submit', event => {
  event.preventDefault();
  button.disabled = true;
  const work = form.dataset['order'] === 'pay-first' ? payFirst() : bookFirst(uid!);
  void work.finally(() => (button.disabled = false));
});
