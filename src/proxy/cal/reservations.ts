import {looseObject, looseText, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {Instant} from '../../core/model/types.ts';
import {calls} from '../observe/call.ts';
import {householdsOfNetwork, networkOf} from '../guard/network.ts';
import {pick, plains} from './pick.ts';
import type {Priority} from './upstream/shares.ts';
import {LostAnswer, type UpstreamRequest, type Upstream} from './upstream/upstream.ts';

/** Hides times from others for five minutes, always without the key. It does not keep a booking from being made. */
export interface Reservations {
  /**
   * Resolves with what Cal.com says of it; its `reservationUid` is all it takes to give it back. While it lasts, the same
   * key gets the same one, so that a page that was loaded again finds what it asked for before.
   */
  make(body: Json, key: string): Promise<unknown>;
  /** Gives it back; one that is over or unknown is no error. */
  release(uid: string): Promise<void>;
  /**
   * Gives back what the visitor who calls holds of an event type's time. Resolves with `own` when nobody else holds it,
   * with `other` when somebody else does, and with `none` when it was not reserved here.
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

/** A place among those that are held; without a uid while Cal.com is asked. */
interface Place {
  key: string;
  /** What was asked for, and what became of it. */
  wish: string;
  answer?: Promise<unknown>;
  uid?: string | undefined;
  visitor: string;
  until: number;
  eventTypeId?: unknown;
  start: number;
  end: number;
}

/** How many times may be hidden at once: by one visitor, of which a network of /48 may be four, and by all. */
const limit = {visitor: 3, all: 60};
const holdMs = 5 * 60_000;

/**
 * They come last: when calls are short, a time is better booked than hidden. Whoever hides several already, or together
 * with everybody else too many, is refused with `rate_limited`, and books without.
 */
export function createReservations(upstream: Upstream, now: () => number): Reservations {
  /** What is held, oldest first. */
  let held: Place[] = [];

  /** Takes a place for one more. An unknown visitor ('') is limited with all the others only. */
  function hold({visitor, key, wish}: Pick<Place, 'visitor' | 'key' | 'wish'>): Place {
    const network = networkOf(visitor);
    const own = visitor === '' ? [] : held.filter(other => other.visitor === visitor);
    const near = network === undefined ? [] : held.filter(other => networkOf(other.visitor) === network);
    if (held.length >= limit.all || own.length >= limit.visitor || near.length >= limit.visitor * householdsOfNetwork) {
      const [first] = own.length >= limit.visitor ? own : near.length > 0 ? near : held;
      throw new BookingError(
        'rate_limited',
        'Too many times are reserved: give one back, or book without a reservation.',
        {status: 429, retryAfterSeconds: Math.max(1, Math.ceil((first!.until - now()) / 1000))},
      );
    }
    const place: Place = {visitor, key, wish, until: now() + holdMs, start: 0, end: 0};
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
      // One that was made all the same is over by itself.
      if (!(error instanceof LostAnswer)) throw error;
      throw new BookingError('upstream_down', 'Cal.com did not answer: go on without a reservation.', {
        status: 502,
        cause: error,
      });
    }
  }

  /** Asks Cal.com for what a place was taken for. */
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
      // What Cal.com may have reserved all the same is held until it ends.
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
      const wish = JSON.stringify(body);
      const known = held.find(place => place.key === key);
      if (known && known.wish !== wish) {
        throw new BookingError(
          'idempotency_conflict',
          'This Idempotency-Key was used for another time: use a new one.',
          {status: 422},
        );
      }
      const place = known ?? hold({visitor: calls.getStore()?.visitor ?? '', key, wish});
      return (place.answer ??= fill(place, body));
    },
    async release(uid) {
      const place = held.find(other => other.uid === uid);
      await send({method: 'DELETE', path: `${path}/${encodeURIComponent(uid)}`}, place ? 'extra' : 'lookup');
      drop(place);
    },
  };
}
