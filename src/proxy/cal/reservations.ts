import {looseObject, looseText, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {Instant} from '../../core/model/types.ts';
import {calls} from '../observe/call.ts';
import {householdsOfNetwork, networkOf} from '../guard/network.ts';
import {pick, plains} from './pick.ts';
import type {Priority} from './upstream/shares.ts';
import {LostAnswer, type UpstreamRequest, type Upstream} from './upstream/upstream.ts';

/** Hides slots from others for five minutes, always without the key. A reservation does not prevent a booking. */
export interface Reservations {
  /**
   * Resolves with Cal.com's reservation; its `reservationUid` is all that is needed to release it. Until it expires,
   * the same key gets the same reservation, so a reloaded page finds the earlier one.
   */
  make(body: Json, key: string): Promise<unknown>;
  /** Releases a reservation. An expired or unknown one is not an error. */
  release(uid: string): Promise<void>;
  /**
   * Releases the calling visitor's reservation of an event type's slot. Resolves with `own` if nobody else holds it,
   * with `other` if somebody else does, and with `none` if it was not reserved through this proxy.
   */
  giveBack(eventTypeId: number, start: Instant, end: Instant): Promise<'own' | 'other' | 'none'>;
}

const reservation = pick(
  plains(
    'eventTypeId',
    'slotStart',
    'slotEnd',
    'slotDuration',
    'reservationUid',
    'reservationDuration',
    'reservationUntil',
  ),
);
const path = '/v2/slots/reservations';

/** One held reservation; without a uid while Cal.com is asked. */
interface Place {
  key: string;
  /** The request, and its result. */
  request: string;
  answer?: Promise<unknown>;
  uid?: string | undefined;
  visitor: string;
  until: number;
  eventTypeId?: unknown;
  start: number;
  end: number;
}

/** The most slots hidden at once: per visitor (a /48 network counts as four visitors) and overall. */
const limit = {visitor: 3, all: 60};
const holdMs = 5 * 60_000;

/**
 * Reservations have the lowest priority: scarce calls are better spent on bookings. A visitor over a limit gets
 * `rate_limited` and books without a reservation.
 */
export function createReservations(upstream: Upstream, now: () => number): Reservations {
  /** The held reservations, oldest first. */
  let held: Place[] = [];

  /** Adds a reservation. An unknown visitor ('') is only subject to the overall limit. */
  function hold({visitor, key, request}: Pick<Place, 'visitor' | 'key' | 'request'>): Place {
    const network = networkOf(visitor);
    const own = visitor === '' ? [] : held.filter(other => other.visitor === visitor);
    const near = network === undefined ? [] : held.filter(other => networkOf(other.visitor) === network);
    if (held.length >= limit.all || own.length >= limit.visitor || near.length >= limit.visitor * householdsOfNetwork) {
      const [first] = own.length >= limit.visitor ? own : near.length > 0 ? near : held;
      throw new BookingError(
        'rate_limited',
        'Too many times are reserved: release one, or book without a reservation.',
        {status: 429, retryAfterSeconds: Math.max(1, Math.ceil((first!.until - now()) / 1000))},
      );
    }
    const place: Place = {visitor, key, request, until: now() + holdMs, start: 0, end: 0};
    held.push(place);
    return place;
  }

  function drop(place: Place | undefined): void {
    held = held.filter(other => other !== place);
  }

  async function send(
    request: Pick<UpstreamRequest, 'method' | 'path' | 'body'>,
    priority: Priority = 'extra',
  ): Promise<Json> {
    try {
      return await upstream.send({...request, version: apiVersions.slots}, {priority});
    } catch (error) {
      // A reservation made nevertheless expires on its own.
      if (!(error instanceof LostAnswer)) throw error;
      throw new BookingError('upstream_down', 'Cal.com did not answer: continue without a reservation.', {
        status: 502,
        cause: error,
      });
    }
  }

  /** Requests the reservation from Cal.com. */
  async function fill(place: Place, body: Json): Promise<unknown> {
    try {
      const {data} = await send({method: 'POST', path, body});
      const {reservationUid, eventTypeId, slotStart, slotEnd} = looseObject(data);
      Object.assign(place, {
        uid: looseText(reservationUid),
        eventTypeId,
        start: Date.parse(String(slotStart)),
        end: Date.parse(String(slotEnd)),
      });
      return reservation(data);
    } catch (error) {
      // Cal.com may have made the reservation nevertheless, so it counts until it expires.
      if (!isBookingError(error) || error.code !== 'upstream_down') drop(place);
      throw error;
    }
  }

  return {
    async giveBack(eventTypeId, start, end) {
      const overlaps = (place: (typeof held)[number]) => place.start < Date.parse(end) && place.end > Date.parse(start);
      const found = held.filter(place => place.eventTypeId === eventTypeId && place.until > now() && overlaps(place));
      const own = found.filter(({uid, visitor}) => uid !== undefined && visitor === (calls.getStore()?.visitor ?? ''));
      for (const {uid} of own) await this.release(uid!);
      return found.length === 0 ? 'none' : own.length === found.length ? 'own' : 'other';
    },
    async make(body, key) {
      held = held.filter(({until}) => until > now());
      const request = JSON.stringify(body);
      const known = held.find(place => place.key === key);
      if (known && known.request !== request) {
        throw new BookingError(
          'idempotency_conflict',
          'This Idempotency-Key was used for another slot: use a new key.',
          {status: 422},
        );
      }
      const place = known ?? hold({visitor: calls.getStore()?.visitor ?? '', key, request});
      return (place.answer ??= fill(place, body));
    },
    async release(uid) {
      const place = held.find(other => other.uid === uid);
      await send({method: 'DELETE', path: `${path}/${encodeURIComponent(uid)}`}, place ? 'extra' : 'lookup');
      drop(place);
    },
  };
}
