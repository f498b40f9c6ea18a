import {addDays, addMonths, groupByDay, monthOf} from './time.ts';
import type {Day, Instant, InstantRange, Month, Slot} from '../model/types.ts';

/** Months asked for in one request: stepping through a year costs six requests, not twelve. */
export const blockMonths = 2;

/** The first month of the block that holds `month`, counted from `firstMonth`; earlier months belong to the first. */
export function blockOf(month: Month, firstMonth: Month): Month {
  let block = firstMonth;
  for (;;) {
    const next = addMonths(block, blockMonths);
    if (month < next) return block;
    block = next;
  }
}

/**
 * The block to begin with: the one that starts this month, wherever the visitor is, or next month in a month's last days,
 * when there may be no time left in this one and the visitor is about to look at the next two.
 */
export function firstBlock(now: Instant): Month {
  return monthOf(addDays(now.slice(0, 10), 4));
}

/**
 * The instants to ask for to fill a block: its months wherever the visitor is (no zone is more than 14 hours from UTC),
 * with a day of slack on each side, so that another time zone regroups what is there instead of asking again. The first
 * block starts at the present hour, of which all visitors ask the same question, so that a cache can answer it.
 */
export function blockRange(block: Month, now: Instant): InstantRange {
  const edge = (month: Month, slack: number): Instant => `${addDays(`${month}-01`, slack)}T00:00:00.000Z`;
  const start = block > firstBlock(now) ? edge(block, -2) : `${now.slice(0, 13)}:00:00.000Z`;
  return {start, end: edge(addMonths(block, blockMonths), 2)};
}

/** What to ask for before anything is known of the visitor's zone. */
export function firstRange(now: Instant): InstantRange {
  return blockRange(firstBlock(now), now);
}

/** Puts fresh slots in the place of what was known in `range`; sorted, each start once. */
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

/** The last answer for each list is kept: grouping two months of slots at each render is felt, in each form of a page. */
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

/** How many times each day has. */
export function countsByDay(slots: readonly Slot[], timeZone: string): ReadonlyMap<Day, number> {
  return group(slots, timeZone).counts;
}
