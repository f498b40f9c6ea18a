import type {Seat, StoredBooking} from '../world/model.ts';

/** Members that only some events have. */
export interface Extras {
  seat?: Seat;
  /** One of several seats is cancelled. */
  seatOnly?: boolean;
  /** The booking that this one replaces. */
  old?: StoredBooking;
  /** The host asks for another time. */
  requestReschedule?: boolean;
  /** The event follows the host's confirmation, a payment, or both: only part of the booking is repeated. */
  follows?: 'approval' | 'payment';
  cancelledBy?: string;
  /** All remaining bookings of the series were cancelled. */
  wholeSeries?: boolean;
}

/** Sends an event to the subscribers. Resolves after their answers in `inline` mode, immediately in `hosted` mode. */
export type Announce = (trigger: string, booking: StoredBooking, extras?: Extras) => Promise<void>;
