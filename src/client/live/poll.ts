import {isBookingError} from '../../core/model/error.ts';
import type {Booking} from '../../core/model/types.ts';
import {viewOfBooking} from '../../core/state/booking-view.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {startTimer, type After} from './link.ts';
import type {ConnectionState, LiveConnection, RequestOptions} from '../types.ts';
import {watchPage} from './wake.ts';

export interface PollSettings {
  uid: string;
  /** Reads one booking; a client's `loadBooking`. */
  load(uid: string, options: RequestOptions): Promise<Booking>;
  /** Hears each change, and the first state. */
  onView(view: BookingView): void;
  /** `lost` while answers fail, `closed` when there will be no more news. */
  onConnection?(state: ConnectionState, error?: unknown): void;
  /** Milliseconds. */
  now?: () => number;
  after?: After;
  /** From 0 to 1; spreads many pages. */
  random?: () => number;
}

/** Pauses in milliseconds: they start at the first and grow by half up to the second, until something changes. */
const open = [5_000, 60_000] as const;
/** A confirmed booking is cancelled or moved by a person, some time. */
const settled = [120_000, 600_000] as const;
/** A page that is looked at again does not ask sooner than this after the last time. */
const freshMs = 10_000;

const final = ['not_found', 'auth_required', 'not_allowed', 'invalid_request', 'upstream_version'];

/**
 * Asks Cal.com again and again where a booking stands, for pages without a proxy: politely, with growing pauses, never
 * while the page is hidden, as late as a refusal asks for, and not at all once the booking is over. It goes on with the
 * booking that this one becomes.
 */
export function pollBooking(settings: PollSettings): LiveConnection {
  const {load, onView, onConnection, now = Date.now, after = startTimer, random = Math.random} = settings;
  const seen = new Set([settings.uid]);
  let {uid} = settings;
  let told = '';
  let state: ConnectionState | undefined;
  let pauseMs = 0;
  let lookedAt = 0;
  let current: AbortController | undefined;
  let cancelTimer = () => {};

  function tell(next: ConnectionState, error?: unknown): void {
    if (state === next || state === 'closed') return;
    state = next;
    onConnection?.(next, error);
  }

  function later([first, longest]: readonly [number, number], atLeastMs = 0): void {
    pauseMs = Math.min(Math.max(first, pauseMs * 1.5), longest);
    cancelTimer();
    cancelTimer = after(Math.max(atLeastMs, pauseMs * (0.8 + random() * 0.4)), () => void look());
  }

  async function look(): Promise<void> {
    cancelTimer();
    current?.abort();
    if (state === 'closed' || (typeof document !== 'undefined' && document.visibilityState === 'hidden')) return;
    const own = (current = new AbortController());
    lookedAt = now();
    try {
      const view = viewOfBooking(await load(uid, {signal: own.signal}));
      if (!own.signal.aborted) take(view);
    } catch (error) {
      if (own.signal.aborted) return;
      if (isBookingError(error) && final.includes(error.code)) return end(error);
      tell('lost', error);
      later(open, (isBookingError(error) ? (error.retryAfterSeconds ?? 0) : 0) * 1000);
    }
  }

  function take(view: BookingView): void {
    tell('open');
    const text = JSON.stringify(view);
    if (text !== told) {
      told = text;
      pauseMs = 0;
      onView(view);
    }
    const {state: booking, rescheduledTo} = view;
    if (state === 'closed') return;
    if (rescheduledTo !== undefined && !seen.has(rescheduledTo)) {
      seen.add((uid = rescheduledTo));
      void look();
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
    tell('closed', error);
  }

  const stopWatching = watchPage({
    wake: () => (now() - lookedAt > freshMs ? void look() : later(open)),
    sleep: () => {},
  });
  tell('connecting');
  void look();
  return {reconnect: () => void look(), close: () => end()};
}
