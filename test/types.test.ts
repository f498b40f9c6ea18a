import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {BookingCreatedEvent} from '../src/index.ts';
import type {} from '../src/script-global.ts';

/** Checked by `tsc`, never called: what the guides show has its types. */
export function guides(): void {
  const hear = (event: BookingCreatedEvent) => event.booking.uid;
  document.addEventListener('booking-created', event => hear(event));
  document.body.addEventListener('booking-created', event => hear(event));
  addEventListener('booking-error', event => event.code);
  BookingElements.registerLocale('de', {'form.booked': 'Bis bald'});
  // @ts-expect-error: an event of nobody's is none of ours.
  document.addEventListener('booking-nothing', event => hear(event));
}

test('what nobody can import from the one-file script is not among its types', () => {
  const {exports} = JSON.parse(readFileSync('package.json', 'utf8')) as {exports: Record<string, {types?: string}>};
  expect(exports['./script']!.types).toBe('./dist/script-global.d.ts');
  expect(readFileSync('src/script-global.ts', 'utf8')).not.toMatch(/^export (?!\{\})/m);
});
