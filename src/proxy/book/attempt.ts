import type {Logger} from '../context.ts';
import type {Store} from '../store/store.ts';
import type {BookingRequest} from './bookings.ts';
import type {Outcomes} from './outcomes.ts';
import type {Recorder} from './recorder.ts';

/** One wish to book, however often it is sent. */
export interface Attempt {
  /** The caller's Idempotency-Key, or a generated one. */
  key: string;
  request: BookingRequest;
  /** The live session that waits for the booking. */
  session: {ref: string; rid: string};
  /** Hash of the request as received. */
  asked: string;
  /** Id of the checkout token, which can be used for one booking only. */
  checkoutId?: string | undefined;
}

/** What attempts depend on. */
export interface AttemptsOptions {
  store: Store;
  outcomes: Outcomes;
  recorder: Recorder;
  now(): number;
  wait(ms: number): Promise<void>;
  /** Runs a task later; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
  log: Logger;
}
