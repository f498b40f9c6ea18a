import {html} from 'lit';
import {expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import {en} from '../../../src/core/words/en/index.ts';
import type {BookingStatus} from '../../../src/elements/status/booking-status.ts';
import {fixture} from '../../support/fixture.ts';
import {fakeProxy} from './fake-proxy.ts';
import {end, proxy, record, refuse, says, start} from './known.ts';

const data = (members: object = {}) =>
  Response.json({
    status: 'success',
    data: {
      uid: 'bk1',
      title: 'Talk',
      status: 'accepted',
      start,
      end,
      hosts: [],
      attendees: [],
      metadata: {},
      location: 'https://meet.example.com/1',
      ...members,
    },
  });

test('a uid alone is asked about; a failure is shown and can be tried again', async () => {
  let answer = () => new Response('<h1>Bad gateway</h1>', {status: 502});
  const {asked} = fakeProxy({'/v2/bookings/bk1': () => answer()});
  const status = await fixture<BookingStatus>(
    html`<booking-status booking-uid="bk1" time-zone="UTC"></booking-status>`,
  );
  const told = record(status);
  await expect.element(page.getByText(en['error.upstream_down'])).toBeVisible();

  answer = data;
  await userEvent.click(page.getByRole('button', {name: 'Try again'}));

  await says('accepted');
  await expect.element(page.getByText(/9:00\sAM – 9:30\sAM/)).toBeVisible();
  await expect
    .element(page.getByRole('link', {name: 'Join the meeting'}))
    .toHaveAttribute('href', 'https://meet.example.com/1');
  expect(page.getByText(en['error.upstream_down']).elements()).toEqual([]);
  expect(told).toEqual(['error upstream_down', 'state accepted']);
  expect(new Set(asked)).toEqual(new Set(['GET /v2/bookings/bk1']));
});

test('without a proxy the booking is asked about again, and followed to the one it becomes', async () => {
  const answers: Record<string, () => Response> = {'/v2/bookings/bk1': () => data({status: 'pending'})};
  const {asked} = fakeProxy(answers);
  const status = await fixture<BookingStatus>(
    html`<booking-status booking-uid="bk1" time-zone="UTC"></booking-status>`,
  );
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

test('a seat has its own state: given back it is cancelled, while the booking of the others goes on', async () => {
  const answers: Record<string, () => Response> = {
    '/v2/bookings/bk1': () => data(),
    '/v2/bookings/by-seat/seat1': () => data(),
  };
  const {asked} = fakeProxy(answers);
  const realNow = Date.now;
  let ahead = 0;
  const now = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
  const status = await fixture<BookingStatus>(
    html`<booking-status booking-uid="bk1" seat-uid="seat1" time-zone="UTC"></booking-status>`,
  );
  await says('accepted');
  const told = record(status);

  ahead = 60_000;
  answers['/v2/bookings/by-seat/seat1'] = refuse('not_found', 404);
  document.dispatchEvent(new Event('visibilitychange'));

  await says('cancelled');
  expect(told).toEqual(['state cancelled']);
  expect(new Set(asked)).toEqual(new Set(['GET /v2/bookings/by-seat/seat1']));
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
