import {html} from 'lit';
import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import type {BookingStatus} from '../../../src/elements/status/booking-status.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';
import {fakeProxy} from './fake-proxy.ts';
import {button, focused, focusedText, startStandIn, type StandIn} from '../form/system.ts';

/** A booking of `rick/30min` that was made before the page was opened. */
async function bookedBefore({fetch}: StandIn): Promise<{uid: string; start: string}> {
  const ask = async (path: string, version: string, body?: object) => {
    const init = body ? {method: 'POST', body: JSON.stringify(body)} : {};
    const response = await fetch(
      new Request(`https://api.cal.com${path}`, {
        ...init,
        headers: {'cal-api-version': version, 'content-type': 'application/json'},
      }),
    );
    return ((await response.json()) as {data: Record<string, {start: string}[]>}).data;
  };
  const from = new Date().toISOString();
  const to = new Date(Date.now() + 10 * 86_400_000).toISOString();
  const slots = Object.values(await ask(`/v2/slots?eventTypeId=1001&start=${from}&end=${to}`, '2024-09-04')).flat();
  const attendee = {name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'UTC'};
  return (await ask('/v2/bookings', '2024-08-13', {
    eventTypeId: 1001,
    start: new Date(slots[3]!.start).toISOString(),
    attendee,
  })) as never;
}

const title = page.getByRole('status').first();
const says = (text: string) => expect.element(title).toHaveTextContent(text);

/** What a visitor's link shows without a proxy. */
async function open(options: FixtureOptions = {}) {
  const cal = startStandIn();
  const {uid, start} = await bookedBefore(cal);
  const status = await fixture<BookingStatus>(
    html`<booking-status booking-uid=${uid} cal-link="rick/30min" time-zone="UTC"></booking-status>`,
    options,
  );
  await expect.element(button('Cancel booking')).toBeVisible();
  const told: string[] = [];
  const names = ['booking-state-change', 'booking-rescheduled', 'booking-cancelled', 'booking-error'];
  for (const name of names) status.addEventListener(name, ({type}) => told.push(type));
  return {cal, uid, start, status, told};
}

async function press(name: string, key = '{Enter}') {
  (button(name).element() as HTMLElement).focus();
  await userEvent.keyboard(key);
}

test('a booking is cancelled after a question, and the page is told', async () => {
  const {cal, uid, told, status} = await open();

  await userEvent.click(button('Cancel booking'));
  await expect.poll(focusedText).toBe('Cancel this booking?');
  await userEvent.fill(page.getByRole('textbox', {name: /^Reason/}), 'I am ill.');
  await userEvent.click(button('Cancel booking'));

  await says('Your booking is cancelled');
  expect(cal.writes.at(-1)).toEqual({path: `/v2/bookings/${uid}/cancel`, body: {cancellationReason: 'I am ill.'}});
  expect(told).toEqual(['booking-state-change', 'booking-cancelled']);
  expect(focused()).toBe(status.shadowRoot!.querySelector('#title'));
  expect(page.getByRole('button').elements()).toEqual([]);
});

test('a booking is cancelled by keyboard, or kept', async () => {
  const {cal} = await open();

  await press('Cancel booking');
  await expect.poll(focusedText).toBe('Cancel this booking?');
  await userEvent.keyboard('{Tab}{Tab}{Tab}');
  expect(focusedText()).toBe('Keep it');
  await userEvent.keyboard(' ');
  await expect.poll(focusedText).toBe('Cancel booking');
  expect(cal.booked()).toHaveLength(1);

  await userEvent.keyboard('{Enter}');
  await expect.poll(focusedText).toBe('Cancel this booking?');
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await says('Your booking is cancelled');
  expect(cal.booked()).toEqual([]);
});

test('a cancellation that is refused says so and keeps the reason', async () => {
  const {cal, told} = await open();
  await userEvent.click(button('Cancel booking'));
  await userEvent.fill(page.getByRole('textbox', {name: /^Reason/}), 'I am ill.');
  cal.controls.failNext('429');
  await userEvent.click(button('Cancel booking'));

  await expect.element(page.getByRole('alert').getByText(/^We’re very busy/)).toBeVisible();
  await expect.element(page.getByRole('textbox', {name: /^Reason/})).toHaveValue('I am ill.');
  expect(told).toEqual(['booking-error']);
  await says('Your booking is confirmed');
});

test('a booking is moved in place, and followed under its new uid', async () => {
  const {cal, uid, start, told, status} = await open();
  const before = page.getByText(/–/).first().element().textContent;

  await userEvent.click(button('Change time'));
  await expect.element(page.getByText('Choose a new time for your booking.')).toBeVisible();
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await userEvent.click(page.getByRole('radio').nth(6));
  await userEvent.click(button(/^Continue with/));
  await userEvent.click(button(/^Move to/));

  await expect.element(button('Cancel booking')).toBeVisible();
  const [moved] = cal.booked();
  expect(moved!.uid).not.toBe(uid);
  expect(Date.parse(moved!.start)).not.toBe(Date.parse(start));
  await expect.poll(() => page.getByText(/–/).first().element().textContent).not.toBe(before);
  await expect.poll(() => told).toEqual(['booking-rescheduled', 'booking-state-change']);
  expect(status.shadowRoot!.querySelector('booking-form')).toBeNull();
  expect(title.element().textContent).toMatch(/Moved to another time: .* at /);
  expect(focused()).toBe(status.shadowRoot!.querySelector('#title'));

  // What is changed now is the new booking.
  await userEvent.click(button('Cancel booking'));
  await userEvent.click(button('Cancel booking'));
  await says('Your booking is cancelled');
  expect(cal.booked()).toEqual([]);
});

test('the choice of another time opens and closes by keyboard', async () => {
  const {cal, status} = await open();

  await press('Change time');
  await expect.element(button('Keep the old time')).toBeVisible();
  expect(focused()).toBe(status.shadowRoot!.querySelector('#moving'));
  await press('Keep the old time');

  await expect.poll(focusedText).toBe('Change time');
  expect(status.shadowRoot!.querySelector('booking-form')).toBeNull();
  expect(cal.writes.filter(({path}) => path.endsWith('/reschedule'))).toEqual([]);
});

test('where no times can be had the old one can be kept', async () => {
  const {cal} = await open();
  cal.meet(async () => Response.error());

  await userEvent.click(button('Change time'));
  await userEvent.click(button('Keep the old time'));

  await expect.element(button('Change time')).toBeVisible();
});

const grant = {token: 'secret', url: 'https://book.example.com/live'};
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** What the proxy answers about a booking. */
function answerOf(members: object = {}, live: object | undefined = grant) {
  const data = {
    uid: 'bk1',
    title: 'Talk',
    status: 'accepted',
    start: soon(2),
    end: soon(2.1),
    hosts: [],
    attendees: [],
    metadata: {},
    ...members,
  };
  return Response.json({status: 'success', data, ...(live ? {live} : {})});
}

const mountProxied = () =>
  fixture<BookingStatus>(html`
  <booking-status booking-uid="bk1" manage-token="may" proxy="https://book.example.com" time-zone="UTC"></booking-status>
`);

test('through a proxy the manage token opens the booking, its stream and its changes', async () => {
  const sent: [string, string | null][] = [];
  const keep = (name: string, init: RequestInit) =>
    sent.push([name, new Headers(init.headers).get('booking-manage-token')]);
  const {stream} = fakeProxy({
    '/v2/bookings/bk1': init => (keep('read', init), answerOf()),
    '/v2/bookings/bk1/cancel': init => (keep('cancel', init), answerOf({status: 'cancelled'})),
  });
  await mountProxied();
  await says('Your booking is confirmed');
  const connection = await stream();
  expect(connection.headers.get('authorization')).toBe('Bearer secret');
  connection.send({
    uid: 'bk1',
    state: 'accepted',
    start: soon(2),
    end: soon(2.1),
    joinUrl: 'https://meet.example.com/1',
    steps: [],
  });
  await expect.element(page.getByRole('link', {name: 'Join the meeting'})).toBeVisible();

  await userEvent.click(button('Cancel booking'));
  await userEvent.click(button('Cancel booking'));

  await says('Your booking is cancelled');
  expect(page.getByRole('link').elements()).toEqual([]);
  expect(sent).toEqual([
    ['read', 'may'],
    ['cancel', 'may'],
  ]);
});

test('through a proxy a moved booking is followed over the stream of the one it became', async () => {
  const {stream} = fakeProxy({
    '/v2/bookings/bk1': () => answerOf(),
    '/v2/bookings/bk2': () => answerOf({uid: 'bk2', start: soon(3), end: soon(3.1)}, {...grant, token: 'second'}),
  });
  const status = await mountProxied();
  const states: (string | undefined)[] = [];
  status.addEventListener('booking-state-change', ({state, view}) => states.push(`${state} ${view.uid}`));
  const first = await stream();

  first.send({uid: 'bk1', state: 'rescheduled', rescheduledTo: 'bk2', steps: []});

  const second = await stream(2);
  expect(second.headers.get('authorization')).toBe('Bearer second');
  await says('Your booking is confirmed');
  await expect.poll(() => first.isOpen).toBe(false);
  expect(states).toEqual(['accepted bk1', 'rescheduled bk1', 'accepted bk2']);
});

test.each([
  ['token_expired', 401, 'This page was open for too long. Please reload it.'],
  ['not_found', 404, 'There is no booking under this link. Check the link in your email.'],
])('a manage token that opens nothing (%s) says what to do', async (code, status, text) => {
  fakeProxy({'/v2/bookings/bk1': () => Response.json({error: {code, message: 'No.', details: {}}}, {status})});
  await mountProxied();

  await expect.element(page.getByText(text)).toBeVisible();
  expect(button('Cancel booking').elements()).toEqual([]);
});

test('without the right to it nothing can be changed', async () => {
  fakeProxy({'/v2/bookings/bk1': () => answerOf()});
  await fixture(html`<booking-status booking-uid="bk1" proxy="https://book.example.com"></booking-status>`);

  await says('Your booking is confirmed');
  expect(page.getByRole('button').elements()).toEqual([]);
});

test('what began can be cancelled but not moved, what is over neither', async () => {
  const answers: Record<string, () => Response> = {
    '/v2/bookings/bk1': () => answerOf({start: soon(-0.1), end: soon(0.1)}),
  };
  fakeProxy(answers);
  const status = await mountProxied();
  await expect.element(button('Cancel booking')).toBeVisible();
  expect(button('Change time').elements()).toEqual([]);

  answers['/v2/bookings/bk1'] = () => answerOf({start: soon(-2), end: soon(-1)});
  status.manageToken = 'another';

  await expect.element(button('Cancel booking')).not.toBeInTheDocument();
});

test.each(['light', 'dark'] as const)('every step of a change is accessible, in 280 px too (%s)', async theme => {
  const {status} = await open({theme, width: 296});
  await expectNoViolations(status);

  await userEvent.click(button('Cancel booking'));
  await expectNoViolations(status);
  await userEvent.click(button('Keep it'));
  await userEvent.click(button('Change time'));
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await expectNoViolations(status);
  expect(status.scrollWidth).toBeLessThanOrEqual(status.clientWidth);
});
