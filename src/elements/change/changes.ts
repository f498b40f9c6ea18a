import type {BookingOutcome, Client} from '../../client/types.ts';
import {isBookingError} from '../../core/model/error.ts';
import type {Booking, Instant} from '../../core/model/types.ts';

/** How a booking is changed. */
export interface Change {
  reason?: string | undefined;
  manageToken?: string | undefined;
  emailCode?: string | undefined;
}

/** What is left of a series is cancelled under the series' own uid. */
function uidOf(bookings: readonly Booking[]): string {
  const [{uid, recurringBookingUid}] = bookings as [Booking];
  return bookings.length > 1 && recurringBookingUid ? recurringBookingUid : uid;
}

const codeOf = (error: unknown) => (isBookingError(error) ? error.code : undefined);

/** Cancels a booking, a visitor's seat of it, or a series. Resolves also when it was cancelled before. */
export async function cancelBooking(client: Client, bookings: readonly Booking[], change: Change): Promise<void> {
  const [{uid, seatUid}] = bookings as [Booking];
  try {
    await client.cancel(uidOf(bookings), {...change, seatUid});
  } catch (error) {
    if (codeOf(error) === 'already_cancelled') return;
    if (codeOf(error) !== 'outcome_unknown') throw error;
    // A seat that is given back leaves the booking as it is: nothing to be seen from here.
    const {status} = await client.loadBooking(uid).catch(() => ({status: undefined}));
    if (seatUid || status !== 'cancelled') throw error;
  }
}

/**
 * Moves a booking, or a visitor's seat of it. A lost answer is looked up: the old booking names the new one. Rejects with
 * `already_rescheduled` when it has another time by now.
 */
export async function moveBooking(
  client: Client,
  booking: Booking,
  start: Instant,
  change: Change,
): Promise<BookingOutcome> {
  const {uid, seatUid} = booking;
  try {
    const outcome = await client.reschedule(uid, start, {...change, seatUid});
    const [moved, ...rest] = outcome.bookings;
    // The visitor's ticket stays the same, whether or not the answer repeats it.
    return {...outcome, bookings: [{...(seatUid ? {seatUid} : {}), ...moved}, ...rest]};
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'outcome_unknown' && code !== 'already_rescheduled') throw error;
    const moved = await loadLatest(client, uid, change.manageToken).catch(() => undefined);
    if (moved?.start === start && moved.uid !== uid) return {bookings: [moved]};
    throw error;
  }
}

/** A booking can be moved many times; a chain longer than this is none. */
const maxMoves = 20;

/** Reads a booking, or what it became: a link in an old mail still leads to the present time. */
export async function loadLatest(client: Client, uid: string, manageToken?: string): Promise<Booking> {
  let booking = await client.loadBooking(uid, {manageToken});
  for (let moves = 0; booking.rescheduledToUid && moves < maxMoves; moves++)
    booking = await client.loadBooking(booking.rescheduledToUid, {manageToken});
  return booking;
}
