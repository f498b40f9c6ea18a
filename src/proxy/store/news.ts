import type {BookingView} from '../../core/wire.ts';

/**
 * Whether a view says something a page has not seen. Other times of steps are none: the same event comes once per
 * subscription, milliseconds apart, and every seat of a booking moves the time of its confirmation.
 */
export function isNews(before: BookingView, after: BookingView): boolean {
  return before !== after && outline(before) !== outline(after);
}

/** A view goes to thousands of streams; each is written out once. */
const outlines = new WeakMap<BookingView, string>();

function outline(view: BookingView): string {
  const known = outlines.get(view);
  if (known !== undefined) return known;
  const {steps, ...rest} = view;
  const written = JSON.stringify([rest, steps.map(({name, status, at}) => [name, status, at !== undefined])]);
  outlines.set(view, written);
  return written;
}
