import type {Logger} from '../context.ts';
import type {Store} from '../store/store.ts';
import type {WantedBooking} from './bookings.ts';
import type {Outcomes} from './outcomes.ts';
import type {Recorder} from './recorder.ts';

/** A visitor's wish to book, however often it is sent. */
export interface Attempt {
  /** The page's Idempotency-Key, or one of ours. */
  key: string;
  wanted: WantedBooking;
  /** Waits for the booking. */
  session: {ref: string; rid: string};
  /** Hash of what was asked for, as it came. */
  asked: string;
  /** What may be used for one booking only. */
  checkoutId?: string | undefined;
}

/** What attempts are made with. */
export interface AttemptsOptions {
  store: Store;
  outcomes: Outcomes;
  recorder: Recorder;
  now(): number;
  wait(ms: number): Promise<void>;
  /** Runs a task later, unless the returned function is called before. */
  later(ms: number, task: () => void): () => void;
  log: Logger;
}
