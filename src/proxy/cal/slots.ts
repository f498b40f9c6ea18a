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

/** Free times, cached for 15 seconds; after a change only until Cal.com's own cache has expired. */
export interface Slots {
  /**
   * The days of Cal.com's answer to a checked query. Always without the key and for whole days in UTC, so that varying
   * seconds, zones or booking uids cannot bypass the cache.
   */
  load(query: Record<string, string>): Promise<Json>;
  /** Whether the event type can be booked at this start now. Always asks Cal.com. */
  isFree(eventTypeId: number, start: string, durationMinutes?: number): Promise<boolean>;
  /** Invalidates everything: a booking changes its host's times for all event types. */
  changed(): void;
  /**
   * A reservation hid or showed a slot. Stale slots are harmless here, so the cache is invalidated at most once a
   * second.
   */
  reserved(): void;
}

const lifetimeMs = 15_000;
const reservedMs = 1_000;
/** If the budget allows no read, times up to this old are shown; a booking is checked anyway. */
const lastMs = 5 * 60_000;
const dayMs = 86_400_000;
// Never `bookingUid`: with seats it belongs to another visitor.
const slots = pickEach(plains('start', 'end', 'seatsBooked', 'seatsRemaining', 'seatsTotal'));

/** Reads slots; equal queries share one read. `isBooking` knows the bookings that may be moved. */
export function createSlots(
  upstream: Upstream,
  now: () => number,
  isBooking: (uid: string) => Promise<boolean>,
  count?: (result: CacheResult) => void,
): Slots {
  let changedAt = -Infinity;
  // A random start, because proxies of one calendar must not use the same values.
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
          // A whole day, because the slot's length may have to fit into the range.
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

/** The start of a query with its offset. Without an offset it is in UTC, as in Cal.com's API. */
function startIn({start = ''}: Record<string, string>): string {
  return !start.includes('T') || /(Z|[+-]\d\d:?\d\d)$/.test(start) ? start : `${start}Z`;
}

/** Removes the slots of a day before `start`. */
function from(start: string): (day: [string, Json[]]) => [string, Json[]] {
  const at = Date.parse(start);
  return ([day, items]) => [day, items.filter(slot => startOf(slot) >= at)];
}
