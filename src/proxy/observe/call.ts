import {AsyncLocalStorage} from 'node:async_hooks';

/** The request that is being answered, as far as those deep below it have to know it. */
export interface Call {
  /** Goes to Cal.com too, as its `X-Request-Id`. */
  requestId: string;
  /** Tells one visitor from another, for a fair share of what is scarce; empty when the server does not say. Never logged. */
  visitor: string;
}

/** Whose request the running code belongs to; nobody's in a timer. */
export const calls = new AsyncLocalStorage<Call>();
