import {freeHosts, hostsOf, scheduleZone, seatedBooking, withinBounds} from './availability.ts';
import {emailRefusals} from './data.ts';
import {bare, exception} from '../errors.ts';
import type {Attendee, EventTypeRow, Seat, StoredBooking} from './model.ts';
import {dayOf, repeat} from './time.ts';
import type {Announce} from '../webhooks/announce.ts';
import {pageAddress, type World} from './world.ts';

/** A booking request that has passed the input checks. */
export interface Order {
  row: EventTypeRow;
  start: number;
  minutes: number;
  attendee: Attendee;
  guests: string[];
  responses: Record<string, unknown>;
  location: string;
  metadata: Record<string, string>;
  /** Number of occurrences of a recurring event type. */
  count?: number;
  emailCode?: string;
}

/** The result of a booking request; has a seat if the event type has seats. */
export interface Booked {
  bookings: StoredBooking[];
  seat?: Seat;
}

const twoDays = 2 * 86_400_000;

/** Whether a booking at this start needs the host's confirmation. */
export function needsApproval(world: World, row: EventTypeRow, start: number): boolean {
  return row.confirmation === 'always' || (row.confirmation === 'time' && start - world.now() < twoDays);
}

/** Throws Cal.com's error for an unavailable time (cal-api.md §5.2). */
export function refuseTime(row: EventTypeRow): never {
  if (row.scheduling === 'roundRobin') throw bare(500, 'Internal server error');
  if (row.scheduling === 'collective')
    throw exception(400, 'One of the hosts either already has booking at this time or is not available');
  throw exception(400, 'User either already has booking at this time or is not available');
}

function checkBounds(world: World, row: EventTypeRow, start: number) {
  if (withinBounds(world, row, start)) return;
  throw exception(
    400,
    `The event type can't be booked at the "start" time provided. This could be because it's too soon (violating the minimum booking notice) or too far in the future (outside the event's scheduling window).`,
  );
}

/** The host's monthly limit; 401 and bare, like the real server's (cal-real.md 9). */
function checkLimit(world: World, row: EventTypeRow, start: number) {
  const month = (ms: number) => dayOf(ms, scheduleZone(row)).slice(0, 7);
  const count = world.bookings.filter(
    booking =>
      booking.row.id === row.id &&
      ['accepted', 'pending'].includes(booking.status) &&
      month(booking.start) === month(start),
  ).length;
  if (count >= (row.mostAMonth ?? Infinity)) throw bare(401, 'booking_limit_reached');
}

/** A booker's limit of upcoming bookings; the message may name the booking to reschedule (cal-api.md §5.2). */
function checkBooker(world: World, row: EventTypeRow, attendee: Attendee) {
  const own = world.bookings.filter(
    booking =>
      booking.row.id === row.id &&
      booking.status === 'accepted' &&
      booking.start > world.now() &&
      booking.attendee.email === attendee.email,
  );
  if (!row.bookerLimit || own.length < row.bookerLimit.most) return;
  const said = "Attendee with this email can't book because the maximum number of active bookings has been reached.";
  const more = ` You can reschedule your existing booking (${own.at(-1)!.uid}) to a new timeslot instead.`;
  throw exception(400, row.bookerLimit.offersMove ? said + more : said);
}

function checkOrder(world: World, {row, start, attendee, emailCode}: Order) {
  if (row.scheduling === 'managed')
    throw exception(
      400,
      `Event type with id=${row.id} is the parent managed event type that can't be booked. You have to provide the child event type id aka id of event type that has been assigned to one of the users.`,
    );
  if (row.seats && row.recurrence) throw bare(400, 'recurring_event_seats_error');
  if (start <= world.now()) throw exception(400, 'Attempting to book a meeting in the past.');
  checkBounds(world, row, start);
  checkBooker(world, row, attendee);
  const refusal = emailRefusals[attendee.email];
  if (refusal) throw bare(refusal.status, refusal.message);
  if (row.requiresEmailCode) {
    if (!emailCode) throw bare(400, 'email_verification_required');
    if (world.codes.get(attendee.email) !== emailCode) throw bare(400, 'invalid_verification_code');
  }
}

/** Creates a row without storing it. */
export function makeBooking(world: World, order: Order, start: number, hosts = hostsOf(order.row)): StoredBooking {
  const {row, attendee, guests, responses, location, metadata} = order;
  const uid = world.uid();
  const pending = needsApproval(world, row, start) || row.price !== undefined;
  return {
    id: world.next('booking'),
    uid,
    row,
    hosts,
    status: pending ? 'pending' : 'accepted',
    start,
    end: start + order.minutes * 60_000,
    attendee,
    guests,
    responses,
    location,
    metadata: {...metadata},
    createdAt: world.now(),
    updatedAt: world.now(),
    sequence: 0,
    icsUid: `${uid}@cal.com`,
    absentHost: false,
    ...(needsApproval(world, row, start) ? {oneTimePassword: world.uuid()} : {}),
    ...(row.price !== undefined ? {payment: {id: world.next('payment'), paid: false}} : {}),
  };
}

function bookSeat(world: World, order: Order): Booked & {booking: StoredBooking; seat: Seat} {
  const {row, start, attendee, responses, metadata} = order;
  const existing = seatedBooking(world, row, start);
  if (existing?.seats?.some(seat => seat.attendee.email === attendee.email))
    throw bare(409, 'already_signed_up_for_this_booking_error');
  if ((existing?.seats?.length ?? 0) >= row.seats!.count)
    throw exception(409, 'No more seats left at this seated booking.');
  if (!existing && !freeHosts(world, row, start, start + order.minutes * 60_000).length) refuseTime(row);
  const booking = existing ?? makeBooking(world, order, start);
  const seat: Seat = {
    seatUid: world.uuid(),
    attendeeId: world.next('attendee'),
    attendee,
    responses,
    metadata: {...metadata},
  };
  if (!existing) world.bookings.push(booking);
  booking.seats = [...(booking.seats ?? []), seat];
  return {bookings: [booking], booking, seat};
}

/**
 * For an unconfirmed or round-robin booking with the same person (e-mail or phone), event type and start, Cal.com
 * answers with the existing booking, whoever asks and whatever else differs (cal-api.md §6).
 */
export function sameBefore(
  world: World,
  {row, start, attendee}: Pick<Order, 'row' | 'start' | 'attendee'>,
): StoredBooking | undefined {
  const isSame = (other: Attendee) =>
    other.email === attendee.email || (other.phoneNumber !== undefined && other.phoneNumber === attendee.phoneNumber);
  return world.bookings.find(
    booking =>
      booking.row.id === row.id &&
      booking.start === start &&
      isSame(booking.attendee) &&
      (booking.status === 'pending' || (row.scheduling === 'roundRobin' && booking.status === 'accepted')),
  );
}

/** Books, stores and sends webhooks. Throws a refusal in Cal.com's shape. */
export async function book(world: World, announce: Announce, order: Order): Promise<Booked> {
  checkOrder(world, order);
  const {row, minutes} = order;
  if (row.seats) {
    const {bookings, booking, seat} = bookSeat(world, order);
    await announce('BOOKING_CREATED', booking, {seat});
    return {bookings, seat};
  }
  const before = sameBefore(world, order);
  if (before) return {bookings: [before]};
  const count = row.recurrence ? (order.count ?? row.recurrence.occurrences) : 1;
  const starts = Array.from({length: count}, (_, index) =>
    repeat(order.start, scheduleZone(row), row.recurrence?.frequency ?? '', index),
  );
  const hosts = starts.map(start => freeHosts(world, row, start, start + minutes * 60_000));
  if (starts.some((start, index) => withinBounds(world, row, start) && hosts[index]!.length === 0)) refuseTime(row);
  const series = row.recurrence ? {recurringBookingUid: world.uid()} : {};
  const bookings: StoredBooking[] = [];
  // One by one, each with its own checks: a refusal keeps the earlier bookings (cal-api.md §6).
  for (const [index, start] of starts.entries()) {
    checkBounds(world, row, start);
    checkLimit(world, row, start);
    const booking = {...makeBooking(world, order, start, hosts[index]), ...series};
    world.bookings.push(booking);
    bookings.push(booking);
    if (booking.payment) await announce('BOOKING_PAYMENT_INITIATED', booking);
    else await announce(booking.status === 'pending' ? 'BOOKING_REQUESTED' : 'BOOKING_CREATED', booking);
  }
  return {bookings};
}

/** The join link of a booking: set once it is accepted and uses video. */
export function videoCallUrl(world: World, booking: StoredBooking): string | undefined {
  return booking.location.startsWith('integrations:') ? pageAddress(world, `video/${booking.uid}`) : undefined;
}
