import {html} from 'lit';
import {describe, expect, test} from 'vitest';
import {addMinutes, dayOf, groupByDay} from '../../../src/core/time/time.ts';
import '../../../src/define/booking-slots.ts';
import type {BookingSlots} from '../../../src/elements/slots/booking-slots.ts';
import cases from '../../core/time/dst-cases.json' with {type: 'json'};
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
  const days = groupByDay(
    instants.map(start => ({start: new Date(start).toISOString()})),
    timeZone,
  );

  test('the day begins and ends at its exact instants', () => {
    // Apia had no 30 December 2011.
    const isThere = dayStart < dayEnd;
    const days = [dayStart, addMinutes(dayEnd, -1), addMinutes(dayStart, -1), dayEnd].map(instant =>
      dayOf(instant, timeZone),
    );
    expect(days.map(found => found === day)).toEqual([isThere, isThere, false, false]);
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
