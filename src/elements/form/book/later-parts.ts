import {define} from '../../base/define.ts';
import {lazyPart} from '../../loading/lazy-part.ts';
import type {LaterContext} from './context.ts';

/** What only some visitors need after the choice of a time. */
export type LaterParts = ReturnType<typeof laterParts>;

export function laterParts(context: LaterContext) {
  const {host} = context;
  return {
    /** What can be done with a booking. */
    after: lazyPart(host, async () => {
      const {AfterSteps} = await import('../after/after-steps.ts');
      return new AfterSteps(context);
    }),
    /** The step that asks for an e-mailed code; each code has its own. */
    verify: lazyPart(host, async () => (await import('./verify.ts')).Verify),
    /** The dates of a recurring event type. */
    series: lazyPart(host, async () => {
      const {renderSeries, lookAtSeries} = await import('./series.ts');
      return {renderSeries, lookAtSeries};
    }),
    /** `<booking-status>`, which follows the booking. */
    status: lazyPart(host, async () => {
      const {BookingStatus} = await import('../../status/booking-status.ts');
      define('booking-status', BookingStatus);
    }),
  };
}
