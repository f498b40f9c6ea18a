import type {Seat, StoredBooking} from '../world/model.ts';

/** What only some events carry. */
export interface Extras {
  seat?: Seat;
  /** One seat of several is given up. */
  seatOnly?: boolean;
  /** The booking this one replaces. */
  old?: StoredBooking;
  /** The host asks for another time. */
  requestReschedule?: boolean;
  /** It follows the host's yes, a payment, or both: only part of the booking is told again. */
  follows?: 'approval' | 'payment';
  cancelledBy?: string;
  /** All that remains of the series was cancelled. */
  wholeSeries?: boolean;
}

/** Tells the subscribers. Inline it resolves when they have answered, hosted at once. */
export type Announce = (trigger: string, booking: StoredBooking, extras?: Extras) => Promise<void>;
