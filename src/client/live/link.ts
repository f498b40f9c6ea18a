import type {BookingView} from '../../core/model/wire.ts';
import type {LiveConnection, LiveOptions} from '../types.ts';

/** Calls `callback` once after a number of milliseconds; returns a function that cancels it. */
export type After = (ms: number, callback: () => void) => () => void;

export interface LiveSettings extends LiveOptions {
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch;
  /** Milliseconds on a clock that continues while the device sleeps. */
  now?: () => number;
  after?: After;
  /** From 0 to 1; spreads the reconnections of many pages. */
  random?: () => number;
  /** Whether tabs of a browser share one stream per booking. Defaults to true if the browser supports it. */
  share?: boolean;
}

/** Settings and callbacks of a link. */
export interface LinkSettings extends Omit<LiveSettings, 'onView'> {
  /** The position of the previous link. */
  lastId?: string | undefined;
  onView(view: BookingView, kind: 'snapshot' | 'state', id: string): void;
  /** The server is alive. */
  onBytes?(): void;
}

/** A connection to the server, open or being opened. */
export interface Link extends LiveConnection {
  /** Reconnects if the connection may be dead; with `isSure`, it certainly is. */
  wake(isSure: boolean): void;
}

export const startTimer: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
