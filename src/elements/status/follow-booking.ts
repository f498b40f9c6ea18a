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
  /** What the newest answer said, before the view of it. */
  onBooking(booking: Booking): void;
  onView(view: BookingView): void;
}

/** Where to meet is told by the proxy's stream, or not: its owner decides. */
const withoutPlace = ({location: _, ...booking}: Booking): Booking => booking;

/**
 * Follows a booking by its uid, and goes on with the one it becomes: with a manage token over its live stream, without
 * one by asking now and then.
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
        // Cal.com does not know a seat that was given back, while the booking of the others goes on.
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

  /** A stream is of one booking: the next one has its own. */
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
        // Closed without a reason: by us.
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
