import {addDays, addMonths, groupByDay, monthOf} from './time.ts';
import type {Day, Instant, InstantRange, Month, Slot} from '../model/types.ts';

/** Months per request: paging through a year takes six requests instead of twelve. */
export const blockMonths = 2;

/**
 * The first month of the block that contains `month`, counted from `firstMonth`; earlier months belong to the first
 * block.
 */
export function blockOf(month: Month, firstMonth: Month): Month {
  let block = firstMonth;
  for (;;) {
    const next = addMonths(block, blockMonths);
    if (month < next) return block;
    block = next;
  }
}

/**
 * The first block. It starts this month in any time zone, or next month in a month's last days, when this month may
 * have no free times left and the visitor is about to look at the next two.
 */
export function firstBlock(now: Instant): Month {
  return monthOf(addDays(now.slice(0, 10), 4));
}

/**
 * The range to request for a block: its months in every time zone (no zone is more than 14 hours from UTC) plus a day
 * on each side, so that changing the time zone regroups known slots instead of requesting them again. The first block
 * starts at the current hour, so that all visitors send the same request and a cache can answer it.
 */
export function blockRange(block: Month, now: Instant): InstantRange {
  const edge = (month: Month, slack: number): Instant => `${addDays(`${month}-01`, slack)}T00:00:00.000Z`;
  const start = block > firstBlock(now) ? edge(block, -2) : `${now.slice(0, 13)}:00:00.000Z`;
  return {start, end: edge(addMonths(block, blockMonths), 2)};
}

/** The range to request before the visitor's time zone is known. */
export function firstRange(now: Instant): InstantRange {
  return blockRange(firstBlock(now), now);
}

/** Replaces the known slots in `range` with fresh ones; sorted, without duplicate starts. */
export function mergeSlots(known: readonly Slot[], fresh: readonly Slot[], range: InstantRange): Slot[] {
  const kept = known.filter(slot => slot.start < range.start || slot.start >= range.end);
  const byStart = new Map([...kept, ...fresh].map(slot => [slot.start, slot]));
  return [...byStart.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}

interface Grouped {
  timeZone: string;
  days: Map<Day, Slot[]>;
  counts: Map<Day, number>;
}

const memo = new WeakMap<readonly Slot[], Grouped>();

/** Caches the last result per list: grouping two months of slots in every render of every form is noticeably slow. */
function group(slots: readonly Slot[], timeZone: string): Grouped {
  const known = memo.get(slots);
  if (known?.timeZone === timeZone) return known;
  const days = groupByDay(slots, timeZone);
  const grouped = {timeZone, days, counts: new Map([...days].map(([day, list]) => [day, list.length]))};
  memo.set(slots, grouped);
  return grouped;
}

/** Slots by local day, both in order. */
export function slotsByDay(slots: readonly Slot[], timeZone: string): ReadonlyMap<Day, Slot[]> {
  return group(slots, timeZone).days;
}

/** The number of slots on each day. */
export function countsByDay(slots: readonly Slot[], timeZone: string): ReadonlyMap<Day, number> {
  return group(slots, timeZone).counts;
}
