import {freeHosts, seatedBooking} from './availability.ts';
import {makeBooking, needsApproval, refuseTime, sameBefore} from './desk.ts';
import {bare, coded, exception} from '../errors.ts';
import type {Seat, StoredBooking} from './model.ts';
import type {Announce} from '../webhooks/announce.ts';
import type {World} from './world.ts';

export interface Cancellation {
  reason?: string;
  seatUid?: string;
  /** E-mail of the person who cancels. */
  by?: string;
  asHost: boolean;
  requestReschedule?: boolean;
  wholeSeries?: boolean;
  /** Another seat is cancelled at the same moment. */
  races?: boolean;
}

export interface Move {
  start: number;
  reason?: string;
  seatUid?: string;
  /** E-mail of the person who reschedules; the host's own change needs no confirmation. */
  by?: string;
  asHost: boolean;
  emailCode?: string;
}

function closed(world: World, booking: StoredBooking, status: 'cancelled' | 'rejected') {
  booking.status = status;
  booking.updatedAt = world.now();
}

function seatOf(booking: StoredBooking, seatUid: string): Seat {
  const seat = booking.seats?.find(each => each.seatUid === seatUid);
  if (!seat) throw exception(400, 'Invalid seatUid: this seat does not exist or has already been cancelled.');
  return seat;
}

/** Cancels a booking or one of its seats; the last seat cancels the booking too. */
export async function cancel(
  world: World,
  announce: Announce,
  booking: StoredBooking,
  wish: Cancellation,
): Promise<void> {
  // A rejected booking can be cancelled (cal-real.md 8).
  if (booking.status === 'cancelled') {
    throw exception(
      400,
      `Can't cancel booking with uid=${booking.uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`,
    );
  }
  if (booking.end <= world.now()) throw bare(400, 'Cannot cancel a booking that has already ended');
  if (wish.asHost && !wish.reason) throw bare(400, 'Cancellation reason is required when you are the host');
  if (booking.row.disableCancelling && !wish.asHost) throw bare(400, 'This event type does not allow cancellations');
  if (booking.seats && !wish.seatUid && !wish.asHost) throw bare(401, 'User not a host of this event');
  const seat = wish.seatUid ? seatOf(booking, wish.seatUid) : undefined;
  if (seat && wish.races) {
    // Two seats cancelled at once: the seat is removed without a webhook, and the caller gets "not found" (cal-real.md
    // 3).
    booking.seats = booking.seats!.filter(each => each !== seat);
    throw coded(404, 'NOT_FOUND', 'Invalid Query: The requested record was not found.');
  }
  const seatOnly = seat !== undefined && booking.seats!.length > 1;
  booking.sequence += 1;
  booking.cancellationReason = wish.reason ?? '';
  const cancelledBy = wish.by ?? (wish.asHost ? booking.hosts[0]!.email : booking.attendee.email);
  // Cal.com sends webhooks before it writes the row (cal-webhooks.md §2.4): in inline mode, a read in between is stale.
  await announce('BOOKING_CANCELLED', booking, {
    seat,
    seatOnly,
    cancelledBy,
    requestReschedule: wish.requestReschedule,
    wholeSeries: wish.wholeSeries,
  });
  if (seat) booking.seats = booking.seats!.filter(each => each !== seat);
  if (seatOnly) return;
  booking.cancelledByEmail = cancelledBy;
  closed(world, booking, 'cancelled');
}

/** Cancels an occurrence and all later ones, with one webhook for all. */
export async function cancelSeries(
  world: World,
  announce: Announce,
  from: StoredBooking,
  wish: Cancellation,
): Promise<StoredBooking[]> {
  const rest = world.bookings.filter(
    booking =>
      booking.recurringBookingUid === from.recurringBookingUid &&
      booking.start >= from.start &&
      booking.status !== 'cancelled',
  );
  await cancel(world, announce, from, wish);
  for (const booking of rest) {
    booking.cancellationReason = from.cancellationReason;
    booking.cancelledByEmail = from.cancelledByEmail;
    closed(world, booking, 'cancelled');
  }
  return rest;
}

function checkMove(world: World, booking: StoredBooking, wish: Move) {
  if (booking.rescheduledToUid) {
    throw exception(
      400,
      `Can't reschedule booking with uid=${booking.uid} because it has been cancelled and rescheduled already to booking with uid=${booking.rescheduledToUid}. You can reschedule that booking instead.`,
    );
  }
  if (booking.status === 'cancelled' || booking.status === 'rejected') {
    throw exception(
      400,
      `Can't reschedule booking with uid=${booking.uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`,
    );
  }
  // Only Cal.com's own booking pages enforce `disableRescheduling.disabled` (cal-real.md 7).
  const {rescheduleMinutesBefore = 0} = booking.row;
  if (booking.start - world.now() < rescheduleMinutesBefore * 60_000 && !wish.asHost)
    throw bare(403, 'Rescheduling is not allowed within the minimum notice period before the event');
  if (booking.row.requiresEmailCode && !wish.asHost) {
    if (!wish.emailCode) throw bare(400, 'email_verification_required');
    if (world.codes.get(booking.attendee.email) !== wish.emailCode) throw bare(400, 'invalid_verification_code');
  }
  if (booking.seats && !wish.seatUid) {
    throw exception(
      400,
      `Booking with uid=${booking.uid} is a seated booking. Please provide seatUid in the request body to specify which seat to reschedule.`,
    );
  }
  if (wish.start <= world.now()) throw exception(400, 'Attempting to book a meeting in the past.');
}

async function moveSeat(
  world: World,
  announce: Announce,
  booking: StoredBooking,
  wish: Move,
): Promise<{booking: StoredBooking; seat: Seat}> {
  const seat = seatOf(booking, wish.seatUid!);
  const end = wish.start + (booking.end - booking.start);
  const target = seatedBooking(world, booking.row, wish.start);
  if ((target?.seats?.length ?? 0) >= booking.row.seats!.count)
    throw exception(409, 'No more seats left at this seated booking.');
  if (!target && !freeHosts(world, booking.row, wish.start, end).length) refuseTime(booking.row);
  const moved = target ?? successor(world, booking, wish.start);
  if (!target) world.bookings.push(moved);
  booking.seats = booking.seats!.filter(each => each !== seat);
  // If the new time had no booking, the seat gets a new uid (cal-real.md 6), and nothing refers to the old one any
  // more.
  if (!target) seat.seatUid = world.uuid();
  moved.seats = [...(moved.seats ?? []), seat];
  if (booking.seats.length === 0) closed(world, booking, 'cancelled');
  await announce('BOOKING_RESCHEDULED', moved, {old: booking, seat});
  return {booking: moved, seat};
}

function successor(world: World, old: StoredBooking, start: number): StoredBooking {
  const minutes = (old.end - old.start) / 60_000;
  const made = makeBooking(world, {...old, start, minutes}, start, old.hosts);
  return {
    ...made,
    status: 'accepted',
    icsUid: old.icsUid,
    sequence: old.sequence + 1,
    recurringBookingUid: old.recurringBookingUid,
  };
}

/** Creates a new booking in place of the old one, which is then cancelled without a webhook of its own. */
export async function reschedule(
  world: World,
  announce: Announce,
  booking: StoredBooking,
  wish: Move,
): Promise<{booking: StoredBooking; seat?: Seat}> {
  checkMove(world, booking, wish);
  if (wish.seatUid) return moveSeat(world, announce, booking, wish);
  const end = wish.start + (booking.end - booking.start);
  const byHost = wish.asHost || wish.by === booking.hosts[0]!.email;
  // Rescheduling a paid booking needs confirmation again: a price counts as "not confirmed by default" (cal-webhooks.md
  // §3.3).
  const waits =
    !byHost &&
    (needsApproval(world, booking.row, wish.start) || booking.status === 'pending' || booking.row.price !== undefined);
  const before =
    waits || booking.row.scheduling === 'roundRobin' ? sameBefore(world, {...booking, start: wish.start}) : undefined;
  if (before && before !== booking) return {booking: before};
  const hosts = freeHosts(world, booking.row, wish.start, end, booking.uid);
  if (hosts.length === 0) refuseTime(booking.row);
  const moved: StoredBooking = {
    ...successor(world, booking, wish.start),
    hosts,
    status: waits ? 'pending' : 'accepted',
    payment: booking.payment,
    rescheduledFromUid: booking.uid,
    rescheduledByEmail: wish.by ?? (wish.asHost ? booking.hosts[0]!.email : booking.attendee.email),
    ...(wish.reason === undefined ? {} : {reschedulingReason: wish.reason}),
  };
  booking.rescheduledToUid = moved.uid;
  closed(world, booking, 'cancelled');
  world.bookings.push(moved);
  await announce(waits ? 'BOOKING_REQUESTED' : 'BOOKING_RESCHEDULED', moved, {old: booking});
  return {booking: moved};
}

function checkPending(booking: StoredBooking, verb: string) {
  if (booking.status === 'accepted' && verb === 'confirm') throw coded(400, 'TRPCError', 'Booking already confirmed');
  if (booking.status !== 'pending')
    throw exception(400, `Can't ${verb} booking with uid=${booking.uid}: it is not pending but ${booking.status}`);
}

const series = (world: World, booking: StoredBooking) =>
  booking.recurringBookingUid
    ? world.bookings.filter(
        each => each.recurringBookingUid === booking.recurringBookingUid && each.status === 'pending',
      )
    : [booking];

/** The host confirms. An unpaid booking is accepted without a webhook (cal-webhooks.md §3.3). */
export async function confirm(world: World, announce: Announce, booking: StoredBooking): Promise<void> {
  checkPending(booking, 'confirm');
  for (const each of series(world, booking)) {
    each.status = 'accepted';
    each.updatedAt = world.now();
  }
  if (booking.payment && !booking.payment.paid) return;
  await announce('BOOKING_CREATED', booking, {follows: 'approval'});
}

/** The host declines. */
export async function decline(
  world: World,
  announce: Announce,
  booking: StoredBooking,
  reason?: string,
): Promise<void> {
  checkPending(booking, 'decline');
  for (const each of series(world, booking)) {
    each.rejectionReason = reason ?? '';
    closed(world, each, 'rejected');
  }
  await announce('BOOKING_REJECTED', booking);
}

/** The visitor pays: the booking is accepted, or requested if the host must still confirm. */
export async function pay(world: World, announce: Announce, booking: StoredBooking): Promise<void> {
  if (!booking.payment || booking.payment.paid || booking.status === 'cancelled')
    throw exception(400, `Booking with uid=${booking.uid} has nothing to pay`);
  booking.payment.paid = true;
  const waits = booking.status === 'pending' && needsApproval(world, booking.row, booking.start);
  if (!waits) booking.status = 'accepted';
  booking.updatedAt = world.now();
  await announce('BOOKING_PAID', booking);
  await announce(waits ? 'BOOKING_REQUESTED' : 'BOOKING_CREATED', booking, {follows: 'payment'});
}
