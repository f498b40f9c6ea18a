import {looseObject, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError} from '../../core/error.ts';
import type {Priority} from './budget.ts';
import {createCache, type CacheResult} from './cache.ts';
import {pickEach, plains} from './pick.ts';
import type {Upstream} from './upstream.ts';

/** Free times, kept for 15 seconds. */
export interface Slots {
  /** The days of Cal.com's answer; the query is its query, checked before. Always without the key. */
  load(query: Record<string, string>): Promise<Json>;
  /** Whether the event type can be booked at this start now; asks Cal.com itself. */
  isFree(eventTypeId: number, start: string, durationMinutes?: number): Promise<boolean>;
  /** After a booking no time of its host is what it was, whatever the event type. */
  clear(): void;
}

const lifetimeMs = 15_000;
const dayMs = 86_400_000;
// Never `bookingUid`: with seats it is another visitor's.
const slots = pickEach(plains('start', 'end', 'seatsBooked', 'seatsRemaining', 'seatsTotal'));

/** Reads slots; equal questions of many visitors are one. */
export function createSlots(upstream: Upstream, now: () => number, count?: (result: CacheResult) => void): Slots {
  const cache = createCache<Json>(lifetimeMs, now, count);

  async function ask(query: Record<string, string>, priority: Priority): Promise<Json> {
    const {data} = await upstream.send({method: 'GET', path: '/v2/slots', query, version: apiVersions.slots}, {priority});
    if (typeof data !== 'object' || data === null || Array.isArray(data)) {
      throw new BookingError('upstream_shape', 'Cal.com\'s answer has no object at data.', {status: 502});
    }
    return Object.fromEntries(Object.entries(data).map(([day, items]) => [day, slots(items) ?? []]));
  }

  return {
    load: query => cache.read(JSON.stringify(Object.entries(query).sort()), () => ask(query, 'slots')),
    async isFree(eventTypeId, start, durationMinutes) {
      const at = Date.parse(start);
      const days = await ask({
        eventTypeId: String(eventTypeId),
        start: new Date(at).toISOString(),
        // A day, not a minute: a slot may have to fit into the range that is asked for.
        end: new Date(at + dayMs).toISOString(),
        ...(durationMinutes === undefined ? {} : {duration: String(durationMinutes)}),
      }, 'booking');
      return Object.values(days).flat().some(slot => Date.parse(String(looseObject(slot)['start'])) === at);
    },
    clear: () => cache.clear(),
  };
}
