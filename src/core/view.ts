import type {Booking} from './types.ts';
import type {BookingView, Step} from './wire.ts';

/** What an answer of Cal.com says about where a booking stands. It names no steps: their times are not in it. */
export function viewOfBooking({uid, status, start, end, rescheduledToUid}: Booking): BookingView {
  if (rescheduledToUid === undefined) return {uid, state: status, start, end, steps: []};
  return {uid, state: 'rescheduled', start, end, rescheduledTo: rescheduledToUid, steps: []};
}

/** The steps that are over in `after` and were not in `before`, in their order. */
export function movedSteps(before: BookingView | undefined, after: BookingView): Step[] {
  const isOver = ({status}: Step) => status !== 'waiting';
  const known = new Set(before?.steps.filter(isOver).map(({name}) => name));
  return after.steps.filter(step => isOver(step) && !known.has(step.name));
}
