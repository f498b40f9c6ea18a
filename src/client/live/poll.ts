import {isBookingError} from '../../core/model/error.ts';
import type {Booking} from '../../core/model/types.ts';
import {viewOfBooking} from '../../core/state/booking-view.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {startTimer, type After} from './link.ts';
import type {ConnectionState, LiveConnection, RequestOptions} from '../types.ts';
import {watchPage} from './wake.ts';

export interface PollSettings {
  uid: string;
  /** Reads a booking; the client's `loadBooking`. */
  load(uid: string, options: RequestOptions): Promise<Booking>;
  /** Called with the first state and every change. */
  onView(view: BookingView): void;
  /** `lost` while requests fail, `closed` after the last change. */
  onConnection?(state: ConnectionState, error?: unknown): void;
  /** Milliseconds. */
  now?: () => number;
  after?: After;
  /** From 0 to 1; spreads the requests of many pages. */
  random?: () => number;
}

/**
 * Polling intervals in milliseconds: they start at the first value and grow by half up to the second, until something
 * changes.
 */
const open = [5_000, 60_000] as const;
/** A confirmed booking changes only when someone cancels or reschedules it. */
const settled = [120_000, 600_000] as const;
/** Minimum milliseconds between a request and another one when the page becomes visible again. */
const freshMs = 10_000;

const final = ['not_found', 'auth_required', 'not_allowed', 'invalid_request', 'upstream_version'];

/**
 * Polls Cal.com for the state of a booking, for pages without a proxy. Intervals grow; it never polls while the page is
 * hidden, waits as long as a refusal asks for, and stops when the booking is over. Follows the booking that replaces
 * this one.
 */
export function pollBooking(settings: PollSettings): LiveConnection {
  const {load, onView, onConnection, now = Date.now, after = startTimer, random = Math.random} = settings;
  const seen = new Set([settings.uid]);
  let {uid} = settings;
  let lastView = '';
  let state: ConnectionState | undefined;
  let pauseMs = 0;
  let checkedAt = 0;
  let current: AbortController | undefined;
  let cancelTimer = () => {};

  function report(next: ConnectionState, error?: unknown): void {
    if (state === next || state === 'closed') return;
    state = next;
    onConnection?.(next, error);
  }

  function later([first, longest]: readonly [number, number], atLeastMs = 0): void {
    pauseMs = Math.min(Math.max(first, pauseMs * 1.5), longest);
    cancelTimer();
    cancelTimer = after(Math.max(atLeastMs, pauseMs * (0.8 + random() * 0.4)), () => void check());
  }

  async function check(): Promise<void> {
    cancelTimer();
    current?.abort();
    if (state === 'closed' || (typeof document !== 'undefined' && document.visibilityState === 'hidden')) return;
    const own = (current = new AbortController());
    checkedAt = now();
    try {
      const view = viewOfBooking(await load(uid, {signal: own.signal}));
      if (!own.signal.aborted) take(view);
    } catch (error) {
      if (own.signal.aborted) return;
      if (isBookingError(error) && final.includes(error.code)) return end(error);
      report('lost', error);
      later(open, (isBookingError(error) ? (error.retryAfterSeconds ?? 0) : 0) * 1000);
    }
  }

  function take(view: BookingView): void {
    report('open');
    const text = JSON.stringify(view);
    if (text !== lastView) {
      lastView = text;
      pauseMs = 0;
      onView(view);
    }
    const {state: booking, rescheduledTo} = view;
    if (state === 'closed') return;
    if (rescheduledTo !== undefined && !seen.has(rescheduledTo)) {
      seen.add((uid = rescheduledTo));
      void check();
    } else if (booking === 'cancelled' || booking === 'rejected' || booking === 'rescheduled') {
      end();
    } else {
      later(booking === 'accepted' ? settled : open);
    }
  }

  function end(error?: unknown): void {
    cancelTimer();
    current?.abort();
    stopWatching();
    report('closed', error);
  }

  const stopWatching = watchPage({
    wake: () => (now() - checkedAt > freshMs ? void check() : later(open)),
    sleep: () => {},
  });
  report('connecting');
  void check();
  return {reconnect: () => void check(), close: () => end()};
}
