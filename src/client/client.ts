import {bookingRequest, cancelRequest, rescheduleRequest} from '../core/cal/booking-requests.ts';
import {decodeBookings} from '../core/cal/booking.ts';
import {createBookingRequest} from '../core/cal/create-booking.ts';
import type {CalRequest} from '../core/cal/requests.ts';
import {BookingError} from '../core/error.ts';
import {decodeGrant, decodeRenewal, decodeSession} from './grants.ts';
import {createReader, type ClientOptions} from './reader.ts';
import type {BookingOutcome, Client, RequestOptions} from './types.ts';

export type {ClientOptions};

/**
 * The browser's door to Cal.com, directly or through the proxy. Throws `invalid_request` when the address cannot be
 * used. Called directly, Cal.com gets no key and only the headers its CORS rules allow.
 */
export function createClient(options: ClientOptions = {}): Client {
  const {mode, send, ask, ...read} = createReader(options);
  const isProxy = mode === 'proxy';

  async function write(request: CalRequest, {signal, attemptId}: RequestOptions & {attemptId?: string}): Promise<BookingOutcome> {
    const headers = isProxy && attemptId !== undefined ? {'Idempotency-Key': attemptId} : undefined;
    const body = await ask(request, {write: true, headers, signal});
    const bookings = readDone(() => decodeBookings(body));
    const live = isProxy ? decodeGrant(body['live']) : undefined;
    return {bookings, ...(live ? {live} : {})};
  }

  async function session(headers: Record<string, string>, {signal}: RequestOptions): Promise<unknown> {
    if (!isProxy) throw new BookingError('invalid_request', 'A live stream needs a proxy; pass its address as `proxy`.');
    return send({method: 'POST', path: '/live/sessions', headers, signal});
  }

  return {
    mode,
    ...read,

    book: async (request, options) => write(createBookingRequest(request, options.attemptId), options),

    loadBooking: async (uid, {signal} = {}) => decodeBookings(await ask(bookingRequest(uid), {signal}))[0],

    async cancel(uid, {reason, seatUid, signal} = {}) {
      const {bookings: [booking]} = await write(cancelRequest(uid, {reason, seatUid}), {signal});
      return booking;
    },

    reschedule: async (uid, start, {reason, seatUid, signal} = {}) =>
      write(rescheduleRequest(uid, start, {reason, seatUid}), {signal}),

    openSession: async (options = {}) => decodeSession(await session({}, options)),

    renew: async (token, options = {}) => decodeRenewal(await session({Authorization: `Bearer ${token}`}, options)),
  };
}

// The other side has done it: an answer that cannot be read must not look like a failure that can be tried again.
function readDone<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new BookingError('outcome_unknown', 'The call was accepted, but its answer could not be read.', {cause});
  }
}
