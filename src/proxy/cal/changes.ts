import {decodeBookings} from '../../core/cal/booking.ts';
import {bookingRequest} from '../../core/cal/booking-requests.ts';
import {isObject, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError, isBookingError} from '../../core/error.ts';
import {readDone} from './bookings.ts';
import {LostAnswer, type Upstream} from './upstream.ts';

/**
 * Reads, cancels and moves bookings, all without the owner's key: with it Cal.com would take the visitor for the host.
 * Each resolves with Cal.com's `data`.
 */
export interface Changes {
  /** Rejects with `noSuchBooking()` when there is none. */
  read(uid: string): Promise<unknown>;
  cancel(uid: string, body: Json): Promise<unknown>;
  /** The answer is a new booking with a new uid. */
  reschedule(uid: string, body: Json): Promise<unknown>;
}

/** One answer for what is not there and for what is not the caller's: nobody finds out which uids exist. */
export function noSuchBooking(): BookingError {
  return new BookingError('not_found', 'There is no such booking.', {status: 404});
}

const pausesMs = [500, 2_000, 5_000];

/** After a lost answer the booking itself is asked what became of it; `wait` takes milliseconds. */
export function createChanges(upstream: Upstream, wait: (ms: number) => Promise<void>): Changes {
  async function read(uid: string): Promise<unknown> {
    try {
      const json = await upstream.send(bookingRequest(uid), {priority: 'booking'});
      decodeBookings(json);
      return json['data'];
    } catch (error) {
      throw isBookingError(error) && error.code === 'not_found' ? noSuchBooking() : error;
    }
  }

  async function write(uid: string, verb: 'cancel' | 'reschedule', body: Json, look: () => Promise<unknown>): Promise<unknown> {
    const path = `/v2/bookings/${encodeURIComponent(uid)}/${verb}`;
    try {
      return readDone(await upstream.send({method: 'POST', path, body, version: apiVersions.bookings}, {priority: 'booking'}));
    } catch (error) {
      if (!(error instanceof LostAnswer)) throw error;
      for (const pause of pausesMs) {
        await wait(pause);
        const found = await look().catch(() => undefined);
        if (found !== undefined) return found;
      }
      throw new BookingError('outcome_unknown', `Cal.com did not say whether it did: read the booking before you ask to ${verb} it again.`, {status: 504, cause: error});
    }
  }

  return {
    read,
    cancel: (uid, body) => write(uid, 'cancel', body, async () => {
      const data = await read(uid);
      return decodeBookings({data}).every(({status}) => status === 'cancelled') ? data : undefined;
    }),
    reschedule: (uid, body) => write(uid, 'reschedule', body, async () => {
      const data = await read(uid);
      const next = isObject(data) ? data['rescheduledToUid'] : undefined;
      return typeof next === 'string' && next !== '' ? read(next) : undefined;
    }),
  };
}
