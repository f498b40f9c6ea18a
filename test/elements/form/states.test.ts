import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {
  book,
  button,
  heading,
  introduce,
  openForm,
  proceed,
  startStandIn,
  type Network,
  type StandIn,
} from './system.ts';

interface Case {
  state: string;
  calLink?: string;
  before?(cal: StandIn): void;
  reach(cal: StandIn): Promise<void>;
}

const cases: Case[] = [
  {
    state: 'loading',
    before: cal => cal.meet(() => new Promise(() => {})),
    reach: () => expect.poll(() => document.querySelector('booking-form')!.matches(':state(loading)')).toBe(true),
  },
  {
    state: 'empty',
    calLink: 'rick/fully-booked',
    reach: async () => expect.element(page.getByText(/^No times in/)).toBeVisible(),
  },
  {
    state: 'unknown',
    calLink: 'rick/nothing-here',
    reach: async () => expect.element(page.getByText(/^Booking is not available here/)).toBeVisible(),
  },
  {
    state: 'unreachable',
    before: cal => cal.controls.down(true),
    reach: async () => expect.element(button('Try again')).toBeVisible(),
  },
  {
    state: 'taken',
    async reach(cal) {
      await proceed();
      await introduce();
      cal.controls.failNext('taken-400');
      await userEvent.click(button(/^Book /));
      await expect.element(page.getByText('Next free times:')).toBeVisible();
    },
  },
  {
    state: 'unsure',
    async reach(cal) {
      await proceed();
      await introduce();
      cal.controls.failNext('lost-answer');
      await userEvent.click(button(/^Book /));
      await expect.element(page.getByText(/^Your booking was most likely made/)).toBeVisible();
    },
  },
  {
    state: 'requested',
    calLink: 'rick/approval',
    reach: async () => {
      await book();
      await expect.element(heading('Request sent')).toBeVisible();
    },
  },
  {
    state: 'series',
    calLink: 'rick/weekly',
    reach: async () => {
      await book();
      await expect.element(heading('You’re booked')).toBeVisible();
    },
  },
  {
    state: 'cancelled',
    async reach() {
      await book();
      await userEvent.click(button('Cancel booking'));
      await userEvent.click(button('Cancel booking'));
      await expect.element(heading('This booking was cancelled')).toBeVisible();
    },
  },
];

/** Of these two themes are looked at where they are tested. */
const others: Case[] = [
  {
    state: 'details',
    calLink: 'rick/questions',
    reach: async () => {
      await proceed();
      await userEvent.click(button(/^Book /));
      await expect.element(page.getByText(/^Please check/)).toBeVisible();
    },
  },
  {
    state: 'series asked',
    calLink: 'rick/weekly',
    reach: async () => {
      await proceed();
      await expect.element(page.getByText('All dates')).toBeVisible();
    },
  },
  {
    state: 'asked to cancel',
    reach: async () => {
      await book();
      await userEvent.click(button('Cancel booking'));
    },
  },
  {
    state: 'moving',
    reach: async () => {
      await book();
      await userEvent.click(button('Change time'));
      await expect.element(page.getByRole('radio').first()).toBeVisible();
    },
  },
  {
    state: 'moved last',
    async reach() {
      await book();
      await userEvent.click(button('Change time'));
      await proceed(4);
      await expect.element(button(/^Move to/)).toBeVisible();
    },
  },
  {
    state: 'code asked',
    calLink: 'rick/verified',
    reach: async () => {
      await proceed();
      await introduce();
      await userEvent.click(button(/^Book /));
      await expect.element(page.getByText(/^We sent a code/)).toBeVisible();
    },
  },
  {
    state: 'handed over',
    calLink: 'rick/paid',
    reach: async () => expect.element(page.getByText(/€49.00/)).toBeVisible(),
  },
];

test.each([...cases, ...others])(
  'nobody is kept out from right to left, in Arabic, at 280 px: $state',
  async ({calLink = 'rick/30min', before, reach}) => {
    const cal = startStandIn();
    before?.(cal);
    const form = await openForm(calLink);
    await reach(cal);
    const main = form.parentElement!;
    Object.assign(main, {lang: 'ar', dir: 'rtl'});
    main.style.inlineSize = '280px';
    await expect.poll(() => /\p{Script=Arabic}/u.test(form.shadowRoot!.textContent)).toBe(true);

    await expectNoViolations(form);
    expect(form.scrollWidth).toBeLessThanOrEqual(form.clientWidth);
  },
);

test.each(cases.flatMap(each => (['light', 'dark'] as const).map(theme => ({...each, theme}))))(
  'nobody is kept out: $state, $theme',
  async ({calLink = 'rick/30min', before, reach, theme}) => {
    const cal = startStandIn();
    before?.(cal);
    const form = await openForm(calLink, {theme});
    await reach(cal);

    await expectNoViolations(form);
  },
);

/** The news of a booking comes from the test: what Cal.com itself says of it would contradict that. */
const withoutNews: Network = (request, deliver) =>
  request.method === 'GET' && request.url.includes('/v2/bookings/') ? new Promise(() => {}) : deliver(request);

test.each([
  ['rejected', 'This booking was declined'],
  ['cancelled', 'This booking was cancelled'],
  ['rescheduled', 'This booking was moved'],
] as const)(
  'a booking that is %s later says so in the place of its confirmation, with a way on',
  async (state, title) => {
    startStandIn().meet(withoutNews);
    const form: BookingForm = await openForm('rick/approval');
    await book();
    await expect.element(heading('Request sent')).toBeVisible();
    const status = form.shadowRoot!.querySelector('booking-status')!;
    await expect.poll(() => status.updateComplete !== undefined).toBe(true);

    status.newsArrived({uid: 'b1', state, steps: []});

    await expect.element(heading(title)).toBeVisible();
    expect(button(/Cancel booking|Change time/).elements()).toEqual([]);
    await expect.element(button('Book another time')).toBeVisible();
  },
);

test('a request the host accepts becomes a booking with its calendar file, and keeps a time the host moved it to', async () => {
  startStandIn().meet(withoutNews);
  const form = await openForm('rick/approval');
  await book();
  await expect.element(heading('Request sent')).toBeVisible();
  const status = form.shadowRoot!.querySelector('booking-status')!;
  await expect.poll(() => status.updateComplete !== undefined).toBe(true);
  status.newsArrived({
    uid: 'b1',
    state: 'accepted',
    start: '2030-01-07T13:00:00.000Z',
    end: '2030-01-07T13:30:00.000Z',
    steps: [],
  });

  await expect.element(heading('You’re booked')).toBeVisible();
  await expect.element(page.getByText('Monday, January 7, 2030')).toBeVisible();
  await userEvent.click(page.getByText('Add to calendar'));
  await expect
    .element(page.getByRole('link', {name: /^Google/}))
    .toHaveAttribute('href', expect.stringContaining('20300107T130000Z'));
});

test('a booking is moved by keyboard alone', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  await book();
  await expect.element(button('Change time')).toBeVisible();
  (button('Change time').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('radio').nth(3)).toBeVisible();
  (page.getByRole('radio').nth(3).element() as HTMLElement).focus();
  await userEvent.keyboard(' ');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => form.shadowRoot!.activeElement?.id).toBe('move-title');
  for (let step = 0; step < 3; step++) await userEvent.tab();
  await userEvent.keyboard('{Enter}');

  await expect.element(heading('Your booking was moved')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});
