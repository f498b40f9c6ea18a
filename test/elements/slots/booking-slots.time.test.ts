import {html} from 'lit';
import {expect, test} from 'vitest';
import '../../../src/define/booking-slots.ts';
import type {BookingSlots} from '../../../src/elements/slots/booking-slots.ts';
import {fixture} from '../../support/fixture.ts';

/** What a visitor reads on each time, spaces made plain. */
async function labels(timeZone: string, day: string, starts: readonly string[]) {
  const slots = starts.map(start => ({start: `${start}.000Z`}));
  const element = await fixture<BookingSlots>(html`
    <booking-slots locale="en-US" day=${day} time-zone=${timeZone} duration-minutes="30" .slots=${slots}></booking-slots>
  `);
  return [...element.shadowRoot!.querySelectorAll('button')].map(button =>
    button.textContent.replace(/\s+/g, ' ').trim(),
  );
}

test('the hour that happens twice in New York is told apart', async () => {
  expect(
    await labels('America/New_York', '2026-11-01', [
      '2026-11-01T04:00:00',
      '2026-11-01T05:30:00',
      '2026-11-01T06:30:00',
    ]),
  ).toEqual(['12:00 AM to 12:30 AM', '1:30 AM EDT to 1:00 AM EST', '1:30 AM EST to 2:00 AM']);
});

test('the half hour that happens twice on Lord Howe is told apart', async () => {
  const [first, second] = await labels('Australia/Lord_Howe', '2027-04-04', [
    '2027-04-03T14:45:00',
    '2027-04-03T15:15:00',
  ]);

  expect(first).toContain('1:45 AM GMT+11 to');
  expect(second).toContain('1:45 AM GMT+10:30 to');
});

test('a time before the gap ends after it', async () => {
  expect(await labels('America/New_York', '2027-03-14', ['2027-03-14T06:30:00', '2027-03-14T07:00:00'])).toEqual([
    '1:30 AM to 3:00 AM',
    '3:00 AM to 3:30 AM',
  ]);
});

test("a day that starts at one o'clock starts so", async () => {
  expect(await labels('America/Santiago', '2026-09-06', ['2026-09-06T04:00:00'])).toEqual(['1:00 AM to 1:30 AM']);
});

test('the day of an overlap is named with its own zone name', async () => {
  const element = await fixture<BookingSlots>(html`
    <booking-slots locale="en-US" day="2026-11-01" time-zone="America/New_York" .slots=${[{start: '2026-11-01T05:30:00.000Z'}]}></booking-slots>
  `);

  expect(element.shadowRoot!.querySelector('[role="radiogroup"]')!.getAttribute('aria-label')).toMatch(
    /Sunday.*November 1.*, Eastern Time$/,
  );
});
