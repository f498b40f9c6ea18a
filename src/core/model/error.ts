import type {ErrorCode} from './error-codes.ts';
import type {LiveGrant} from './wire.ts';

export interface BookingErrorOptions {
  /** The HTTP status of the failed response, or the status to answer with. */
  status?: number;
  /** Problems with individual answers: question slug → reason (`required`, `email`, `option`, …). */
  fields?: Record<string, string>;
  /** Seconds to wait before a retry. */
  retryAfterSeconds?: number;
  /** The booking the error refers to, e.g. the one that replaced a rescheduled booking. */
  uid?: string;
  /** Opens the live stream that shows the outcome of a call that got no answer. */
  live?: LiveGrant;
  cause?: unknown;
}

/** The kit's only error class. The message is for developers and never contains secrets or personal data. */
export class BookingError extends Error {
  readonly code: ErrorCode;
  readonly status?: number;
  readonly fields?: Record<string, string>;
  readonly retryAfterSeconds?: number;
  readonly uid?: string;
  readonly live?: LiveGrant;

  constructor(code: ErrorCode, message: string, options: BookingErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause});
    this.name = 'BookingError';
    this.code = code;
    if (options.status !== undefined) this.status = options.status;
    if (options.fields !== undefined) this.fields = options.fields;
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
    if (options.uid !== undefined) this.uid = options.uid;
    if (options.live !== undefined) this.live = options.live;
  }
}

/** Checks the name instead of the class, so that it works across two copies of the kit on one page. */
export function isBookingError(error: unknown): error is BookingError {
  return error instanceof Error && error.name === 'BookingError' && 'code' in error;
}
