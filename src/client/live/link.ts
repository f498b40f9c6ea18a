import type {BookingView} from '../../core/model/wire.ts';
import type {LiveConnection, LiveOptions} from '../types.ts';

/** Calls back once after some milliseconds; returns what cancels it. */
export type After = (ms: number, callback: () => void) => () => void;

export interface LiveSettings extends LiveOptions {
  /** Used instead of the page's own. */
  fetch?: typeof fetch;
  /** Milliseconds on a clock that goes on while the device sleeps. */
  now?: () => number;
  after?: After;
  /** From 0 to 1; spreads the reconnections of many pages. */
  random?: () => number;
  /** Whether the tabs of a browser share one stream per booking; they do where the browser can. */
  share?: boolean;
}

/** What a link is opened with, and whom it tells. */
export interface LinkSettings extends Omit<LiveSettings, 'onView'> {
  /** Where the link before this one was. */
  lastId?: string | undefined;
  onView(view: BookingView, kind: 'snapshot' | 'state', id: string): void;
  /** The server lives. */
  onBytes?(): void;
}

/** One way to the server, open or being opened. */
export interface Link extends LiveConnection {
  /** Connects anew when the connection may be dead (`isSure`: is dead). */
  wake(isSure: boolean): void;
}

export const startTimer: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
