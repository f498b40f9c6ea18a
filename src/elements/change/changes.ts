import type {BookingOutcome, Client} from '../../client/types.ts';
import {isBookingError} from '../../core/model/error.ts';
import type {Booking, Instant} from '../../core/model/types.ts';

/** Options of a change of a booking. */
export interface Change {
  reason?: string | undefined;
  manageToken?: string | undefined;
  emailCode?: string | undefined;
}

/** The uid to cancel: a series with several bookings left has its own. */
function uidOf(bookings: readonly Booking[]): string {
  const [{uid, recurringBookingUid}] = bookings as [Booking];
  return bookings.length > 1 && recurringBookingUid ? recurringBookingUid : uid;
}

const codeOf = (error: unknown) => (isBookingError(error) ? error.code : undefined);

/** Cancels a booking, a visitor's seat of it, or a series. Also resolves if it was cancelled already. */
export async function cancelBooking(client: Client, bookings: readonly Booking[], change: Change): Promise<void> {
  const [{uid, seatUid}] = bookings as [Booking];
  try {
    await client.cancel(uidOf(bookings), {...change, seatUid});
  } catch (error) {
    if (codeOf(error) === 'already_cancelled') return;
    if (codeOf(error) !== 'outcome_unknown') throw error;
    // Whether a seat was cancelled cannot be seen in the booking, which continues.
    const {status} = await client.loadBooking(uid).catch(() => ({status: undefined}));
    if (seatUid || status !== 'cancelled') throw error;
  }
}

/**
 * Moves a booking, or a visitor's seat of it. If the response is lost, looks the new booking up by the old one. Rejects
 * with `already_rescheduled` if the booking was moved to another time.
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
    // The seat keeps its uid, even if the response omits it.
    return {...outcome, bookings: [{...(seatUid ? {seatUid} : {}), ...moved}, ...rest]};
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'outcome_unknown' && code !== 'already_rescheduled') throw error;
    const moved = await loadLatest(client, uid, change.manageToken).catch(() => undefined);
    if (moved?.start === start && moved.uid !== uid) return {bookings: [moved]};
    throw error;
  }
}

/** Maximum number of moves to follow; a longer chain is not plausible. */
const maxMoves = 20;

/** Reads a booking, or the one it was moved to, so that links in old e-mails still work. */
export async function loadLatest(client: Client, uid: string, manageToken?: string): Promise<Booking> {
  let booking = await client.loadBooking(uid, {manageToken});
  for (let moves = 0; booking.rescheduledToUid && moves < maxMoves; moves++)
    booking = await client.loadBooking(booking.rescheduledToUid, {manageToken});
  return booking;
}
