import type {ErrorCode} from '../model/error-codes.ts';
import {dayOf, monthOf} from '../time/time.ts';
import type {Answers, Booking, Day, EventType, Instant, Month, Slot} from '../model/types.ts';
import type {BookingView, LiveGrant} from '../model/wire.ts';

/** A notice to the visitor. */
export interface Notice {
  code: ErrorCode;
  /** Seconds to wait before a retry. */
  retryAfterSeconds?: number;
  /** The time that is no longer available. */
  start?: Instant;
  /** After an unknown outcome: the live stream that will report it. */
  live?: LiveGrant;
  /** After an unknown outcome: the time is taken now, most likely by the visitor's own booking. */
  isLikely?: boolean;
  /** Code of a later step failed to load: the page must be reloaded. */
  isStale?: boolean;
  /** Times to offer instead. */
  instead?: Slot[];
  /** The visitor's booking that is in the way, if Cal.com named it. */
  uid?: string;
}

/** 12- or 24-hour clock, with the values of Unicode's `hc` extension. */
export type Clock = 'h12' | 'h23';

/** One wish to book; the same across retries as long as the time and the answers stay the same. */
export interface Attempt {
  id: string;
  content: string;
}

/** The state of a visitor's booking flow. */
export interface FlowState {
  /** `failed`: nothing to show; `booking`: waiting for the answer; `done`: booked. */
  phase: 'loading' | 'failed' | 'pick' | 'details' | 'booking' | 'done';
  timeZone: string;
  /** The clock the visitor chose; defaults to the locale's. */
  clock?: Clock;
  /** The month shown. */
  month: Month;
  /** Blocks of months by their first month. A failed block is removed, so that it can be requested again. */
  blocks: Record<Month, 'pending' | 'ready'>;
  slots: readonly Slot[];
  /** Times that were refused: Cal.com continues to offer them for a while. */
  lost?: readonly Instant[];
  answers: Answers;
  /** Question slug → what the server refuses about its answer. */
  problems: Record<string, string>;
  eventType?: EventType;
  /** Minutes, if the event type offers more than one duration. */
  duration?: number;
  day?: Day;
  slot?: Slot;
  notice?: Notice;
  /** The visitor submitted the site's own form before choosing a time. */
  isTimeMissed?: boolean;
  /** The last month that a search for free times covered without success. */
  searchedUntil?: Month;
  attempt?: Attempt;
  bookings?: [Booking, ...Booking[]];
  live?: LiveGrant;
  /** The booking's live state, if the form follows it. */
  view?: BookingView;
  /** Proxy mode only: lets the visitor change the booking. */
  manageToken?: string;
  /** The booking being rescheduled. */
  moving?: Booking;
  /** The previous booking of this form, which may be rescheduled. */
  earlier?: {booking: Booking; manageToken?: string | undefined};
  /** Number of bookings of a recurring event type. */
  count?: number;
  /** The start of an attempt with an unknown outcome. */
  unsure?: Instant;
}

/** The initial state. `now` determines the first month shown. */
export function startFlow(timeZone: string, now: Instant): FlowState {
  return {
    phase: 'loading',
    timeZone,
    month: monthOf(dayOf(now, timeZone)),
    blocks: {},
    slots: [],
    answers: {},
    problems: {},
  };
}

/** Copies a state without some of its members. */
export function without<K extends keyof FlowState>(state: FlowState, ...keys: K[]): Omit<FlowState, K> & FlowState {
  const copy = {...state};
  for (const key of keys) delete copy[key];
  return copy;
}
