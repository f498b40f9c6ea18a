import {AsyncLocalStorage} from 'node:async_hooks';

/** The request being answered, for code deep below its route. */
export interface Call {
  /** Also sent to Cal.com as `X-Request-Id`. */
  requestId: string;
  /** Distinguishes visitors, for fair shares of limited resources; empty if unknown. Never logged. */
  visitor: string;
}

/** The request the running code works for; undefined in timers. */
export const calls = new AsyncLocalStorage<Call>();
