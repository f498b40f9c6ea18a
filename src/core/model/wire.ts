import type {Instant} from './types.ts';

/** The state of a booking, derived from facts (never from the status in a single event). */
export type BookingState =
  | 'unknown'
  | 'pending'
  | 'awaiting_payment'
  | 'paid'
  | 'awaiting_host'
  | 'accepted'
  | 'rejected'
  | 'cancelled'
  | 'rescheduled';

/** A step that follows from a booking, shown below its state. */
export interface Step {
  /** A stable name with words in the messages, e.g. `requested`, `payment`, `confirmed`. */
  name: string;
  status: 'waiting' | 'done' | 'failed' | 'skipped';
  /** When it happened; absent for steps that wait or were skipped. */
  at?: Instant;
}

/**
 * Everything the browser receives about a booking. An allow-list: every new member needs a test that it is harmless.
 */
export interface BookingView {
  /** Absent as long as a live session has not seen its booking. */
  uid?: string;
  state: BookingState;
  start?: Instant;
  end?: Instant;
  /** Link to join an accepted booking: http(s), and only if the proxy's owner shows it. */
  joinUrl?: string;
  /** The uid of the booking that replaced this one. */
  rescheduledTo?: string;
  /** The host asked the visitor to choose another time. */
  rescheduleExpected?: boolean;
  steps: Step[];
}

/** A frame of the live stream. `seq` counts per booking from 1; `0` is a session that waits for its booking. */
export type LiveFrame =
  | {event: 'snapshot' | 'state'; seq: number; view: BookingView}
  /** The token has expired: get another one and reconnect after the last `seq`. */
  | {event: 'expired'}
  /** The cursor is older than the kept log: a snapshot follows. */
  | {event: 'stale'};

/** An extra member in the answer to a created booking and (with `ref`) the answer to `POST /live/sessions`. */
export interface LiveGrant {
  /** Short-lived; opens the stream of one booking. */
  token: string;
  /** Absolute URL of the stream. */
  url: string;
  /** The booking that the browser reported for this live session. */
  uid?: string;
}

export interface LiveSession extends LiveGrant {
  /** Stored in the booking's metadata as `booking_ref`. Public; grants no access by itself. */
  ref: string;
}

/** Metadata keys the kit writes. Cal.com allows 50 keys of at most 40 characters. */
export const refKey = 'booking_ref';
export const attemptKey = 'booking_attempt';
