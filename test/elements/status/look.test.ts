import {html} from 'lit';
import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import type {BookingState, BookingView, Step} from '../../../src/core/wire.ts';
import type {BookingStatus} from '../../../src/elements/status/booking-status.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';
import {fakeProxy} from './fake-proxy.ts';

const at = '2030-01-02T10:00:00.000Z';
const steps: Step[] = [
  {name: 'requested', status: 'done', at},
  {name: 'payment', status: 'done', at},
  {name: 'confirmed', status: 'waiting'},
  {name: 'send_a_very_long_and_winding_invoice_to_everybody', status: 'failed', at},
];
const view = (state: BookingState): BookingView => ({uid: 'bk1', state, start: '2030-01-07T09:00:00.000Z', end: '2030-01-07T09:30:00.000Z', steps});
const states: BookingState[] = ['unknown', 'pending', 'awaiting_payment', 'paid', 'awaiting_host', 'accepted', 'rejected', 'cancelled', 'rescheduled'];
const themes = ['light', 'dark'] as const;
const looks: [string, FixtureOptions][] = [
  ['in a column of 280 px', {width: 280}],
  ['from right to left', {lang: 'ar', dir: 'rtl', width: 280}],
];

test.each(states.flatMap(state => themes.map(theme => [state, theme] as const)))('%s is accessible in a %s page', async (state, theme) => {
  await expectNoViolations(await fixture(html`<booking-status .view=${view(state)}></booking-status>`, {theme}));
});

test.each(themes)('a lost connection and an error are accessible in a %s page', async theme => {
  const {stream} = fakeProxy({'/v2/bookings/bk1': () => Response.json({error: {code: 'upstream_down', message: '', details: {}}}, {status: 503})});
  const lost = await fixture(html`<booking-status .view=${view('pending')} .live=${{token: 'x', url: 'https://book.example.com/live'}}></booking-status>`, {theme});
  (await stream()).cut();
  await expect.element(page.getByText('Reconnecting…')).toBeVisible();
  await expectNoViolations(lost);
  lost.remove();

  const failed = await fixture(html`<booking-status booking-uid="bk1"></booking-status>`, {theme});
  await expect.element(page.getByRole('button')).toBeVisible();
  await expectNoViolations(failed);
});

test.each(looks)('%s nothing is cut off', async (_, options) => {
  const status = await fixture<BookingStatus>(html`<booking-status .view=${view('pending')}></booking-status>`, options);

  expect(status.scrollWidth).toBeLessThanOrEqual(status.clientWidth);
  const marks = [...status.shadowRoot!.querySelectorAll('.mark')].map(mark => mark.getBoundingClientRect());
  const {left, width} = status.getBoundingClientRect();
  const isAtStart = (x: number) => (options.dir === 'rtl' ? x > left + width / 2 : x < left + width / 2);
  expect(marks.every(mark => isAtStart(mark.left))).toBe(true);
  await expectNoViolations(status);
});

test('its own theme wins over the page\'s', async () => {
  const status = await fixture<BookingStatus>(html`<booking-status theme="dark" .view=${view('accepted')}></booking-status>`, {theme: 'light'});

  expect(getComputedStyle(status).colorScheme).toBe('dark');
  await expectNoViolations(status);
});

test('every part can be styled from outside', async () => {
  const status = await fixture<BookingStatus>(html`<booking-status .view=${view('accepted')}></booking-status>`);

  const parts = new Set([...status.shadowRoot!.querySelectorAll('[part]')].flatMap(element => element.getAttribute('part')!.split(' ')));
  expect([...parts].sort()).toEqual(['status', 'step', 'step-done', 'step-failed', 'step-waiting', 'steps', 'title']);
});

test('the button that tries again is the one stop of the keyboard, and large enough for a thumb', async () => {
  const answer = () => Response.json({error: {code: 'upstream_down', message: '', details: {}}}, {status: 503});
  const {asked} = fakeProxy({'/v2/bookings/bk1': answer});
  const status = await fixture<BookingStatus>(html`<booking-status booking-uid="bk1"></booking-status>`);
  const retry = page.getByRole('button', {name: 'Try again'});
  await expect.element(retry).toBeVisible();
  expect(retry.element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  const before = asked.length;

  await userEvent.tab();
  expect(status.shadowRoot!.activeElement).toBe(retry.element());
  await userEvent.keyboard('{Enter}');

  await expect.poll(() => asked.length).toBeGreaterThan(before);
});
