import {decodeBookings} from '../../core/cal/booking.ts';
import {bookingRequest, seatRequest} from '../../core/cal/requests/booking-requests.ts';
import type {Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import {readDone} from './bookings.ts';
import type {ReadListener} from '../cal/read-listener.ts';
import {createMissing} from '../cal/missing-bookings.ts';
import type {Priority} from '../cal/upstream/shares.ts';
import {LostAnswer, type Upstream} from '../cal/upstream/upstream.ts';

/**
 * Reads, cancels and moves bookings, always without the owner's key: with it Cal.com would treat the visitor as the
 * host. Each method resolves with Cal.com's `data`.
 */
export interface Changes {
  /** Rejects with `noSuchBooking()` if it does not exist. */
  read(uid: string): Promise<unknown>;
  /**
   * Like `read`, for callers without a token: lowest priority, and no second call for a uid that was just not found.
   */
  lookUp(uid: string): Promise<unknown>;
  cancel(uid: string, body: Json): Promise<unknown>;
  /** Resolves with a new booking that has a new uid. */
  reschedule(uid: string, body: Json): Promise<unknown>;
}

/** The same answer for missing bookings and for those of others, so that nobody can probe for uids. */
export function noSuchBooking(): BookingError {
  return new BookingError('not_found', 'There is no such booking.', {status: 404});
}

/** Cal.com answered with a different booking of the same person at that time, so the booking was not moved. */
function notMoved(): BookingError {
  return new BookingError(
    'already_booked',
    'This person already has another booking at that time: the booking was not moved.',
    {status: 409},
  );
}

/** Throws the error for an unknown outcome. */
function unknown(verb: 'cancel' | 'reschedule'): (cause: unknown) => never {
  return cause => {
    throw new BookingError(
      'outcome_unknown',
      `Cal.com did not confirm the change: read the booking before you ${verb} it again.`,
      {status: 504, cause},
    );
  };
}

const pausesMs = [500, 2_000, 5_000];

/**
 * After a lost answer, reads the booking to find the outcome. `wait` takes milliseconds; `onRead` receives each booking
 * read.
 */
export function createChanges(
  upstream: Upstream,
  wait: (ms: number) => Promise<void>,
  {now, elapsed}: Pick<ProxyContext, 'now' | 'elapsed'>,
  onRead: ReadListener,
): Changes {
  const missing = createMissing(elapsed, noSuchBooking);

  async function read(uid: string, priority: Priority = 'booking'): Promise<unknown> {
    if (priority === 'lookup') missing.require(uid);
    const askedAt = new Date(now()).toISOString();
    try {
      const json = await upstream.send(bookingRequest(uid), {priority});
      decodeBookings(json);
      await onRead(json['data'], askedAt);
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
    readOutcome: () => Promise<unknown>,
  ): Promise<unknown> {
    const path = `/v2/bookings/${encodeURIComponent(uid)}/${verb}`;
    try {
      return readDone(
        await upstream.send({method: 'POST', path, body, version: apiVersions.bookings}, {priority: 'booking'}),
      );
    } catch (error) {
      // When two seats are cancelled at the same time, Cal.com answers "not found" for one of them.
      const isLost = error instanceof LostAnswer;
      if (!isLost && !(isBookingError(error) && error.code === 'not_found')) throw error;
      for (const pause of isLost ? pausesMs : [0, ...pausesMs]) {
        await wait(pause);
        const found = await readOutcome().catch(() => undefined);
        if (found !== undefined) return found;
      }
      if (!isLost) throw error;
      return unknown(verb)(error);
    }
  }

  /**
   * Whether no attendee has this seat uid any more. Moving a seat can change its uid; the old one is then gone
   * (cal-real.md 6).
   */
  async function isSeatGone(seatUid: string): Promise<boolean> {
    try {
      await upstream.send(seatRequest(seatUid), {priority: 'booking'});
      return false;
    } catch (error) {
      if (isBookingError(error) && error.code === 'not_found') return true;
      throw error;
    }
  }

  /** Returns the answer if it is the moved booking or seat. Cal.com may answer with any booking of that person. */
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
        // The booking itself continues without the seat.
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
