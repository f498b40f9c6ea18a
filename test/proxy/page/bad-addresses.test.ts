import {expect, test} from 'vitest';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';
import {isBookingError} from '../../../src/core/model/error.ts';
import {renderBookingForm, type BookingFormOptions} from '../../../src/proxy/index.ts';
import {badAddresses, isSafe} from '../../support/hostile/bad-addresses.ts';
import {fullEventType} from '../../support/full-event-type.ts';
import {placesOf, type Place} from '../../support/hostile/places.ts';

const slot = '2026-11-24T09:00:00.000Z';
const action = 'https://book.example/form';
const known = {slots: [{start: slot}], action, now: '2026-11-23T08:00:00.000Z', attempt: 'attempt-1'};
const view = {
  uid: 'u1',
  state: 'accepted' as const,
  title: 'A',
  start: slot,
  end: slot,
  joinUrl: 'https://a.example',
  steps: [{name: 'requested', status: 'done', at: slot}],
};

/** Every address in a page. */
function addressesIn(html: string): string[] {
  return [...html.matchAll(/\b(?:href|src|action|formaction|srcset|poster|data|background)="([^"]*)"/g)].map(
    ([, written]) =>
      written!
        .replaceAll('&amp;', '&')
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&#39;', "'"),
  );
}

/** What is shown of an event type: its times, its questions, and the way to Cal.com where it is not booked here. */
function pagesOf(eventType: BookingFormOptions['eventType']): string[] {
  const {handOver: _, ...here} = eventType;
  return [
    renderBookingForm({...known, eventType: here}),
    renderBookingForm({...known, eventType: here, slot, notice: {code: 'auth_required', isElsewhere: true}}),
    renderBookingForm({...known, eventType: {...here, handOver: 'account'}}),
  ];
}

function unsafe(places: Place[], render: (json: unknown) => string[]): string[] {
  const found: string[] = [];
  for (const place of places) {
    const isText = /description|title|label/.test(place.name);
    for (const address of badAddresses.flatMap(each => (isText ? [each, `[a](${each})`, `<${each}>`] : [each]))) {
      try {
        for (const written of render(place.with(address)).flatMap(addressesIn))
          if (!isSafe(written, action)) found.push(`${place.name}: ${written.slice(0, 80)}`);
      } catch (error) {
        if (!isBookingError(error)) throw error;
      }
    }
  }
  return [...new Set(found)];
}

test('nothing of an event type makes a page lead to a bad address', () => {
  const whole = {data: {...fullEventType, price: 0, metadata: {}}};
  expect(pagesOf(decodeEventTypes(whole)[0]!).flatMap(addressesIn)).toContain('https://cal.com/a/a');
  expect(unsafe(placesOf(whole), json => pagesOf(decodeEventTypes(json)[0]!))).toEqual([]);
});

test('nor does anything of a booking', () => {
  const eventType = decodeEventTypes({data: fullEventType})[0]!;
  const places = placesOf(view).filter(({name}) => !/^(start|end|state|steps)/.test(name));
  const render = (booked: unknown) => [
    renderBookingForm({...known, eventType, booked: {view: booked as typeof view, href: 'form'} as never}),
  ];
  expect(render(view).flatMap(addressesIn)).toContain('https://a.example');
  expect(unsafe(places, render)).toEqual([]);
});
