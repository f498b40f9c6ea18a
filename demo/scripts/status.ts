import type {BookingView, Step} from '../../src/core/model/wire.ts';
import type {BookingStatus} from '../../src/elements/status/booking-status.ts';

const minutes = (count: number) =>
  new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + count * 60_000).toISOString();
const requested: Step = {name: 'requested', status: 'done', at: minutes(-180)};
const paid: Step = {name: 'payment', status: 'done', at: minutes(-150)};
const confirmed: Step = {name: 'confirmed', status: 'done', at: minutes(-140)};
const waiting: Step = {name: 'confirmed', status: 'waiting'};
const view = (state: BookingView['state'], steps: Step[], members: Partial<BookingView> = {}): BookingView => ({
  uid: 'sample',
  state,
  start: minutes(2880),
  end: minutes(2910),
  steps,
  ...members,
});
const nowhere = {token: 'none', url: `${location.origin}/demo/nowhere`};

/** What is set on the sample for each state. */
const samples: Record<string, Partial<BookingStatus>> = {
  'No booking yet': {},
  // A stream that is open and says nothing about a booking.
  Loading: {live: {token: 'none', url: `${location.origin}/demo/traffic`}},
  Unknown: {view: {uid: 'sample', state: 'unknown', steps: []}},
  Pending: {view: view('pending', [requested, waiting])},
  'Awaiting payment': {view: view('awaiting_payment', [requested, {name: 'payment', status: 'waiting'}, waiting])},
  Paid: {view: view('paid', [requested, paid, waiting])},
  'Awaiting a host': {view: view('awaiting_host', [waiting])},
  Accepted: {view: view('accepted', [requested, paid, confirmed], {joinUrl: 'https://meet.example.com/sample'})},
  'With effects': {
    view: view('accepted', [
      requested,
      confirmed,
      {name: 'add_to_crm', status: 'done', at: minutes(-139)},
      {name: 'send_invoice', status: 'failed', at: minutes(-138)},
      {name: 'tell_slack', status: 'skipped'},
      {name: 'order_coffee', status: 'waiting'},
    ]),
  },
  Rejected: {view: view('rejected', [requested, {name: 'rejected', status: 'failed', at: minutes(-140)}])},
  Cancelled: {view: view('cancelled', [requested, confirmed, {name: 'cancelled', status: 'failed', at: minutes(-60)}])},
  'Another time wanted': {
    view: view('cancelled', [requested, {name: 'cancelled', status: 'failed', at: minutes(-60)}], {
      rescheduleExpected: true,
    }),
  },
  Rescheduled: {
    view: view('rescheduled', [requested, confirmed, {name: 'rescheduled', status: 'done', at: minutes(-30)}], {
      rescheduledTo: 'other',
    }),
  },
  'Connection lost': {view: view('pending', [requested, waiting]), live: nowhere},
  'Token refused': {token: 'forged', proxy: location.origin},
  'Wrong link': {bookingUid: 'nobody', proxy: location.origin},
};

const sample = document.querySelector<BookingStatus>('#sample')!;
const buttons = document.querySelector('#states .buttons')!;

function show(name: string): void {
  Object.assign(sample, {
    view: undefined,
    live: undefined,
    token: undefined,
    bookingUid: undefined,
    proxy: undefined,
    ...samples[name],
  });
  for (const button of buttons.querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button.textContent === name));
}

await customElements.whenDefined('booking-status');
for (const name of Object.keys(samples)) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.addEventListener('click', () => show(name));
  buttons.append(button);
}
show('Accepted');

// A page for the visitor's link needs no form.
if (document.querySelector('booking-status[data-from-address][booking-uid]')) {
  document.querySelector('#form')!.remove();
  document.querySelector('#how')!.textContent =
    'This is what the link in a visitor’s mail opens: whoever has it may move and cancel the booking.';
}

document.querySelector('#form')?.addEventListener('booking-created', async event => {
  const {uid} = (event as HTMLElementEventMap['booking-created']).booking;
  const response = await fetch(`/demo/mail?uid=${encodeURIComponent(uid)}`, {method: 'POST'});
  if (!response.ok) return;
  const {
    data: {url},
  } = (await response.json()) as {data: {url: string}};
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.textContent = 'Open the visitor’s own link (in a new tab)';
  document.querySelector('#mail')!.replaceChildren('A shop’s mail holds it: ', link);
});
