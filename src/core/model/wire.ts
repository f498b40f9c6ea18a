import type {Instant} from './types.ts';

/** Where a booking stands, derived from facts (never from one event's own status). */
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

/** One line of progress under a booking's state. */
export interface Step {
  /** A stable name with a text in the catalogue, e.g. `requested`, `payment`, `confirmed`. */
  name: string;
  status: 'waiting' | 'done' | 'failed' | 'skipped';
  /** When it happened; absent while it waits, and where nothing happened. */
  at?: Instant;
}

/** All that reaches a page about a booking. An allow-list: nothing is added without a test that it is harmless. */
export interface BookingView {
  /** Absent while a live session has not seen its booking yet. */
  uid?: string;
  state: BookingState;
  start?: Instant;
  end?: Instant;
  /** Where an accepted booking is joined: http(s), and only when the proxy's owner shows it. */
  joinUrl?: string;
  /** The uid of the booking this one became. */
  rescheduledTo?: string;
  /** The host asked for another time. */
  rescheduleExpected?: boolean;
  steps: Step[];
}

/** A frame of the live stream. `seq` counts per booking from 1; `0` is a session that waits for its booking. */
export type LiveFrame =
  | {event: 'snapshot' | 'state'; seq: number; view: BookingView}
  /** The token's time is over: get another and connect again after the last `seq`. */
  | {event: 'expired'}
  /** The cursor is older than what is kept: a snapshot follows. */
  | {event: 'stale'};

/** The extra member of a created booking's answer, and (with `ref`) the answer of `POST /live/sessions`. */
export interface LiveGrant {
  /** Short-lived; opens the stream of one booking. */
  token: string;
  /** Absolute address of the stream. */
  url: string;
  /** The booking that the page of a live session said it made. */
  uid?: string;
}

export interface LiveSession extends LiveGrant {
  /** Goes into the booking's metadata as `booking_ref`; public, opens nothing by itself. */
  ref: string;
}

/** Metadata keys the kit writes. Cal.com allows 50 keys of at most 40 characters. */
export const refKey = 'booking_ref';
export const attemptKey = 'booking_attempt';
