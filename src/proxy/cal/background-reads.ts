import {bookingRequest} from '../../core/cal/requests/booking-requests.ts';
import {looseObjects, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import type {Priority} from './upstream/shares.ts';
import type {Upstream} from './upstream/upstream.ts';

/** Reads nobody waits for; they run when nobody else needs a call. Each rejects with a `BookingError`. */
export interface BackgroundReads {
  /** A booking, or all bookings of a series: Cal.com's `data`. */
  booking(uid: string, priority?: Priority): Promise<unknown>;
  /**
   * A booking as its host sees it, including who has which seat. Uses the key; undefined if it is another host's
   * booking.
   */
  asHost(uid: string): Promise<Json | undefined>;
}

/** Creates reads with a lower priority than everything callers wait for. */
export function createBackgroundReads(upstream: Upstream): BackgroundReads {
  return {
    async booking(uid, priority = 'extra') {
      return (await upstream.send(bookingRequest(uid), {priority}))['data'];
    },
    async asHost(uid) {
      const {data} = await upstream.send(
        {method: 'GET', path: '/v2/bookings', query: {bookingUid: uid}, version: apiVersions.bookings},
        {withKey: true, priority: 'extra'},
      );
      return looseObjects(data).find(booking => booking['uid'] === uid);
    },
  };
}
