import {html} from 'lit';
import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import '../../../src/define/booking-slots.ts';
import type {Slot} from '../../../src/core/model/types.ts';
import type {BookingSlotSelectEvent} from '../../../src/elements/events/events.ts';
import type {BookingSlots} from '../../../src/elements/slots/booking-slots.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';

const from = (hour: number, count: number): Slot[] =>
  Array.from({length: count}, (_, index) => ({
    start: new Date(Date.UTC(2026, 10, 23, hour, index * 30)).toISOString(),
  }));

const few = from(9, 4);

const monday = (slots: readonly Slot[] = few, options?: FixtureOptions) =>
  fixture<BookingSlots>(
    html`
  <booking-slots day="2026-11-23" time-zone="Europe/Berlin" duration-minutes="30" .slots=${slots}></booking-slots>
`,
    options,
  );

const time = (name: string | RegExp) => page.getByRole('radio', {name});

const chosen = (element: BookingSlots) => {
  const seen: BookingSlotSelectEvent[] = [];
  element.addEventListener('booking-slot-select', event => seen.push(event));
  return seen;
};

const focusedTime = (element: BookingSlots) => (element.shadowRoot!.activeElement as HTMLButtonElement | null)?.value;

test('the times are a radio group that says which day and which zone', async () => {
  await monday();

  await expect
    .element(page.getByRole('radiogroup', {name: /^Times on Monday.* November.*, Central European (Standard )?Time$/}))
    .toBeVisible();
});

test('a time shows its start and is named with its end', async () => {
  await monday([
    {start: '2026-11-23T09:00:00.000Z'},
    {start: '2026-11-23T10:00:00.000Z', end: '2026-11-23T10:45:00.000Z'},
  ]);

  await expect.element(time('10:00 AM to 10:30 AM')).toBeVisible();
  await expect.element(time('11:00 AM to 11:45 AM')).toBeVisible();
});

test('a page may ask for twenty-four hours', async () => {
  const slots = await monday();

  slots.hour12 = false;

  await expect.element(time('10:00 to 10:30')).toBeVisible();
});

test('a click chooses a time and dispatches it', async () => {
  const slots = await monday();
  const seen = chosen(slots);

  await userEvent.click(time('10:30 AM to 11:00 AM'));

  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({slot: few[1], bubbles: true, composed: true, cancelable: true});
  await expect.element(page.getByRole('radio', {checked: true})).toHaveAttribute('value', few[1]!.start);

  await userEvent.click(time('10:30 AM to 11:00 AM'));
  expect(seen).toHaveLength(1);
});

test.each([
  ['{ArrowDown}', 1],
  ['{ArrowRight}', 1],
  ['{ArrowUp}', 3],
  ['{ArrowLeft}', 3],
])('%s moves and chooses, around the ends', async (key, index) => {
  const slots = await monday();
  const seen = chosen(slots);

  await userEvent.tab();
  expect(focusedTime(slots)).toBe(few[0]!.start);
  await userEvent.keyboard(key);

  expect(focusedTime(slots)).toBe(few[index]!.start);
  expect(seen.map(event => event.slot)).toEqual([few[index]]);
});

test('Space chooses the focused time', async () => {
  const slots = await monday();
  const seen = chosen(slots);

  slots.focus();
  await userEvent.keyboard(' ');

  expect(seen.map(event => event.slot)).toEqual([few[0]]);
});

test('from right to left the arrows follow the eye', async () => {
  const slots = await monday(few, {lang: 'ar-EG', dir: 'rtl'});

  slots.focus();
  await userEvent.keyboard('{ArrowLeft}');

  expect(focusedTime(slots)).toBe(few[1]!.start);
});

test('a refused choice keeps the old one', async () => {
  const slots = await monday();
  slots.selected = few[0]!.start;
  slots.addEventListener('booking-slot-select', event => event.preventDefault());

  await userEvent.click(time('10:30 AM to 11:00 AM'));

  await expect.element(page.getByRole('radio', {checked: true})).toHaveAttribute('value', few[0]!.start);
});

test('Tab reaches the chosen time only', async () => {
  const slots = await monday();
  slots.selected = few[2]!.start;
  await slots.updateComplete;

  expect(
    [...slots.shadowRoot!.querySelectorAll('[tabindex="0"]')].map(button => (button as HTMLButtonElement).value),
  ).toEqual([few[2]!.start]);
});

test('setting properties dispatches nothing', async () => {
  const slots = await monday();
  const seen = chosen(slots);

  slots.selected = few[2]!.start;
  await slots.updateComplete;

  expect(seen).toEqual([]);
});

test('seats that are left are told', async () => {
  await monday([
    {start: few[0]!.start, seatsRemaining: 4, seatsTotal: 10},
    {start: few[1]!.start, seatsRemaining: 1, seatsTotal: 10},
  ]);

  await expect.element(time('10:00 AM to 10:30 AM 4 seats left')).toBeVisible();
  await expect.element(time('10:30 AM to 11:00 AM Last seat')).toBeVisible();
});

test('up to ten times stand together, more are divided by the part of the day', async () => {
  const slots = await monday(from(7, 10));
  expect(page.getByRole('group').elements()).toEqual([]);

  slots.slots = from(7, 22);

  await expect
    .element(page.getByRole('group', {name: 'Morning'}).getByRole('radio', {name: '11:30 AM to 12:00 PM'}))
    .toBeVisible();
  expect(page.getByRole('group', {name: 'Afternoon'}).getByRole('radio').elements()).toHaveLength(10);
  expect(page.getByRole('group', {name: 'Evening'}).getByRole('radio').elements()).toHaveLength(4);
});

test('another zone writes the same times anew', async () => {
  const slots = await monday();

  slots.timeZone = 'Asia/Kathmandu';

  await expect.element(time('2:45 PM to 3:15 PM')).toBeVisible();
});

test('another language of the page writes the same times anew', async () => {
  await monday();
  document.documentElement.lang = 'de';
  document.querySelector('main')!.removeAttribute('lang');

  await expect.element(page.getByRole('radio').first()).toHaveTextContent('10:00 bis 10:30');
  document.documentElement.lang = 'en';
});

test('a day without times says so, a day that is loading does not', async () => {
  const slots = await monday([]);
  await expect.element(page.getByText('No times on this day.')).toBeVisible();

  slots.busy = true;
  await slots.updateComplete;

  expect(slots.shadowRoot!.textContent).not.toContain('No times');
  expect(slots.shadowRoot!.querySelectorAll('.bar').length).toBeGreaterThan(0);
});

test.each([
  [220, 1],
  [280, 2],
  [500, 3],
  [900, 3],
])('in %s pixels the times stand in %s columns', async (width, columns) => {
  const slots = await monday(from(7, 9), {width});

  const rows = [...slots.shadowRoot!.querySelectorAll('button')].map(button => button.offsetTop);

  expect(rows.filter(top => top === rows[0])).toHaveLength(columns);
  expect(slots.shadowRoot!.querySelector('button')!.offsetHeight).toBeGreaterThanOrEqual(44);
});

test('a page that limits the height gets a list that scrolls under its title', async () => {
  const slots = await monday(from(7, 22), {width: 300});
  slots.style.maxBlockSize = '300px';
  const list = slots.shadowRoot!.querySelector('[role="radiogroup"]')!;

  expect(slots.offsetHeight).toBe(300);
  expect(list.scrollHeight).toBeGreaterThan(list.clientHeight);
});

const looks: FixtureOptions[] = [
  {lang: 'en'},
  {lang: 'de', width: 256},
  {lang: 'ar-EG', dir: 'rtl', width: 400},
].flatMap(
  look =>
    [
      {...look, theme: 'light'},
      {...look, theme: 'dark'},
    ] as FixtureOptions[],
);

test.each(looks)('nobody is kept out: %o', async look => {
  const slots = await monday(
    from(7, 22).map((slot, index) => ({...slot, seatsRemaining: index + 1})),
    look,
  );
  await expectNoViolations(slots);

  slots.selected = slots.slots[3]!.start;
  await slots.updateComplete;
  await expectNoViolations(slots);

  slots.busy = true;
  await slots.updateComplete;
  await expectNoViolations(slots);

  slots.slots = [];
  await slots.updateComplete;
  await expectNoViolations(slots);

  slots.busy = false;
  await slots.updateComplete;
  await expectNoViolations(slots);
});
