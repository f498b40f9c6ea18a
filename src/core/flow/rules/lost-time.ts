import type {ErrorCode} from '../../model/error-codes.ts';
import type {Instant, Slot} from '../../model/types.ts';

/** As many as fit on a line. */
const most = 3;

/**
 * Returns free times to offer instead of a lost one: the nearest later ones, then the nearest earlier ones if there are
 * too few.
 */
function nearestTimes(slots: readonly Slot[], lost: Instant): Slot[] {
  const later = slots.filter(({start}) => start > lost);
  const earlier = slots.filter(({start}) => start < lost).reverse();
  return [...later, ...earlier].slice(0, most);
}

/** The notice about a time that is no longer available, with others to choose from `slots`. */
export function lostTimeNotice(
  slots: readonly Slot[],
  start: Instant,
  code: ErrorCode = 'slot_taken',
): {code: ErrorCode; start: Instant; instead: Slot[]} {
  return {code, start, instead: nearestTimes(slots, start)};
}
