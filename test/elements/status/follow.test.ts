import {html} from 'lit';
import {expect, test} from 'vitest';
import {page} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import {en} from '../../../src/core/words/en/index.ts';
import type {BookingState, LiveGrant} from '../../../src/core/model/wire.ts';
import {liveChange} from '../../../src/elements/base/booking-element.ts';
import {BookingCancelledEvent, BookingCreatedEvent} from '../../../src/elements/events/events-later.ts';
import type {BookingStatus} from '../../../src/elements/status/booking-status.ts';
import {fixture} from '../../support/fixture.ts';
import {fakeProxy} from './fake-proxy.ts';

const grant: LiveGrant = {token: 'secret', url: 'https://book.example.com/live'};
const says = (state: BookingState | 'none') =>
  expect.element(page.getByRole('status')).toHaveTextContent(en[`status.${state}`]);
type Target = HTMLElement & {live?: LiveGrant};

/** What a booking element does when it gets a stream. */
function offer(target: Target, live: LiveGrant): void {
  target.live = live;
  target.dispatchEvent(new Event(liveChange));
}

function makeTarget(): Target {
  const target: Target = document.createElement('div');
  target.id = 'form';
  return target;
}

async function mount() {
  const status = await fixture<BookingStatus>(html`<booking-status for="form"></booking-status>`);
  const states: BookingState[] = [];
  status.addEventListener('booking-state-change', ({state}) => states.push(state));
  return {status, states, page: status.parentElement!};
}

test('it follows the element it is for, from the moment that has a booking', async () => {
  const {stream, streams} = fakeProxy();
  const {page} = await mount();
  const target = makeTarget();
  page.append(target);
  await says('none');
  expect(streams).toEqual([]);

  offer(target, grant);
  (await stream()).send({uid: 'bk1', state: 'accepted', steps: []});

  await says('accepted');
});

test('it finds an element that comes later with its booking, and one that takes its place', async () => {
  const {stream} = fakeProxy();
  const {page} = await mount();
  const first = makeTarget();
  first.live = grant;
  page.append(first);
  expect((await stream(1)).headers.get('authorization')).toBe('Bearer secret');

  const second = makeTarget();
  second.live = {...grant, token: 'other'};
  first.replaceWith(second);

  expect((await stream(2)).headers.get('authorization')).toBe('Bearer other');
  await expect.poll(async () => (await stream(1)).isOpen).toBe(false);
});

test('it finds an element by its id when the id comes later', async () => {
  const {stream} = fakeProxy();
  const {page} = await mount();
  const target = makeTarget();
  target.live = grant;
  target.id = 'something-else';
  page.append(target);

  target.id = 'form';

  await stream();
});

test('it finds an element beside it in a shadow root before one of the document', async () => {
  const {stream} = fakeProxy();
  const {page, status} = await mount();
  const outside = makeTarget();
  const inside = makeTarget();
  inside.live = {...grant, token: 'inside'};
  outside.live = grant;
  const host = document.createElement('div');
  page.append(host);
  status.remove();
  page.append(outside);
  host.attachShadow({mode: 'open'}).append(inside, status);

  expect((await stream()).headers.get('authorization')).toBe('Bearer inside');
});

test('another booking of the same element replaces the first', async () => {
  const {stream} = fakeProxy();
  const {page, states} = await mount();
  const target = makeTarget();
  page.append(target);
  offer(target, grant);
  (await stream()).send({uid: 'bk1', state: 'cancelled', steps: []});
  await says('cancelled');

  offer(target, {...grant, token: 'second'});
  target.dispatchEvent(new BookingCreatedEvent({uid: 'bk2'}, false));
  await says('pending');
  (await stream(2)).send({uid: 'bk2', state: 'pending', steps: []});
  (await stream(2)).send({uid: 'bk2', state: 'accepted', steps: []});

  await says('accepted');
  expect(states).toEqual(['cancelled', 'pending', 'accepted']);
});

test('without a proxy the booking is shown as it was made, then Cal.com is asked', async () => {
  const booking = (status: string) =>
    Response.json({
      status: 'success',
      data: {
        uid: 'bk1',
        title: '',
        status,
        start: '2030-01-07T09:00:00.000Z',
        end: '2030-01-07T09:30:00.000Z',
        hosts: [],
        attendees: [],
        metadata: {},
      },
    });
  let answer = () => booking('pending');
  const {asked} = fakeProxy({'/v2/bookings/bk1': () => answer()});
  const {page: main, states, status} = await mount();
  const target = makeTarget();
  main.append(target);
  await status.updateComplete;

  target.dispatchEvent(new BookingCreatedEvent({uid: 'bk1', status: 'pending'}, false));
  await says('pending');
  await expect.poll(() => asked).toEqual(['GET /v2/bookings/bk1']);
  answer = () => booking('cancelled');
  target.dispatchEvent(new BookingCancelledEvent('bk1'));

  await says('cancelled');
  expect(states).toEqual(['pending', 'cancelled']);
  expect(page.getByRole('button').elements()).toEqual([]);
});

test('without a proxy a seat is asked about by its own uid, and is cancelled once Cal.com does not know it any more', async () => {
  const booking = Response.json({
    status: 'success',
    data: {
      uid: 'bk1',
      title: '',
      status: 'accepted',
      start: '2030-01-07T09:00:00.000Z',
      end: '2030-01-07T09:30:00.000Z',
      hosts: [],
      attendees: [],
      metadata: {},
    },
  });
  const gone = Response.json({error: {code: 'not_found', message: ''}}, {status: 404});
  let answer = () => booking;
  const {asked} = fakeProxy({'/v2/bookings/by-seat/seat1': () => answer()});
  const {page: main, states, status} = await mount();
  const target = makeTarget();
  main.append(target);
  await status.updateComplete;

  target.dispatchEvent(new BookingCreatedEvent({uid: 'bk1', seatUid: 'seat1', status: 'accepted'}, true));
  await says('accepted');
  await expect.poll(() => asked).toEqual(['GET /v2/bookings/by-seat/seat1']);
  await expect.element(page.getByText(/January/)).toBeVisible();
  answer = () => gone;
  target.dispatchEvent(new BookingCancelledEvent('bk1'));

  await says('cancelled');
  expect(states).toEqual(['accepted', 'cancelled']);
});

test('what the page knows stays where Cal.com tells nobody more', async () => {
  const {asked} = fakeProxy({
    '/v2/bookings/bk1': () => Response.json({error: {code: 'not_found', message: ''}}, {status: 404}),
  });
  const {page: main, status} = await mount();
  const errors: string[] = [];
  status.addEventListener('booking-error', ({code}) => errors.push(code));
  const target = makeTarget();
  main.append(target);
  await status.updateComplete;

  target.dispatchEvent(new BookingCreatedEvent({uid: 'bk1'}, true));

  await expect.poll(() => asked).toHaveLength(1);
  await says('accepted');
  expect(errors).toEqual([]);
});

test('a target with a proxy is not asked about: its stream tells', async () => {
  const {asked} = fakeProxy();
  const {page: main, status} = await mount();
  const target = Object.assign(makeTarget(), {proxy: 'https://book.example.com'});
  main.append(target);
  await status.updateComplete;

  target.dispatchEvent(new BookingCreatedEvent({uid: 'bk1'}, true));

  await says('accepted');
  await status.updateComplete;
  expect(asked).toEqual([]);
});

test('a stream that was faster than the page is believed', async () => {
  const {stream} = fakeProxy();
  const {page, states} = await mount();
  const target = makeTarget();
  page.append(target);
  offer(target, grant);
  (await stream()).send({uid: 'bk1', state: 'accepted', steps: []});
  await says('accepted');

  target.dispatchEvent(new BookingCreatedEvent({uid: 'bk1', status: 'pending'}, false));

  expect(states).toEqual(['accepted']);
});

test('out of the page it follows nothing', async () => {
  const {stream, streams} = fakeProxy();
  const {page, status} = await mount();
  const target = makeTarget();
  page.append(target);
  offer(target, grant);
  const connection = await stream();

  status.remove();
  offer(target, {...grant, token: 'second'});
  await status.updateComplete;

  expect(connection.isOpen).toBe(false);
  expect(streams).toHaveLength(1);
});
