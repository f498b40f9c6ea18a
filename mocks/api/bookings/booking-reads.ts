import {exception} from '../../errors.ts';
import type {Person, StoredBooking} from '../../world/model.ts';
import type {Handler} from '../call.ts';
import {bookingOutput} from './booking-output.ts';
import type {World} from '../../world/world.ts';

/** Whether the key belongs to one of the booking's hosts. */
export function isHost(caller: Person | undefined, booking: StoredBooking): boolean {
  return caller !== undefined && booking.hosts.some(({id}) => id === caller.id);
}

/** The bookings of a uid: one, or the whole series of a recurringBookingUid. */
export function findBookings(world: World, uid: string): {bookings: StoredBooking[]; series: boolean} {
  const one = world.bookings.find(booking => booking.uid === uid);
  if (one) return {bookings: [one], series: false};
  const bookings = world.bookings.filter(booking => booking.recurringBookingUid === uid);
  if (bookings.length === 0) throw exception(404, `Booking with uid=${uid} was not found in the database`);
  return {bookings, series: true};
}

/** GET /v2/bookings/:uid, public. */
export const getBooking: Handler = ({world, params, caller}) => {
  const {bookings, series} = findBookings(world, params['uid']!);
  const shown = bookings.map(booking => bookingOutput(world, booking, {seatsVisible: isHost(caller, booking)}));
  return {data: series ? shown : shown[0]};
};

/** GET /v2/bookings/by-seat/:seatUid, public. */
export const getBySeat: Handler = ({world, params, caller}) => {
  const booking = world.bookings.find(each => each.seats?.some(({seatUid}) => seatUid === params['seatUid']));
  if (!booking) throw exception(404, `Booking with seatUid=${params['seatUid']} was not found in the database`);
  return {data: bookingOutput(world, booking, {seatsVisible: isHost(caller, booking)})};
};

type Test = (booking: StoredBooking, value: string, now: number) => boolean;

const ids = (value: string) => value.split(',').map(Number);

const statuses: Record<string, (booking: StoredBooking, now: number) => boolean> = {
  upcoming: (booking, now) => booking.end >= now && booking.status === 'accepted',
  recurring: (booking, now) =>
    booking.end >= now && booking.recurringBookingUid !== undefined && booking.status !== 'cancelled',
  past: (booking, now) => booking.end < now && booking.status !== 'cancelled' && booking.status !== 'rejected',
  cancelled: booking => booking.status === 'cancelled' || booking.status === 'rejected',
  unconfirmed: (booking, now) => booking.end >= now && booking.status === 'pending',
};

const people = ({attendee, guests, seats}: StoredBooking) => [
  attendee,
  ...(seats ?? []).map(seat => seat.attendee),
  ...guests.map(email => ({name: '', email})),
];

const filters: Record<string, Test> = {
  status: (booking, value, now) => value.split(',').some(name => statuses[name]?.(booking, now)),
  attendeeEmail: (booking, value) => people(booking).some(({email}) => email === value),
  attendeeName: (booking, value) => people(booking).some(({name}) => name === value),
  bookingUid: (booking, value) => booking.uid === value,
  eventTypeId: (booking, value) => booking.row.id === Number(value),
  eventTypeIds: (booking, value) => ids(value).includes(booking.row.id),
  afterStart: (booking, value) => booking.start >= Date.parse(value),
  beforeEnd: (booking, value) => booking.end <= Date.parse(value),
  afterCreatedAt: (booking, value) => booking.createdAt >= Date.parse(value),
  beforeCreatedAt: (booking, value) => booking.createdAt <= Date.parse(value),
  afterUpdatedAt: (booking, value) => booking.updatedAt >= Date.parse(value),
  beforeUpdatedAt: (booking, value) => booking.updatedAt <= Date.parse(value),
};

const sorts: Record<string, (booking: StoredBooking) => number> = {
  sortStart: booking => booking.start,
  sortEnd: booking => booking.end,
  sortCreated: booking => booking.createdAt,
  sortUpdatedAt: booking => booking.updatedAt,
};

/** GET /v2/bookings: the bookings of the key's owner, filtered, sorted and paged. */
export const listBookings: Handler = ({world, query, caller}) => {
  const asked = new Map<string, string>();
  for (const name of new Set(query.keys())) asked.set(name, query.getAll(name).join(','));
  const found = world.bookings.filter(
    booking =>
      isHost(caller, booking) &&
      [...asked].every(([name, value]) => filters[name]?.(booking, value, world.now()) ?? true),
  );
  for (const [name, key] of Object.entries(sorts)) {
    const order = asked.get(name) === 'desc' ? -1 : 1;
    if (asked.has(name)) found.sort((a, b) => order * (key(a) - key(b)));
  }
  const take = Number(asked.get('take') ?? 100);
  const skip = Number(asked.get('skip') ?? 0);
  if (!(take >= 1 && take <= 250)) throw exception(400, 'take property is wrong,take must not be greater than 250 ');
  const page = found.slice(skip, skip + take);
  const pages = Math.ceil(found.length / take);
  const current = Math.floor(skip / take) + 1;
  return {
    data: page.map(booking => bookingOutput(world, booking, {seatsVisible: true})),
    pagination: {
      totalItems: found.length,
      remainingItems: Math.max(0, found.length - skip - page.length),
      returnedItems: page.length,
      itemsPerPage: take,
      currentPage: current,
      totalPages: pages,
      hasNextPage: skip + take < found.length,
      hasPreviousPage: skip > 0,
    },
  };
};
