import {decodeGrant} from '../../client/live/grants.ts';
import {openLive} from '../../client/live/live.ts';
import {pollBooking} from '../../client/live/poll.ts';
import {createReader} from '../../client/reader.ts';
import type {LiveConnection, LiveOptions} from '../../client/types.ts';
import {bookingRequest, seatRequest} from '../../core/cal/requests/booking-requests.ts';
import {decodeBookings} from '../../core/cal/booking.ts';
import type {BookingError} from '../../core/model/error.ts';
import type {Booking} from '../../core/model/types.ts';
import {viewOfBooking} from '../../core/state/booking-view.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {clientOf, type BookingSource} from './source.ts';

interface FollowOptions extends Required<Pick<LiveOptions, 'onConnection'>> {
  /** Called with each booking that was read, before `onView`. */
  onBooking(booking: Booking): void;
  onView(view: BookingView): void;
}

/** Omits the location: with a proxy, its owner decides whether the stream contains a link to join. */
const withoutPlace = ({location: _, ...booking}: Booking): Booking => booking;

/**
 * Follows a booking by its uid, and then the one it is moved to. Uses the live stream with a manage token, and polls
 * without one.
 */
export function followBooking(source: BookingSource, options: FollowOptions): LiveConnection {
  return source.proxy !== undefined && source.manageToken
    ? followStream(source, source.proxy, source.manageToken, options)
    : poll(source, options);
}

function poll({uid, seatUid, api, proxy}: BookingSource, {onBooking, ...options}: FollowOptions): LiveConnection {
  const {ask} = createReader(proxy === undefined ? {api} : {proxy});
  const seat = proxy === undefined && seatUid;
  let last: Booking | undefined;
  return pollBooking({
    ...options,
    uid,
    async load(current, {signal}) {
      try {
        const [read] = decodeBookings(await ask(seat ? seatRequest(seat) : bookingRequest(current), {signal}));
        last = {...(proxy === undefined ? read : withoutPlace(read)), ...(seat && {seatUid: seat})};
      } catch (error) {
        // Cal.com answers `not_found` for a cancelled seat, while the booking of the others continues.
        if (!last || !seat || (error as BookingError).code !== 'not_found') throw error;
        last = {...last, status: 'cancelled'};
      }
      onBooking(last);
      return last;
    },
  });
}

function followStream(
  source: BookingSource,
  proxy: string,
  manageToken: string,
  {onBooking, onView, onConnection}: FollowOptions,
): LiveConnection {
  const {ask} = createReader({proxy});
  const leave = new AbortController();
  const {signal} = leave;
  const seen = new Set<string>();
  let live: LiveConnection | undefined;

  /** Passes a view on. A stream covers one booking, so a moved one needs another stream. */
  function take(view: BookingView): void {
    onView(view);
    if (view.rescheduledTo !== undefined && !seen.has(view.rescheduledTo)) open(view.rescheduledTo);
  }

  function open(uid: string): void {
    seen.add(uid);
    live?.close();
    live = undefined;
    read(uid).catch((error: unknown) => signal.aborted || onConnection('closed', error));
  }

  async function read(uid: string): Promise<void> {
    const body = await ask(bookingRequest(uid), {headers: {'Booking-Manage-Token': manageToken}, signal});
    const booking = withoutPlace(decodeBookings(body)[0]);
    const grant = decodeGrant(body['live']);
    onBooking(booking);
    const view = viewOfBooking(booking);
    if (view.rescheduledTo !== undefined || !grant) return take(view);
    onView(view);
    const own = openLive({
      ...grant,
      renew: (token, abort) => clientOf(source).renew(token, {signal: abort}),
      onView: take,
      onConnection: (state, error) => {
        // Closed without an error means that this code closed it.
        if (state !== 'closed' || error) onConnection(state, error);
      },
    });
    if (signal.aborted) own.close();
    else live = own;
  }

  onConnection('connecting');
  open(source.uid);
  return {
    reconnect: () => live?.reconnect(),
    close() {
      leave.abort();
      live?.close();
    },
  };
}
