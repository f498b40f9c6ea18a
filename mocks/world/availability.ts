import {findPerson} from './data.ts';
import type {EventTypeRow, Person, StoredBooking} from './model.ts';
import {addDays, atLocal, dayOf, weekday} from './time.ts';
import type {World} from './world.ts';

const opens = 9 * 60;
const closes = 17 * 60;
const daysAhead = 365;
const workingDays = [1, 2, 3, 4, 5];

/** The time zone of the event type's schedule. */
export function scheduleZone(row: EventTypeRow): string {
  return row.zone ?? findPerson(row.hosts[0]!)!.timeZone;
}

/** The hosts of an event type, in order. */
export function hostsOf(row: EventTypeRow): Person[] {
  return row.hosts.map(username => findPerson(username)!);
}

/** Whether the schedule offers this time, free or not. */
function inSchedule(world: World, row: EventTypeRow, start: number, end: number): boolean {
  const zone = scheduleZone(row);
  const day = dayOf(start, zone);
  return (
    day > dayOf(world.now(), zone) &&
    withinBounds(world, row, start) &&
    (row.days ?? workingDays).includes(weekday(day)) &&
    start >= atLocal(day, opens, zone) &&
    end <= atLocal(day, closes, zone)
  );
}

/** Whether the start is within the bookable period. */
export function withinBounds(world: World, row: EventTypeRow, start: number): boolean {
  const zone = scheduleZone(row);
  return dayOf(start, zone) <= addDays(dayOf(world.now(), zone), row.daysAhead ?? daysAhead);
}

/** The existing booking with seats at this start, if any. */
export function seatedBooking(world: World, row: EventTypeRow, start: number): StoredBooking | undefined {
  return world.bookings.find(
    booking => booking.row.id === row.id && booking.start === start && booking.status !== 'cancelled' && booking.seats,
  );
}

// Pending bookings block a time only if their event type says so (cal-api.md §6, cal-real.md 10).
function isBusy(
  world: World,
  host: Person,
  row: EventTypeRow,
  start: number,
  end: number,
  exceptUid?: string,
): boolean {
  return world.bookings.some(
    booking =>
      (booking.status === 'accepted' || (booking.status === 'pending' && booking.row.blocksWhilePending === true)) &&
      booking.uid !== exceptUid &&
      booking.start < end &&
      booking.end > start &&
      booking.hosts.some(({id}) => id === host.id) &&
      !(row.seats && booking.row.id === row.id && booking.start === start),
  );
}

/** The hosts who would take a booking at this time; empty if it cannot be booked. */
export function freeHosts(world: World, row: EventTypeRow, start: number, end: number, exceptUid?: string): Person[] {
  if (!inSchedule(world, row, start, end)) return [];
  const hosts = hostsOf(row);
  const free = hosts.filter(host => !isBusy(world, host, row, start, end, exceptUid));
  if (row.scheduling === 'roundRobin') return free.slice(0, 1);
  return free.length === hosts.length ? free : [];
}

function isReserved(world: World, row: EventTypeRow, start: number, end: number): boolean {
  return [...world.reservations.values()].some(
    reservation =>
      reservation.row.id === row.id &&
      reservation.until > world.now() &&
      reservation.start < end &&
      reservation.end > start,
  );
}

/**
 * The starts (ms) in [from, to] that Cal.com lists, oldest first: bookable ones, and full ones with seats (cal-real.md
 * 10).
 */
export function freeStarts(
  world: World,
  row: EventTypeRow,
  from: number,
  to: number,
  minutes: number,
  exceptUid?: string,
): number[] {
  const zone = scheduleZone(row);
  const last = Math.min(to, world.now() + (daysAhead + 2) * 86_400_000);
  const step = Math.max(1, Math.min(minutes, row.minutes));
  const starts: number[] = [];
  for (let day = dayOf(Math.max(from, world.now()), zone); atLocal(day, opens, zone) <= last; day = addDays(day, 1)) {
    for (let minute = opens; minute + minutes <= closes; minute += step) {
      const start = atLocal(day, minute, zone);
      if (start < from || start > last) continue;
      const end = start + minutes * 60_000;
      if (!isReserved(world, row, start, end) && freeHosts(world, row, start, end, exceptUid).length)
        starts.push(start);
    }
  }
  return starts;
}
