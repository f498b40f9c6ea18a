import {html} from 'lit';
import {afterEach, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {fixture} from '../../support/fixture.ts';
import {standIn} from '../form/stand-in.ts';

standIn();

afterEach(() => {
  document.documentElement.removeAttribute('style');
  sessionStorage.clear();
});

const px = (element: Element, name: string) => parseFloat(getComputedStyle(element).getPropertyValue(name));

/** A form of which a time was chosen and the questions are shown. */
async function openQuestions(style = '') {
  const form = await fixture<BookingForm>(html`
    <booking-form cal-link="rick/30min" time-zone="UTC" style=${style}></booking-form>
  `);
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  const calendarWidth = form.shadowRoot!.querySelector('booking-calendar')!.getBoundingClientRect().width;
  await userEvent.click(page.getByRole('radio').first());
  await userEvent.click(page.getByRole('button', {name: /^Continue with/}));
  await expect.element(page.getByRole('textbox').first()).toBeVisible();
  return {form, calendarWidth, field: page.getByRole('textbox').first().element()};
}

test('on a site whose root font is 62.5 % the form is as large as elsewhere', async () => {
  const usual = await openQuestions();
  const measures = ({form, field}: Awaited<ReturnType<typeof openQuestions>>) => [
    px(form, 'font-size'),
    px(field, 'font-size'),
    px(field, 'padding-inline-start'),
    px(field, 'height'),
  ];
  const expected = measures(usual);
  usual.form.remove();
  // What was chosen would be kept for the next one.
  sessionStorage.clear();

  document.documentElement.style.fontSize = '62.5%';
  const small = await openQuestions();

  expect(measures(small)).toEqual(expected);
  expect(small.calendarWidth).toBe(usual.calendarWidth);
});

test("sizes follow the form's own font size, and fields are never below the 16 px from which iOS zooms", async () => {
  const {form, field} = await openQuestions('--booking-font-size: 12px');

  expect(px(form, 'font-size')).toBe(12);
  expect(px(field, 'font-size')).toBe(16);
  expect(px(form.shadowRoot!.querySelector('.base')!, 'border-start-start-radius')).toBe(9);
});
