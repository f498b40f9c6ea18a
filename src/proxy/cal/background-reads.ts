import {bookingRequest} from '../../core/cal/requests/booking-requests.ts';
import {looseObjects, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import type {Priority} from './upstream/shares.ts';
import type {Upstream} from './upstream/upstream.ts';

/** Reads what nobody waits for, when nobody else wants to call. Each rejects with a `BookingError`. */
export interface Looks {
  /** A booking, or all of a series by its uid: Cal.com's `data`. */
  booking(uid: string, priority?: Priority): Promise<unknown>;
  /** A booking as its host sees it, with who has which seat, for which it takes the key; undefined when it is another host's. */
  asHost(uid: string): Promise<Json | undefined>;
}

/** Looks, after all that somebody waits for. */
export function createLooks(upstream: Upstream): Looks {
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
