import {html} from 'lit';
import {expect, onTestFinished, test, vi} from 'vitest';
import {cdp, page, userEvent} from 'vitest/browser';
import '../../../src/define/booking-status.ts';
import type {BookingState, BookingView, Step} from '../../../src/core/model/wire.ts';
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
  {name: 'crm', status: 'skipped'},
];
const joinUrl = 'https://meet.example.com/1';
const view = (state: BookingState): BookingView => ({
  uid: 'bk1',
  state,
  start: '2030-01-07T09:00:00.000Z',
  end: '2030-01-07T09:30:00.000Z',
  joinUrl,
  steps,
});
const states: BookingState[] = [
  'unknown',
  'pending',
  'awaiting_payment',
  'paid',
  'awaiting_host',
  'accepted',
  'rejected',
  'cancelled',
  'rescheduled',
];
const themes = ['light', 'dark'] as const;
const looks: [string, FixtureOptions][] = [
  ['in a column of 280 px', {width: 280}],
  ['from right to left', {lang: 'ar', dir: 'rtl', width: 280}],
];

test.each(states.flatMap(state => themes.map(theme => [state, theme] as const)))(
  '%s is accessible in a %s page',
  async (state, theme) => {
    await expectNoViolations(await fixture(html`<booking-status .view=${view(state)}></booking-status>`, {theme}));
  },
);

test.each(themes)('a lost connection and an error are accessible in a %s page', async theme => {
  const {stream} = fakeProxy({
    '/v2/bookings/bk1': () => Response.json({error: {code: 'upstream_down', message: '', details: {}}}, {status: 503}),
  });
  const lost = await fixture(
    html`<booking-status .view=${view('pending')} .live=${{token: 'x', url: 'https://book.example.com/live'}}></booking-status>`,
    {theme},
  );
  (await stream()).cut();
  await expect.element(page.getByText('Reconnecting…')).toBeVisible();
  await expectNoViolations(lost);
  lost.remove();

  const failed = await fixture(html`<booking-status booking-uid="bk1"></booking-status>`, {theme});
  await expect.element(page.getByRole('button')).toBeVisible();
  await expectNoViolations(failed);
});

const refuse = (code: string, status: number) => () =>
  Response.json({error: {code, message: '', details: {}}}, {status});

test.each(themes)(
  'nothing to show yet, a refused token, a wrong link and a connection that is back are accessible in a %s page',
  async theme => {
    const {stream} = fakeProxy({
      '/v2/bookings/bk1': refuse('not_found', 404),
      '/gone/live': refuse('token_expired', 401),
      '/gone/live/sessions': refuse('token_expired', 401),
    });
    const status = await fixture<BookingStatus>(html`<booking-status></booking-status>`, {theme});
    await expectNoViolations(status);

    status.live = {token: 'x', url: 'https://book.example.com/live'};
    await expect.element(page.getByText('Looking up your booking…')).toBeVisible();
    await expectNoViolations(status);

    (await stream()).send(view('accepted'));
    await expect.element(page.getByRole('link')).toBeVisible();
    const now = vi.spyOn(Date, 'now');
    (await stream()).cut();
    await expect.element(page.getByText('Reconnecting…')).toBeVisible();
    now.mockReturnValue(Date.now() + 60_000);
    window.dispatchEvent(new Event('online'));
    (await stream(2)).send(view('accepted'));
    await expect.element(page.getByText('Connected again')).toBeVisible();
    now.mockRestore();
    await expectNoViolations(status);

    status.live = {token: 'x', url: 'https://book.example.com/gone/live'};
    await expect.element(page.getByRole('button', {name: 'Reload the page'})).toBeVisible();
    await expectNoViolations(status);

    status.live = undefined;
    status.bookingUid = 'bk1';
    await expect.element(page.getByText(/^There is no booking/)).toBeVisible();
    await expectNoViolations(status);
  },
);

/** Has the browser report another setting of the visitor's, for one test. */
async function prefer(name: string, value: string): Promise<void> {
  const emulate = async (setting: {name: string; value: string}) =>
    void (await cdp().send('Emulation.setEmulatedMedia', {features: [setting]}));
  await emulate({name, value});
  onTestFinished(() => emulate({name: 'prefers-reduced-motion', value: 'reduce'}));
}

const marks = (status: BookingStatus) => [...status.shadowRoot!.querySelectorAll('.mark')];

test('a step that waits moves gently, and not at all for who wants less motion', async () => {
  const status = await fixture<BookingStatus>(html`<booking-status .view=${view('pending')}></booking-status>`);
  const names = () => marks(status).map(mark => getComputedStyle(mark).animationName);
  expect(names()).toEqual(Array(5).fill('none'));

  await prefer('prefers-reduced-motion', 'no-preference');

  await expect.poll(names).toEqual(['none', 'none', 'booking-breathe', 'none', 'none']);
});

test('in forced colours steps are told by their signs and the link to join by its frame', async () => {
  await prefer('forced-colors', 'active');
  const status = await fixture<BookingStatus>(html`<booking-status .view=${view('accepted')}></booking-status>`);

  expect(matchMedia('(forced-colors: active)').matches).toBe(true);
  expect(marks(status).map(mark => getComputedStyle(mark, '::before').content)).toEqual([
    '"✓"',
    '"✓"',
    '"⋯"',
    '"✕"',
    '"–"',
  ]);
  const join = getComputedStyle(page.getByRole('link').element());
  expect(join.borderTopStyle).toBe('solid');
  expect(join.borderTopColor).not.toBe(getComputedStyle(status).backgroundColor);
});

test.each(looks)('%s nothing is cut off', async (_, options) => {
  const status = await fixture<BookingStatus>(
    html`<booking-status .view=${view('pending')}></booking-status>`,
    options,
  );

  expect(status.scrollWidth).toBeLessThanOrEqual(status.clientWidth);
  const boxes = marks(status).map(mark => mark.getBoundingClientRect());
  const {left, width} = status.getBoundingClientRect();
  const isAtStart = (x: number) => (options.dir === 'rtl' ? x > left + width / 2 : x < left + width / 2);
  expect(boxes.every(box => isAtStart(box.left))).toBe(true);
  await expectNoViolations(status);
});

test("its own theme wins over the page's", async () => {
  const status = await fixture<BookingStatus>(
    html`<booking-status theme="dark" .view=${view('accepted')}></booking-status>`,
    {theme: 'light'},
  );

  expect(getComputedStyle(status).colorScheme).toBe('dark');
  await expectNoViolations(status);
});

test('every part can be styled from outside', async () => {
  const status = await fixture<BookingStatus>(html`<booking-status .view=${view('accepted')}></booking-status>`);

  const parts = new Set(
    [...status.shadowRoot!.querySelectorAll('[part]')].flatMap(element => element.getAttribute('part')!.split(' ')),
  );
  expect([...parts].sort()).toEqual([
    'join',
    'status',
    'step',
    'step-done',
    'step-failed',
    'step-skipped',
    'step-waiting',
    'steps',
    'title',
  ]);
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
