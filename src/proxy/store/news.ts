import type {BookingView, Step} from '../../core/model/wire.ts';

/** All members but the steps; what mostly changes comes first. */
const members = Object.keys({
  state: true,
  start: true,
  end: true,
  joinUrl: true,
  rescheduledTo: true,
  rescheduleExpected: true,
  uid: true,
} satisfies Record<Exclude<keyof BookingView, 'steps'>, true>) as Exclude<keyof BookingView, 'steps'>[];

/**
 * Whether a view says something a page has not seen. Other times of steps are none: the same event comes once per
 * subscription, milliseconds apart, and every seat of a booking moves the time of its confirmation.
 */
export function isNews(before: BookingView, after: BookingView): boolean {
  if (before === after) return false;
  return (
    members.some(name => before[name] !== after[name]) ||
    before.steps.length !== after.steps.length ||
    after.steps.some((step, index) => isNewStep(before.steps[index]!, step))
  );
}

function isNewStep(before: Step, after: Step): boolean {
  return (
    before.name !== after.name ||
    before.status !== after.status ||
    (before.at === undefined) !== (after.at === undefined)
  );
}
