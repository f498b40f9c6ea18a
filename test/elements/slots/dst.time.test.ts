import {html} from 'lit';
import {describe, expect, test} from 'vitest';
import {addDays, groupByDay, startOfDay} from '../../../src/core/time.ts';
import '../../../src/define/booking-slots.ts';
import type {BookingSlots} from '../../../src/elements/slots/booking-slots.ts';
import cases from '../../core/dst-cases.json' with {type: 'json'};
import {fixture} from '../../support/fixture.ts';

/** What the visitor reads, without the end of each time that only a screen reader says. */
function labels(element: BookingSlots): string[] {
  return [...element.shadowRoot!.querySelectorAll('[role=radio]')].map(button => {
    const copy = button.cloneNode(true) as Element;
    copy.querySelectorAll('.visually-hidden').forEach(hidden => hidden.remove());
    return copy.textContent.trim();
  });
}

describe.each(cases)('on screen, $name', ({timeZone, day, dayStart, dayEnd, instants, groups, labelsEnUS}) => {
  const days = groupByDay(instants.map(start => ({start: new Date(start).toISOString()})), timeZone);

  test('the day begins and ends at its exact instants', () => {
    expect(startOfDay(day, timeZone)).toBe(dayStart);
    expect(startOfDay(addDays(day, 1), timeZone)).toBe(dayEnd);
  });

  test('each day has its times, and two that read the same are told apart', async () => {
    expect([...days.keys()].sort()).toEqual(Object.keys(groups).sort());
    for (const [key, wanted] of Object.entries(labelsEnUS)) {
      const element = await fixture<BookingSlots>(html`
        <booking-slots locale="en-US" time-zone=${timeZone} day=${key} .slots=${days.get(key) ?? []}></booking-slots>
      `);
      expect(labels(element)).toEqual(wanted);
    }
  });
});
