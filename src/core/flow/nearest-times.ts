import type {Instant, Slot} from '../model/types.ts';

/** As many as fit in a line. */
const most = 3;

/** Free times to offer in the place of one that was lost: the nearest after it, and where there are too few of them the nearest before. */
export function nearestTimes(slots: readonly Slot[], lost: Instant): Slot[] {
  const later = slots.filter(({start}) => start > lost);
  const earlier = slots.filter(({start}) => start < lost).reverse();
  return [...later, ...earlier].slice(0, most);
}
