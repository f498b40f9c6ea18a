import type {BookingView, Step} from '../../core/model/wire.ts';

/** All members but the steps, those that change most often first. */
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
 * Whether a view contains anything a reader has not seen. Changed times of steps do not count: the same event arrives
 * once per subscription, milliseconds apart, and every seat changes the time of its booking's confirmation.
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
