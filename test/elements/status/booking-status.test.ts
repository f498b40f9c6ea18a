import {html, type LitElement} from 'lit';
import {expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import {en} from '../../../src/core/words/index.ts';
import type {BookingState, BookingView, LiveGrant, Step} from '../../../src/core/wire.ts';
import type {BookingStatus} from '../../../src/elements/status/booking-status.ts';
import {fixture} from '../../support/fixture.ts';
import {fakeProxy} from './fake-proxy.ts';

const proxy = 'https://book.example.com';
const live: LiveGrant = {token: 'secret', url: `${proxy}/live`};
const start = '2030-01-07T09:00:00.000Z';
const end = '2030-01-07T09:30:00.000Z';
const requested: Step = {name: 'requested', status: 'done', at: '2030-01-02T10:00:00.000Z'};
const confirmed: Step = {name: 'confirmed', status: 'done', at: '2030-01-02T11:30:00.000Z'};
const pending: BookingView = {uid: 'bk1', state: 'pending', start, end, steps: [requested, {name: 'confirmed', status: 'waiting'}]};
const accepted: BookingView = {uid: 'bk1', state: 'accepted', start, end, steps: [requested, confirmed]};

/** What the element told the page, in order. */
function record(target: EventTarget): string[] {
  const told: string[] = [];
  target.addEventListener('booking-state-change', event => told.push(`state ${(event as HTMLElementEventMap['booking-state-change']).state}`));
  target.addEventListener('booking-step', event => told.push(`step ${(event as HTMLElementEventMap['booking-step']).step.name}`));
  target.addEventListener('booking-error', event => told.push(`error ${(event as HTMLElementEventMap['booking-error']).code}`));
  return told;
}

const announcement = page.getByRole('status');
const says = (state: BookingState | 'failed' | 'loading' | 'none' | 'reschedule_expected') =>
  expect.element(announcement).toHaveTextContent(en[`status.${state}`]);
const steps = () => page.getByRole('listitem').elements().map(element => element.textContent.replace(/\s+/g, ' ').trim());
const refuse = (code: string, status = 401) => () => Response.json({error: {code, message: 'No.', details: {}}}, {status});

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

test('what the page knows is shown at once, in the visitor\'s time zone', async () => {
  const status = await fixture<BookingStatus>(html`<booking-status .view=${pending} time-zone="Asia/Tokyo"></booking-status>`);

  await says('pending');
  await expect.element(page.getByText('Monday, January 7, 2030')).toBeVisible();
  await expect.element(page.getByText(/6:00\sPM – 6:30\sPM/)).toBeVisible();
  expect(steps()).toEqual([
    'Request received Done · Wed, Jan 2, 7:00 PM',
    'Confirmation Waiting',
  ]);
  expect(status.matches(':state(loading)')).toBe(false);
});

test('news of the stream change the state, the steps and the element\'s own state', async () => {
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

/** Each text the live region got, without those that were only taken away. */
function listen(): string[] {
  const region = announcement.element();
  const texts: string[] = [];
  const observer = new MutationObserver(records => {
    // A text that is put in and filled at once is one change.
    const nodes = new Set(records.flatMap(({target, addedNodes}) => [target, ...addedNodes]).filter(node => node instanceof Text));
    texts.push(...[...nodes].map(({data}) => data));
  });
  observer.observe(region, {childList: true, subtree: true, characterData: true});
  return texts;
}

test('each change is announced once, politely, and nothing else is', async () => {
  const {stream} = fakeProxy();
  await fixture(html`<booking-status .live=${live} time-zone="UTC"></booking-status>`);
  const connection = await stream();
  const texts = listen();
  const invoice = (status: Step['status']): Step => ({name: 'send_invoice', status});
  const views: BookingView[] = [
    pending, {...pending}, accepted, {...accepted, steps: [...accepted.steps, invoice('waiting')]},
    {...accepted, steps: [...accepted.steps, invoice('failed')]}, {...accepted, steps: [...accepted.steps, invoice('done')]},
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
    'Requested, waiting for the host to confirm', 'Your booking is confirmed', 'Send invoice: Failed', 'Send invoice: Done',
    'Moved to another time: Monday, January 7, 2030 at 9:30 AM', 'Your booking is cancelled',
  ]);
  expect(page.getByRole('status').elements()).toHaveLength(1);
  expect(announcement.element().getAttribute('aria-atomic')).toBe('false');
  expect(page.getByRole('alert').elements()).toEqual([]);
});

test('a lost connection is a calm note that goes away', async () => {
  const {stream} = fakeProxy();
  await fixture(html`<booking-status .live=${live}></booking-status>`);
  const first = await stream();
  first.send(accepted);
  await says('accepted');

  first.cut();

  await expect.element(page.getByText('Reconnecting…')).toBeVisible();
  await says('accepted');
  window.dispatchEvent(new Event('online'));
  await stream(2);
  await expect.element(page.getByText('Reconnecting…')).not.toBeInTheDocument();
});

test('after a longer break it is said for a moment that the connection is back', async () => {
  const {stream} = fakeProxy();
  await fixture(html`<booking-status .live=${live}></booking-status>`);
  const first = await stream();
  first.send(accepted);
  await says('accepted');
  const texts = listen();
  const now = vi.spyOn(Date, 'now');
  first.cut();
  await expect.element(page.getByText('Reconnecting…')).toBeInTheDocument();

  now.mockReturnValue(Date.now() + 60_000);
  window.dispatchEvent(new Event('online'));
  (await stream(2)).send(accepted);

  await expect.element(page.getByText('Connected again')).toBeVisible();
  await expect.element(page.getByText('Connected again'), {timeout: 8000}).not.toBeInTheDocument();
  expect(texts).toEqual([]);
  now.mockRestore();
});

test('a tab that slept for an hour asks again when it is looked at, from where it was', async () => {
  const {stream, streams} = fakeProxy();
  const soon = {...accepted, end: new Date(Date.now() + 1_800_000).toISOString(), joinUrl: 'https://meet.example.com/1'};
  await fixture(html`<booking-status .live=${live}></booking-status>`);
  const first = await stream();
  first.send(soon);
  await expect.element(page.getByRole('link', {name: 'Join the meeting'})).toBeVisible();
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);

  document.dispatchEvent(new Event('visibilitychange'));

  const second = await stream(2);
  expect(second.headers.get('last-event-id')).toBe('1');
  expect(first.isOpen).toBe(false);
  second.send(soon, 'snapshot');
  await expect.element(page.getByRole('link')).not.toBeInTheDocument();
  expect(streams).toHaveLength(2);
  now.mockRestore();
});

test('two statuses of one booking share a stream, and one goes on when the other leaves', async () => {
  const {stream, streams} = fakeProxy();
  const token = `x.${btoa(JSON.stringify({uid: 'bk1'}))}.y`;
  const box = await fixture<HTMLElement>(html`<div>
    <booking-status .live=${{...live, token}}></booking-status>
    <booking-status compact .live=${{...live, token}}></booking-status>
  </div>`);
  const connection = await stream();
  connection.send(pending);
  await expect.poll(() => announcement.elements().map(region => region.textContent.trim())).toEqual(Array(2).fill(en['status.pending']));
  expect(streams).toHaveLength(1);

  box.firstElementChild!.remove();
  await expect.poll(() => streams.some(({isOpen}) => isOpen)).toBe(true);
  const next = streams.findLast(({isOpen}) => isOpen)!;
  next.send(pending, 'snapshot');
  next.send(accepted);

  await says('accepted');
  expect(streams.filter(({isOpen}) => isOpen)).toHaveLength(1);
});

test('the link to join is shown where the view has one that can be followed', async () => {
  const status = await fixture<BookingStatus>(html`<booking-status .view=${{...accepted, joinUrl: 'https://meet.example.com/a?b=1'}}></booking-status>`);
  const link = page.getByRole('link', {name: 'Join the meeting'});
  await expect.element(link).toHaveAttribute('href', 'https://meet.example.com/a?b=1');
  await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer');

  for (const joinUrl of ['javascript:alert(1)', 'data:text/html,x', ' https://meet.example.com', 'zoommtg://join', '']) {
    status.view = {...accepted, joinUrl};
    await status.updateComplete;
    expect(link.elements(), joinUrl).toEqual([]);
  }
  status.view = {...pending, joinUrl: 'https://meet.example.com'};
  await status.updateComplete;
  expect(link.elements()).toEqual([]);
});

test('a token of the page opens the stream of its proxy', async () => {
  const {stream} = fakeProxy();
  await fixture(html`<booking-status token="secret" proxy="https://book.example.com/cal/"></booking-status>`);

  const connection = await stream();

  expect(connection.url).toBe('https://book.example.com/cal/live');
  expect(connection.headers.get('authorization')).toBe('Bearer secret');
});

test('a refused token is an error that is shown, told and not tried again', async () => {
  const {asked} = fakeProxy({'/live': () => new Response(null, {status: 401}), '/live/sessions': refuse('token_invalid')});
  const status = await fixture<BookingStatus>(html`<booking-status token="bad" proxy=${proxy}></booking-status>`);
  const told = record(status);

  await says('failed');
  await expect.element(page.getByText(en['error.token_invalid'])).toBeVisible();
  expect(status.matches(':state(error)')).toBe(true);
  expect(status.matches(':state(loading)')).toBe(false);
  expect(told).toEqual(['error token_invalid']);
  expect(asked).toEqual(['GET /live', 'POST /live/sessions']);
  expect(page.getByRole('button').elements().map(button => button.textContent.trim())).toEqual(['Reload the page']);
});

test('what is known stays on show when the token is over for good', async () => {
  fakeProxy({'/live': () => new Response(null, {status: 401}), '/live/sessions': refuse('token_expired')});
  await fixture(html`<booking-status .live=${live} .view=${accepted}></booking-status>`);

  await expect.element(page.getByText(en['error.token_expired'])).toBeVisible();
  await says('accepted');
});

test('a renewed token is used when the element comes back into the page', async () => {
  let isOver = true;
  const answers = {'/live/sessions': () => Response.json({token: 'second', url: `${proxy}/live`})};
  const {stream, streams} = fakeProxy({...answers, get '/live'() {
    return isOver ? () => ((isOver = false), new Response(null, {status: 401})) : undefined!;
  }});
  const status = await fixture<BookingStatus>(html`<booking-status .live=${live}></booking-status>`);
  const first = await stream();
  expect(first.headers.get('authorization')).toBe('Bearer second');
  first.send(accepted);
  await says('accepted');
  const told = record(status);

  const {parentElement} = status;
  status.remove();
  await vi.waitFor(() => expect(first.isOpen).toBe(false));
  parentElement!.append(status);

  const second = await stream(2);
  second.send(accepted);
  expect(second.headers.get('authorization')).toBe('Bearer second');
  expect(streams).toHaveLength(2);
  await says('accepted');
  expect(told).toEqual([]);
});

test('a token without a proxy is the page\'s mistake', async () => {
  const {asked} = fakeProxy();
  const status = await fixture<BookingStatus>(html`<booking-status token="secret"></booking-status>`);

  await says('failed');
  expect(status.matches(':state(error)')).toBe(true);
  expect(asked).toEqual([]);
});

const data = (members: object = {}) => Response.json({
  status: 'success',
  data: {uid: 'bk1', title: 'Talk', status: 'accepted', start, end, hosts: [], attendees: [], metadata: {}, location: 'https://meet.example.com/1', ...members},
});

test('a uid alone is asked about; a failure is shown and can be tried again', async () => {
  let answer = () => new Response('<h1>Bad gateway</h1>', {status: 502});
  const {asked} = fakeProxy({'/v2/bookings/bk1': () => answer()});
  const status = await fixture<BookingStatus>(html`<booking-status booking-uid="bk1" time-zone="UTC"></booking-status>`);
  const told = record(status);
  await expect.element(page.getByText(en['error.upstream_down'])).toBeVisible();

  answer = data;
  await userEvent.click(page.getByRole('button', {name: 'Try again'}));

  await says('accepted');
  await expect.element(page.getByText(/9:00\sAM – 9:30\sAM/)).toBeVisible();
  await expect.element(page.getByRole('link', {name: 'Join the meeting'})).toHaveAttribute('href', 'https://meet.example.com/1');
  expect(page.getByText(en['error.upstream_down']).elements()).toEqual([]);
  expect(told).toEqual(['error upstream_down', 'state accepted']);
  expect(new Set(asked)).toEqual(new Set(['GET /v2/bookings/bk1']));
});

test('without a proxy the booking is asked about again, and followed to the one it becomes', async () => {
  const answers: Record<string, () => Response> = {'/v2/bookings/bk1': () => data({status: 'pending'})};
  const {asked} = fakeProxy(answers);
  const status = await fixture<BookingStatus>(html`<booking-status booking-uid="bk1" time-zone="UTC"></booking-status>`);
  await says('pending');
  const told = record(status);
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);

  answers['/v2/bookings/bk1'] = () => data({status: 'cancelled', rescheduledToUid: 'bk2'});
  answers['/v2/bookings/bk2'] = () => data({uid: 'bk2', start: end, end: '2030-01-07T10:00:00.000Z'});
  document.dispatchEvent(new Event('visibilitychange'));

  await says('accepted');
  await expect.element(page.getByText(/9:30\sAM – 10:00\sAM/)).toBeVisible();
  expect(told).toEqual(['state rescheduled', 'state accepted']);
  expect(asked).toEqual(['GET /v2/bookings/bk1', 'GET /v2/bookings/bk1', 'GET /v2/bookings/bk2']);
  now.mockRestore();
});

test('through a proxy the link to join comes with the stream or not at all', async () => {
  fakeProxy({'/v2/bookings/bk1': () => data()});
  await fixture(html`<booking-status booking-uid="bk1" proxy=${proxy}></booking-status>`);

  await says('accepted');
  expect(page.getByRole('link').elements()).toEqual([]);
});

test('a uid that opens nothing says what to do', async () => {
  fakeProxy({'/v2/bookings/bk1': refuse('not_found', 404)});
  await fixture(html`<booking-status booking-uid="bk1"></booking-status>`);

  await says('failed');
  await expect.element(page.getByText(en['status.not_found'])).toBeVisible();
  expect(page.getByRole('button').elements()).toEqual([]);
});

test('a cancelled booking whose host wants another time says so', async () => {
  await fixture(html`<booking-status .view=${{...accepted, state: 'cancelled', rescheduleExpected: true}}></booking-status>`);

  await says('reschedule_expected');
});

test('steps that the proxy\'s owner added are shown by their name', async () => {
  const view: BookingView = {...accepted, steps: [{name: 'send_invoice', status: 'failed', at: start}, {name: 'crm', status: 'skipped'}]};
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
