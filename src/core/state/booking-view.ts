import type {Booking} from '../model/types.ts';
import {toLink} from '../text/web-address.ts';
import type {BookingView, Step} from '../model/wire.ts';

/**
 * The view of a booking in an answer from Cal.com. The location of an accepted booking is its join link. The view has
 * no steps, because the answer does not contain their times.
 */
export function viewOfBooking({uid, status, start, end, location, rescheduledToUid}: Booking): BookingView {
  if (rescheduledToUid !== undefined)
    return {uid, state: 'rescheduled', start, end, rescheduledTo: rescheduledToUid, steps: []};
  const joinUrl = status === 'accepted' ? toLink(location) : undefined;
  return {uid, state: status, start, end, ...(joinUrl === undefined ? {} : {joinUrl}), steps: []};
}

/** The steps that ended between `before` and `after`, or ended differently, in their order. */
export function movedSteps(before: BookingView | undefined, after: BookingView): Step[] {
  const nameOf = ({name, status}: Step) => `${name} ${status}`;
  const known = new Set(before?.steps.map(nameOf));
  return after.steps.filter(step => step.status !== 'waiting' && !known.has(nameOf(step)));
}

/** The view after a cancellation here, until the proxy or Cal.com reports it: no step is waiting any more. */
export function cancelledView({joinUrl: _, steps, ...view}: BookingView): BookingView {
  return {...view, state: 'cancelled', steps: steps.filter(({status}) => status !== 'waiting')};
}
