import {earlier, settleMs} from '../../core/cal/fresh-slots.ts';
import {looseObject, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError} from '../../core/model/error.ts';
import {createCache, type CacheResult} from './cache.ts';
import {createLast} from './last-answer.ts';
import {pickEach, plains} from './pick.ts';
import type {Priority} from './upstream/shares.ts';
import {toSlotsQuestion} from './slot-days.ts';
import type {Upstream} from './upstream/upstream.ts';

/** Free times, kept for 15 seconds, and after a change only until Cal.com has forgotten what it kept from before. */
export interface Slots {
  /**
   * The days of Cal.com's answer; the query is its query, checked before. Always without the key, and for whole days in
   * UTC, so that nobody asks for what is not kept by naming seconds, zones or bookings that there are not.
   */
  load(query: Record<string, string>): Promise<Json>;
  /** Whether the event type can be booked at this start now; asks Cal.com itself. */
  isFree(eventTypeId: number, start: string, durationMinutes?: number): Promise<boolean>;
  /** After a booking no time of its host is what it was, whatever the event type: nothing that was kept counts. */
  changed(): void;
  /** Somebody's reservation hides or shows a time. It refuses nobody, so the many of a busy minute count once a second. */
  reserved(): void;
}

const lifetimeMs = 15_000;
const reservedMs = 1_000;
/** Where the budget lets nothing be read, times of a few minutes ago are better than none: a booking is checked anyway. */
const lastMs = 5 * 60_000;
const dayMs = 86_400_000;
// Never `bookingUid`: with seats it is another visitor's.
const slots = pickEach(plains('start', 'end', 'seatsBooked', 'seatsRemaining', 'seatsTotal'));

/** Reads slots; equal questions of many visitors are one. `isBooking` knows the bookings that may be moved. */
export function createSlots(
  upstream: Upstream,
  now: () => number,
  isBooking: (uid: string) => Promise<boolean>,
  count?: (result: CacheResult) => void,
): Slots {
  let changedAt = -Infinity;
  // From anywhere on: proxies of one calendar do not ask with each other's starts.
  let turn = Math.floor(Math.random() * 3_600);
  const quietInMs = () => changedAt + settleMs - now();
  const cache = createCache<Json>(() => (quietInMs() > 0 ? quietInMs() : lifetimeMs), now, count);

  const last = createLast<Json>(lastMs, now);

  function changed(): void {
    changedAt = now();
    cache.clear();
  }

  async function ask(
    query: Record<string, string>,
    priority: Priority,
    isFresh = quietInMs() > 0,
    patienceMs?: number,
  ): Promise<Json> {
    const start = startIn(query);
    const asked = isFresh ? earlier({...query, start}, (turn += 1)) : query;
    const {data} = await upstream.send(
      {method: 'GET', path: '/v2/slots', query: asked, version: apiVersions.slots},
      {priority, patienceMs},
    );
    if (typeof data !== 'object' || data === null || Array.isArray(data)) {
      throw new BookingError('upstream_shape', "Cal.com's answer has no object at data.", {status: 502});
    }
    const days = Object.entries(data).map(([day, items]): [string, Json[]] => [day, (slots(items) ?? []) as Json[]]);
    return Object.fromEntries(isFresh ? days.map(from(start)).filter(([, items]) => items.length > 0) : days);
  }

  return {
    async load({bookingUidToReschedule: moving, ...query}) {
      const isMove = moving !== undefined && (await isBooking(moving));
      const {asked, show} = toSlotsQuestion(isMove ? {...query, bookingUidToReschedule: moving} : query);
      const key = JSON.stringify(Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)));
      return show(
        await last.read(key, patienceMs => cache.read(key, () => ask(asked, 'slots', undefined, patienceMs))),
      );
    },
    async isFree(eventTypeId, start, durationMinutes) {
      const at = Date.parse(start);
      const days = await ask(
        {
          eventTypeId: String(eventTypeId),
          start: new Date(at).toISOString(),
          // A day, not a minute: a slot may have to fit into the range that is asked for.
          end: new Date(at + dayMs).toISOString(),
          ...(durationMinutes === undefined ? {} : {duration: String(durationMinutes)}),
        },
        'booking',
        true,
      );
      return Object.values(days)
        .flat()
        .map(looseObject)
        .some(slot => startOf(slot) === at && slot['seatsRemaining'] !== 0);
    },
    changed,
    reserved() {
      if (now() - changedAt >= reservedMs) changed();
    },
  };
}

const startOf = ({start}: Json) => Date.parse(String(start));

/** The start of a query with its offset; without one it is in UTC, as Cal.com reads it. */
function startIn({start = ''}: Record<string, string>): string {
  return !start.includes('T') || /(Z|[+-]\d\d:?\d\d)$/.test(start) ? start : `${start}Z`;
}

/** What is left of a day that was asked for from an earlier start on. */
function from(start: string): (day: [string, Json[]]) => [string, Json[]] {
  const at = Date.parse(start);
  return ([day, items]) => [day, items.filter(slot => startOf(slot) >= at)];
}
