import type {Instant, Slot} from '../model/types.ts';

/** As many as fit on a line. */
const most = 3;

/**
 * Returns free times to offer instead of a lost one: the nearest later ones, then the nearest earlier ones if there are
 * too few.
 */
export function nearestTimes(slots: readonly Slot[], lost: Instant): Slot[] {
  const later = slots.filter(({start}) => start > lost);
  const earlier = slots.filter(({start}) => start < lost).reverse();
  return [...later, ...earlier].slice(0, most);
}
