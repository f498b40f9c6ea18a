import type {BookingView} from '../../core/wire.ts';

/**
 * Whether a view says something a page has not seen. Other times of steps are none: the same event comes once per
 * subscription, milliseconds apart, and every seat of a booking moves the time of its confirmation.
 */
export function isNews(before: BookingView, after: BookingView): boolean {
  return outline(before) !== outline(after);
}

function outline({steps, ...rest}: BookingView): string {
  return JSON.stringify([rest, steps.map(({name, status, at}) => [name, status, at !== undefined])]);
}
