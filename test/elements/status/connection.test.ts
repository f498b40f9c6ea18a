import {html} from 'lit';
import {expect, test, vi} from 'vitest';
import {page} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import {en} from '../../../src/core/words/en/index.ts';
import type {BookingStatus} from '../../../src/elements/status/booking-status.ts';
import {fixture} from '../../support/fixture.ts';
import {fakeProxy} from './fake-proxy.ts';
import {accepted, announcement, listen, live, pending, proxy, record, refuse, says} from './known.ts';

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
  const soon = {
    ...accepted,
    end: new Date(Date.now() + 1_800_000).toISOString(),
    joinUrl: 'https://meet.example.com/1',
  };
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
  await expect
    .poll(() => announcement.elements().map(region => region.textContent.trim()))
    .toEqual(Array(2).fill(en['status.pending']));
  expect(streams).toHaveLength(1);

  box.firstElementChild!.remove();
  await expect.poll(() => streams.some(({isOpen}) => isOpen)).toBe(true);
  const next = streams.findLast(({isOpen}) => isOpen)!;
  next.send(pending, 'snapshot');
  next.send(accepted);

  await says('accepted');
  expect(streams.filter(({isOpen}) => isOpen)).toHaveLength(1);
});

test('a token of the page opens the stream of its proxy', async () => {
  const {stream} = fakeProxy();
  await fixture(html`<booking-status token="secret" proxy="https://book.example.com/cal/"></booking-status>`);

  const connection = await stream();

  expect(connection.url).toBe('https://book.example.com/cal/live');
  expect(connection.headers.get('authorization')).toBe('Bearer secret');
});

test('a refused token is an error that is shown, told and not tried again', async () => {
  const {asked} = fakeProxy({
    '/live': () => new Response(null, {status: 401}),
    '/live/sessions': refuse('token_invalid'),
  });
  const status = await fixture<BookingStatus>(html`<booking-status token="bad" proxy=${proxy}></booking-status>`);
  const told = record(status);

  await says('failed');
  await expect.element(page.getByText(en['error.token_invalid'])).toBeVisible();
  expect(status.matches(':state(error)')).toBe(true);
  expect(status.matches(':state(loading)')).toBe(false);
  expect(told).toEqual(['error token_invalid']);
  expect(asked).toEqual(['GET /live', 'POST /live/sessions']);
  expect(
    page
      .getByRole('button')
      .elements()
      .map(button => button.textContent.trim()),
  ).toEqual(['Reload the page']);
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
  const {stream, streams} = fakeProxy({
    ...answers,
    get '/live'() {
      return isOver ? () => ((isOver = false), new Response(null, {status: 401})) : undefined!;
    },
  });
  const status = await fixture<BookingStatus>(html`<booking-status .live=${live}></booking-status>`);
  const first = await stream();
  expect(first.headers.get('authorization')).toBe('Bearer second');
  first.send(accepted);
  await says('accepted');
  const told = record(status);

  const {parentElement} = status;
  status.remove();
  await vi.waitFor(() => expect(first.isOpen).toBe(false), {timeout: 10_000});
  parentElement!.append(status);

  const second = await stream(2);
  second.send(accepted);
  expect(second.headers.get('authorization')).toBe('Bearer second');
  expect(streams).toHaveLength(2);
  await says('accepted');
  expect(told).toEqual([]);
});

test("a token without a proxy is the page's mistake", async () => {
  const {asked} = fakeProxy();
  const status = await fixture<BookingStatus>(html`<booking-status token="secret"></booking-status>`);

  await says('failed');
  expect(status.matches(':state(error)')).toBe(true);
  expect(asked).toEqual([]);
});
