import {html} from 'lit';
import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingCalendar} from '../../../src/elements/calendar/booking-calendar.ts';
import type {BookingMonthChangeEvent} from '../../../src/elements/events/events.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';
import {counts, focusedDay, november, watch} from './november.ts';

const dayButton = (name: string | RegExp) => page.getByRole('button', {name});

/** Clicks what is marked as disabled, which a visitor can and a test has to force. */
const press = (locator: ReturnType<typeof dayButton>) => userEvent.click(locator, {force: true});

test('the month is a grid named after it, and each day says how many times it has', async () => {
  await november();

  await expect.element(page.getByRole('grid', {name: 'November 2026'})).toBeVisible();
  await expect.element(dayButton('Monday, November 23, 2026, 16 times available')).toBeVisible();
  await expect.element(dayButton('Tuesday, November 24, 2026, 1 time available')).toBeVisible();
  await expect.element(dayButton('Sunday, November 29, 2026, no times available')).toBeVisible();
});

test('up to three dots show how much is free', async () => {
  await november();

  expect(dayButton(/November 23, /).element().textContent).toMatch(/23\s*•••/);
  expect(dayButton(/November 24, /).element().textContent).toMatch(/24\s*•\s*$/);
  expect(dayButton(/November 25, /).element().textContent).toMatch(/25\s*••\s*$/);
});

test('today is marked', async () => {
  await november();

  expect(
    dayButton(/November 21, /)
      .element()
      .getAttribute('aria-current'),
  ).toBe('date');
  expect(document.querySelector('booking-calendar')!.shadowRoot!.querySelectorAll('[aria-current]')).toHaveLength(1);
});

test('a click on a free day chooses it and dispatches it', async () => {
  const calendar = await november();
  const seen = watch(calendar);

  await userEvent.click(dayButton(/November 24, /));

  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    type: 'booking-day-select',
    day: '2026-11-24',
    bubbles: true,
    composed: true,
    cancelable: false,
  });
  await expect
    .element(page.getByRole('gridcell', {selected: true}).getByRole('button'))
    .toHaveAttribute('value', '2026-11-24');
});

test('a day without times can be reached but not chosen', async () => {
  const calendar = await november();
  const seen = watch(calendar);

  calendar.focus();
  await userEvent.keyboard('{ArrowLeft}{Enter}');

  expect(focusedDay(calendar)).toBe('2026-11-22');
  expect(
    dayButton(/November 22, /)
      .element()
      .getAttribute('aria-disabled'),
  ).toBe('true');
  await press(dayButton(/November 27, /));
  expect(seen).toEqual([]);
  expect(calendar.selected).toBeUndefined();
});

test('a day before the first free one has no times, whatever is counted', async () => {
  const calendar = await november();
  const seen = watch(calendar);
  calendar.counts = new Map([['2026-11-20', 4]]);
  await calendar.updateComplete;

  await press(dayButton('Friday, November 20, 2026, no times available'));

  expect(seen).toEqual([]);
});

test('the buttons name the month they go to, and end at the bounds', async () => {
  const calendar = await november();
  const seen = watch(calendar) as BookingMonthChangeEvent[];
  const previous = page.getByRole('button', {name: /^Previous month/});
  const next = page.getByRole('button', {name: /^Next month/});

  await expect.element(previous).toHaveAttribute('aria-disabled', 'true');
  await press(previous);
  expect(calendar.month).toBe('2026-11');

  await userEvent.click(page.getByRole('button', {name: 'Next month, December 2026'}));
  await userEvent.click(page.getByRole('button', {name: 'Next month, January 2027'}));

  expect(seen.map(event => event.month)).toEqual(['2026-12', '2027-01']);
  await expect.element(next).toHaveAttribute('aria-disabled', 'true');
  await expect.element(previous).toHaveAttribute('aria-disabled', 'false');
});

test('setting properties dispatches nothing', async () => {
  const calendar = await november();
  const seen = watch(calendar);

  calendar.selected = '2026-12-01';
  calendar.month = '2026-12';
  await calendar.updateComplete;

  expect(seen).toEqual([]);
  await expect
    .element(page.getByRole('gridcell', {selected: true}).getByRole('button'))
    .toHaveAttribute('value', '2026-12-01');
});

test('without a month it shows the one of the chosen day, else the one of today', async () => {
  await fixture(html`<booking-calendar selected="2026-12-01" today="2026-11-21"></booking-calendar>`);
  await expect.element(page.getByRole('grid', {name: 'December 2026'})).toBeVisible();

  await fixture(html`<booking-calendar today="2026-10-21"></booking-calendar>`);
  await expect.element(page.getByRole('grid', {name: 'October 2026'})).toBeVisible();
});

test('a month takes the rows it needs and the same room as any other', async () => {
  const calendar = await november();
  const rows = () => calendar.shadowRoot!.querySelectorAll('tbody tr').length;
  const {height} = calendar.getBoundingClientRect();
  expect(rows()).toBe(5);

  calendar.max = undefined;
  for (const [month, count] of [
    ['2027-02', 5],
    ['2027-05', 6],
    ['2026-02', 4],
  ] as const) {
    calendar.min = undefined;
    calendar.month = month;
    await calendar.updateComplete;
    expect([month, rows(), calendar.getBoundingClientRect().height]).toEqual([month, count, height]);
  }
});

test('while times are loaded, unknown days claim nothing and known days stay free', async () => {
  const calendar = await november();
  const {height} = calendar.getBoundingClientRect();

  calendar.busy = true;
  await calendar.updateComplete;

  await expect.element(page.getByRole('grid')).toHaveAttribute('aria-busy', 'true');
  await expect.element(dayButton('Thursday, November 26, 2026')).toBeVisible();
  expect(getComputedStyle(dayButton('Thursday, November 26, 2026').element()).opacity).toBe('0.5');
  await expect
    .element(dayButton('Monday, November 23, 2026, 16 times available'))
    .toHaveAttribute('aria-disabled', 'false');
  expect(calendar.getBoundingClientRect().height).toBe(height);
});

test('the first load has the size of the loaded month', async () => {
  const calendar = await fixture<BookingCalendar>(html`<booking-calendar month="2026-11" busy></booking-calendar>`);
  const {height} = calendar.getBoundingClientRect();

  calendar.counts = counts;
  calendar.busy = false;
  await calendar.updateComplete;

  expect(calendar.getBoundingClientRect().height).toBe(height);
});

test('the week starts as the locale says, unless the page knows better', async () => {
  const first = () => page.getByRole('columnheader').first();
  const calendar = await november({lang: 'de'});
  await expect.element(first()).toHaveAttribute('aria-label', 'Montag');

  calendar.weekStart = 6;
  await expect.element(first()).toHaveAttribute('aria-label', 'Samstag');

  calendar.locale = 'en-US';
  calendar.weekStart = undefined;
  await expect.element(first()).toHaveAttribute('aria-label', 'Sunday');
});

test('a Persian reader gets the same months as the page counts in', async () => {
  await november({lang: 'fa-IR', dir: 'rtl'});

  await expect.element(page.getByRole('grid', {name: /نوامبر/})).toBeVisible();
});

test('all buttons are large enough for a finger, and the grid fits a narrow column', async () => {
  const calendar = await november({width: 280});
  const boxes = [...calendar.shadowRoot!.querySelectorAll('button')].map(button => button.getBoundingClientRect());

  expect(Math.min(...boxes.map(box => box.height))).toBeGreaterThanOrEqual(44);
  expect(Math.min(...boxes.map(box => box.width))).toBeGreaterThanOrEqual(36);
  expect(calendar.shadowRoot!.querySelector('table')!.scrollWidth).toBeLessThanOrEqual(280);
});

const looks: FixtureOptions[] = [
  {lang: 'en'},
  {lang: 'de', width: 280},
  {lang: 'ar-EG', dir: 'rtl'},
  {lang: 'ja', width: 500},
].flatMap(
  look =>
    [
      {...look, theme: 'light'},
      {...look, theme: 'dark'},
    ] as FixtureOptions[],
);

test.each(looks)('nobody is kept out: %o', async look => {
  const calendar = await november(look);
  await expectNoViolations(calendar);

  calendar.selected = '2026-11-23';
  await calendar.updateComplete;
  await expectNoViolations(calendar);

  calendar.busy = true;
  await calendar.updateComplete;
  await expectNoViolations(calendar);

  calendar.counts = new Map();
  await calendar.updateComplete;
  await expectNoViolations(calendar);
});
