import type {Booking} from '../model/types.ts';
import {toLink} from '../text/web-address.ts';
import type {BookingView, Step} from '../model/wire.ts';

/**
 * What an answer of Cal.com says about where a booking stands; an accepted one's link to join is its location. It names
 * no steps: their times are not in it.
 */
export function viewOfBooking({uid, status, start, end, location, rescheduledToUid}: Booking): BookingView {
  if (rescheduledToUid !== undefined)
    return {uid, state: 'rescheduled', start, end, rescheduledTo: rescheduledToUid, steps: []};
  const joinUrl = status === 'accepted' ? toLink(location) : undefined;
  return {uid, state: status, start, end, ...(joinUrl === undefined ? {} : {joinUrl}), steps: []};
}

/** The steps that came to an end between `before` and `after`, or came to another one, in their order. */
export function movedSteps(before: BookingView | undefined, after: BookingView): Step[] {
  const nameOf = ({name, status}: Step) => `${name} ${status}`;
  const known = new Set(before?.steps.map(nameOf));
  return after.steps.filter(step => step.status !== 'waiting' && !known.has(nameOf(step)));
}

/** A view after its booking was cancelled here, until the proxy or Cal.com says the same: nothing is waited for any more. */
export function cancelledView({joinUrl: _, steps, ...view}: BookingView): BookingView {
  return {...view, state: 'cancelled', steps: steps.filter(({status}) => status !== 'waiting')};
}
