import {html, type LitElement} from 'lit';
import {expect, test} from 'vitest';
import {page} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import type {BookingView, Step} from '../../../src/core/model/wire.ts';
import type {BookingStatus} from '../../../src/elements/status/booking-status.ts';
import type {BookingCreatedEvent} from '../../../src/elements/events/events-later.ts';
import {fixture} from '../../support/fixture.ts';
import {fakeProxy} from './fake-proxy.ts';
import {accepted, announcement, end, listen, live, pending, record, requested, says, start} from './known.ts';

const steps = () =>
  page
    .getByRole('listitem')
    .elements()
    .map(element => element.textContent.replace(/\s+/g, ' ').trim());

test('it says whether there is no booking, or one that is asked for, or one without news', async () => {
  const {stream} = fakeProxy();
  const status = await fixture<BookingStatus>(html`<booking-status></booking-status>`);
  await says('none');
  expect(status.matches(':state(empty)')).toBe(true);
  expect(page.getByRole('list').elements()).toEqual([]);

  status.live = live;
  await says('loading');
  expect(status.matches(':state(loading)')).toBe(true);
  expect(status.matches(':state(empty)')).toBe(false);

  (await stream()).send({uid: 'bk1', state: 'unknown', steps: []});
  await says('unknown');
  expect(status.matches(':state(loading)')).toBe(false);
});

test('a live session that waits for its booking has none yet', async () => {
  const {stream} = fakeProxy();
  await fixture(html`<booking-status .live=${live}></booking-status>`);
  await says('loading');

  (await stream()).send({state: 'unknown', steps: []});

  await says('none');
});

test('what a page booked stays in sight when its live session names it', async () => {
  const {stream} = fakeProxy();
  const status = await fixture<BookingStatus>(html`<booking-status .live=${live}></booking-status>`);
  (await stream()).send({state: 'unknown', steps: []});
  await says('none');
  status.targetBooked({booking: {uid: 'bk1', start, end, status: 'pending'}, accepted: false} as BookingCreatedEvent);
  await says('pending');

  (await stream()).send({state: 'pending', steps: [requested]});
  await expect.element(page.getByText('Request received')).toBeVisible();
  await expect.element(page.getByText('Monday, January 7, 2030')).toBeVisible();

  status.live = {...live, token: 'claimed', uid: 'bk1'};
  const claimed = await stream(2);
  await expect.element(page.getByText('Monday, January 7, 2030')).toBeVisible();
  claimed.send({state: 'unknown', steps: []});
  claimed.send({...accepted, uid: 'bk1'});
  await says('accepted');

  status.live = {...live, token: 'next'};
  await says('loading');
});

test("what the page knows is shown at once, in the visitor's time zone", async () => {
  const status = await fixture<BookingStatus>(
    html`<booking-status .view=${pending} time-zone="Asia/Tokyo"></booking-status>`,
  );

  await says('pending');
  await expect.element(page.getByText('Monday, January 7, 2030')).toBeVisible();
  await expect.element(page.getByText(/6:00\sPM – 6:30\sPM/)).toBeVisible();
  expect(steps()).toEqual(['Request received Done · Wed, Jan 2, 7:00 PM', 'Confirmation Waiting']);
  expect(status.matches(':state(loading)')).toBe(false);
});

test("news of the stream change the state, the steps and the element's own state", async () => {
  const {stream} = fakeProxy();
  const status = await fixture<BookingStatus>(html`<booking-status .live=${live} time-zone="UTC"></booking-status>`);
  const told = record(document);
  const connection = await stream();
  connection.send(pending);
  await says('pending');

  connection.send(accepted);

  await says('accepted');
  expect(steps().at(-1)).toBe('Confirmation Done · Wed, Jan 2, 11:30 AM');
  expect(status.matches(':state(confirmed)')).toBe(true);
  expect(told).toEqual(['state pending', 'step requested', 'state accepted', 'step confirmed']);
  expect(connection.headers.get('authorization')).toBe('Bearer secret');
});

test('a first view that says what the page knew is no news', async () => {
  const {stream} = fakeProxy();
  const status = await fixture<BookingStatus>(html`<booking-status .live=${live} .view=${pending}></booking-status>`);
  const told = record(status);
  const connection = await stream();

  connection.send(pending);
  connection.send(pending);
  connection.send({...pending, state: 'rejected', steps: [requested, {name: 'rejected', status: 'failed', at: start}]});

  await says('rejected');
  expect(told).toEqual(['state rejected', 'step rejected']);
  expect(steps()[1]).toBe('Declined by the host Mon, Jan 7, 9:00 AM');
});

test('a proxy that has not heard of the booking yet does not make it unknown again', async () => {
  const {stream} = fakeProxy();
  const status = await fixture<BookingStatus>(html`<booking-status .live=${live} .view=${pending}></booking-status>`);
  const told = record(status);

  const connection = await stream();
  connection.send({uid: 'bk1', state: 'unknown', steps: []});
  connection.send(accepted);

  await says('accepted');
  expect(told).toEqual(['state accepted', 'step confirmed']);
});

test('each change is announced once, politely, and nothing else is', async () => {
  const {stream} = fakeProxy();
  await fixture(html`<booking-status .live=${live} time-zone="UTC"></booking-status>`);
  const connection = await stream();
  const texts = listen();
  const invoice = (status: Step['status']): Step => ({name: 'send_invoice', status});
  const views: BookingView[] = [
    pending,
    {...pending},
    accepted,
    {...accepted, steps: [...accepted.steps, invoice('waiting')]},
    {...accepted, steps: [...accepted.steps, invoice('failed')]},
    {...accepted, steps: [...accepted.steps, invoice('done')]},
    {...accepted, start: end, end: '2030-01-07T10:00:00.000Z', steps: [...accepted.steps, invoice('done')]},
  ];
  for (const view of views) {
    connection.send(view);
    connection.send(view);
  }
  await expect.element(page.getByText('9:30', {exact: false}).first()).toBeInTheDocument();
  connection.send({...accepted, state: 'cancelled'});
  await says('cancelled');

  expect(texts.filter(text => text).map(text => text.replace(/\s/g, ' '))).toEqual([
    'Requested, waiting for the host to confirm',
    'Your booking is confirmed',
    'Send invoice: Failed',
    'Send invoice: Done',
    'Moved to another time: Monday, January 7, 2030 at 9:30 AM',
    'Your booking is cancelled',
  ]);
  expect(page.getByRole('status').elements()).toHaveLength(1);
  expect(announcement.element().getAttribute('aria-atomic')).toBe('false');
  expect(page.getByRole('alert').elements()).toEqual([]);
});

test('the link to join is shown where the view has one that can be followed', async () => {
  const status = await fixture<BookingStatus>(
    html`<booking-status .view=${{...accepted, joinUrl: 'https://meet.example.com/a?b=1'}}></booking-status>`,
  );
  const link = page.getByRole('link', {name: 'Join the meeting'});
  await expect.element(link).toHaveAttribute('href', 'https://meet.example.com/a?b=1');
  await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer');

  for (const joinUrl of [
    'javascript:alert(1)',
    'data:text/html,x',
    ' https://meet.example.com',
    'zoommtg://join',
    '',
  ]) {
    status.view = {...accepted, joinUrl};
    await status.updateComplete;
    expect(link.elements(), joinUrl).toEqual([]);
  }
  status.view = {...pending, joinUrl: 'https://meet.example.com'};
  await status.updateComplete;
  expect(link.elements()).toEqual([]);
});

test('a cancelled booking whose host wants another time says so', async () => {
  await fixture(
    html`<booking-status .view=${{...accepted, state: 'cancelled', rescheduleExpected: true}}></booking-status>`,
  );

  await says('reschedule_expected');
});

test("steps that the proxy's owner added are shown by their name", async () => {
  const view: BookingView = {
    ...accepted,
    steps: [
      {name: 'send_invoice', status: 'failed', at: start},
      {name: 'crm', status: 'skipped'},
    ],
  };
  await fixture(html`<booking-status .view=${view}></booking-status>`);

  expect(steps()).toEqual(['Send invoice Failed · Mon, Jan 7, 9:00 AM', 'Crm Not needed']);
});

test('compact shows the steps alone and still announces the state', async () => {
  const status = await fixture<LitElement>(html`<booking-status compact .view=${accepted}></booking-status>`);

  await says('accepted');
  expect(announcement.element().getBoundingClientRect().width).toBeLessThan(2);
  expect(status.shadowRoot!.querySelector('.when')).toBeNull();
  expect(steps()).toHaveLength(2);
});
