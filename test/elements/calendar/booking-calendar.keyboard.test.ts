import {expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingDaySelectEvent, BookingMonthChangeEvent} from '../../../src/elements/events/events.ts';
import {focusedDay, november, watch} from './november.ts';

test.each(['{Enter}', ' '])('the key "%s" chooses the focused day', async key => {
  const calendar = await november();
  const seen = watch(calendar) as BookingDaySelectEvent[];

  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard(`{ArrowRight}${key}`);

  expect(seen.map(event => event.day)).toEqual(['2026-11-24']);
});

test.each([
  ['{ArrowRight}', '2026-11-24'],
  ['{ArrowLeft}', '2026-11-22'],
  ['{ArrowDown}', '2026-11-30'],
  ['{ArrowUp}', '2026-11-16'],
  ['{Home}', '2026-11-22'],
  ['{End}', '2026-11-28'],
  ['{PageDown}', '2026-12-23'],
])('%s moves the focus from 23 November to %s', async (key, day) => {
  const calendar = await november();
  calendar.focus();
  expect(focusedDay(calendar)).toBe('2026-11-23');

  await userEvent.keyboard(key);

  await expect.poll(() => focusedDay(calendar)).toBe(day);
});

test('Shift with Page keys moves by a year, and stays where a year is out of bounds', async () => {
  const calendar = await november();
  calendar.focus();

  await userEvent.keyboard('{Shift>}{PageDown}{/Shift}');
  expect(focusedDay(calendar)).toBe('2026-11-23');

  calendar.max = '2028-01-01';
  await userEvent.keyboard('{Shift>}{PageDown}{/Shift}');
  await expect.poll(() => focusedDay(calendar)).toBe('2027-11-23');
});

test('keys that belong to the browser are left to it', async () => {
  const calendar = await november();
  calendar.focus();
  const event = new KeyboardEvent('keydown', {
    key: 'ArrowLeft',
    altKey: true,
    bubbles: true,
    cancelable: true,
    composed: true,
  });

  calendar.shadowRoot!.activeElement!.dispatchEvent(event);

  expect(event.defaultPrevented).toBe(false);
});

test('one day of the grid can be reached with Tab, the last focused one', async () => {
  const calendar = await november();
  const stops = () =>
    [...calendar.shadowRoot!.querySelectorAll<HTMLButtonElement>('[tabindex="0"]')].map(button => button.value);
  expect(stops()).toEqual(['2026-11-23']);

  calendar.focus();
  await userEvent.keyboard('{ArrowDown}');

  await expect.poll(stops).toEqual(['2026-11-30']);
});

test('moving the focus past the end of the month shows the next one', async () => {
  const calendar = await november();
  const seen = watch(calendar) as BookingMonthChangeEvent[];
  calendar.focus();

  await userEvent.keyboard('{ArrowDown}{ArrowRight}');

  await expect.element(page.getByRole('grid', {name: 'December 2026'})).toBeVisible();
  await expect.poll(() => focusedDay(calendar)).toBe('2026-12-01');
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    type: 'booking-month-change',
    month: '2026-12',
    bubbles: true,
    composed: true,
    cancelable: false,
  });
});

test("in Arabic the arrows follow the eye and the digits are the reader's", async () => {
  const calendar = await november({lang: 'ar-EG', dir: 'rtl'});
  calendar.focus();
  expect(focusedDay(calendar)).toBe('2026-11-23');
  expect(calendar.shadowRoot!.activeElement!.textContent).toContain('٢٣');

  await userEvent.keyboard('{ArrowLeft}');
  expect(focusedDay(calendar)).toBe('2026-11-24');
  const box = (day: string) => calendar.shadowRoot!.querySelector(`[value="${day}"]`)!.getBoundingClientRect().x;
  expect(box('2026-11-24')).toBeLessThan(box('2026-11-23'));
});
