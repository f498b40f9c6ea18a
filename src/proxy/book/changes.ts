import {decodeBookings} from '../../core/cal/booking.ts';
import {bookingRequest, seatRequest} from '../../core/cal/requests/booking-requests.ts';
import type {Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import {readDone} from './bookings.ts';
import type {Learner} from '../cal/answer-listener.ts';
import {createMissing} from '../cal/missing-bookings.ts';
import type {Priority} from '../cal/upstream/shares.ts';
import {LostAnswer, type Upstream} from '../cal/upstream/upstream.ts';

/**
 * Reads, cancels and moves bookings, all without the owner's key: with it Cal.com would take the visitor for the host.
 * Each resolves with Cal.com's `data`.
 */
export interface Changes {
  /** Rejects with `noSuchBooking()` when there is none. */
  read(uid: string): Promise<unknown>;
  /** The same for whoever shows no token: after all others, and without another call for what was just not there. */
  lookUp(uid: string): Promise<unknown>;
  cancel(uid: string, body: Json): Promise<unknown>;
  /** The answer is a new booking with a new uid. */
  reschedule(uid: string, body: Json): Promise<unknown>;
}

/** One answer for what is not there and for what is not the caller's: nobody finds out which uids exist. */
export function noSuchBooking(): BookingError {
  return new BookingError('not_found', 'There is no such booking.', {status: 404});
}

/** Cal.com answered with a booking that the moved one did not become: another of the same person at that time. */
function notMoved(): BookingError {
  return new BookingError(
    'already_booked',
    'This person has another booking at that time already: the booking was not moved.',
    {status: 409},
  );
}

/** Throws what is said when nobody knows what was done. */
function unknown(verb: 'cancel' | 'reschedule'): (cause: unknown) => never {
  return cause => {
    throw new BookingError(
      'outcome_unknown',
      `Cal.com did not say whether it did: read the booking before you ask to ${verb} it again.`,
      {status: 504, cause},
    );
  };
}

const pausesMs = [500, 2_000, 5_000];

/** After a lost answer the booking itself is asked what became of it; `wait` takes milliseconds; `learn` hears what is read. */
export function createChanges(
  upstream: Upstream,
  wait: (ms: number) => Promise<void>,
  {now, elapsed}: Pick<ProxyContext, 'now' | 'elapsed'>,
  learn: Learner,
): Changes {
  const missing = createMissing(elapsed, noSuchBooking);

  async function read(uid: string, priority: Priority = 'booking'): Promise<unknown> {
    if (priority === 'lookup') missing.require(uid);
    const askedAt = new Date(now()).toISOString();
    try {
      const json = await upstream.send(bookingRequest(uid), {priority});
      decodeBookings(json);
      await learn(json['data'], askedAt);
      return json['data'];
    } catch (error) {
      if (!isBookingError(error) || error.code !== 'not_found') throw error;
      missing.add(uid);
      throw noSuchBooking();
    }
  }

  async function write(
    uid: string,
    verb: 'cancel' | 'reschedule',
    body: Json,
    look: () => Promise<unknown>,
  ): Promise<unknown> {
    const path = `/v2/bookings/${encodeURIComponent(uid)}/${verb}`;
    try {
      return readDone(
        await upstream.send({method: 'POST', path, body, version: apiVersions.bookings}, {priority: 'booking'}),
      );
    } catch (error) {
      // A seat that is given back at the same time as another is gone, and Cal.com says that it found nothing.
      const isLost = error instanceof LostAnswer;
      if (!isLost && !(isBookingError(error) && error.code === 'not_found')) throw error;
      for (const pause of isLost ? pausesMs : [0, ...pausesMs]) {
        await wait(pause);
        const found = await look().catch(() => undefined);
        if (found !== undefined) return found;
      }
      if (!isLost) throw error;
      return unknown(verb)(error);
    }
  }

  /** Whether nobody has a seat of this uid any more. A seat may get another uid when it moves; then the old one is gone (cal-real.md 6). */
  async function isSeatGone(seatUid: string): Promise<boolean> {
    try {
      await upstream.send(seatRequest(seatUid), {priority: 'booking'});
      return false;
    } catch (error) {
      if (isBookingError(error) && error.code === 'not_found') return true;
      throw error;
    }
  }

  /** The answer, when it is what the booking or the seat became. Cal.com may answer with any booking of that person. */
  async function requireOwn(uid: string, seatUid: unknown, data: unknown): Promise<unknown> {
    const [moved] = decodeBookings({data});
    if (typeof seatUid === 'string' ? moved.seatUid === seatUid : moved.rescheduledFromUid === uid) return data;
    const isOwn =
      typeof seatUid === 'string'
        ? moved.seatUid !== undefined && (await isSeatGone(seatUid).catch(unknown('reschedule')))
        : decodeBookings({data: await read(uid).catch(unknown('reschedule'))})[0].rescheduledToUid === moved.uid;
    if (!isOwn) throw notMoved();
    return data;
  }

  return {
    read,
    lookUp: uid => read(uid, 'lookup'),
    cancel: (uid, body) =>
      write(uid, 'cancel', body, async () => {
        const {seatUid} = body;
        // The booking goes on without the seat.
        if (typeof seatUid === 'string') return (await isSeatGone(seatUid)) ? read(uid) : undefined;
        const data = await read(uid);
        return decodeBookings({data}).every(({status}) => status === 'cancelled') ? data : undefined;
      }),
    async reschedule(uid, body) {
      const data = await write(uid, 'reschedule', body, async () => {
        const next = ((await read(uid)) as Json)['rescheduledToUid'];
        return typeof next === 'string' && next !== '' ? read(next) : undefined;
      });
      return requireOwn(uid, body['seatUid'], data);
    },
  };
}
