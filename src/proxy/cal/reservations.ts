import type {Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError} from '../../core/error.ts';
import {pick, plains} from './pick.ts';
import {LostAnswer, type UpstreamRequest, type Upstream} from './upstream.ts';

/** Hides times from others for five minutes, always without the key. It does not keep a booking from being made. */
export interface Reservations {
  /** Resolves with what Cal.com says of it; its `reservationUid` is all it takes to give it back. */
  make(body: Json): Promise<unknown>;
  /** Gives it back; one that is over or unknown is no error. */
  release(uid: string): Promise<void>;
}

const reservation = pick(plains('eventTypeId', 'slotStart', 'slotEnd', 'slotDuration', 'reservationUid', 'reservationDuration', 'reservationUntil'));
const path = '/v2/slots/reservations';

/** They come last: when calls are short, a time is better booked than hidden. */
export function createReservations(upstream: Upstream): Reservations {
  async function send(request: Pick<UpstreamRequest, 'method' | 'path' | 'body'>): Promise<Json> {
    try {
      return await upstream.send({...request, version: apiVersions.slots}, {priority: 'extra'});
    } catch (error) {
      // One that was made all the same is over by itself.
      if (!(error instanceof LostAnswer)) throw error;
      throw new BookingError('upstream_down', 'Cal.com did not answer: go on without a reservation.', {status: 502, cause: error});
    }
  }

  return {
    async make(body) {
      const {data} = await send({method: 'POST', path, body});
      return reservation(data);
    },
    async release(uid) {
      await send({method: 'DELETE', path: `${path}/${encodeURIComponent(uid)}`});
    },
  };
}
