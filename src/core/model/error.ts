import type {ErrorCode} from './error-codes.ts';
import type {LiveGrant} from './wire.ts';

export interface BookingErrorOptions {
  /** The HTTP status it came with, or should be answered with. */
  status?: number;
  /** What is wrong with single answers: question slug → reason (`required`, `email`, `option`, …). */
  fields?: Record<string, string>;
  /** Seconds until another try makes sense. */
  retryAfterSeconds?: number;
  /** The uid the error points at, e.g. of the booking a rescheduled one became. */
  uid?: string;
  /** Opens the stream that shows what became of a call nobody could answer. */
  live?: LiveGrant;
  cause?: unknown;
}

/** The kit's one error class. The message is for developers and never holds a secret or personal data. */
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

/** Tells by name, so that it survives two copies of the kit on one page. */
export function isBookingError(error: unknown): error is BookingError {
  return error instanceof Error && error.name === 'BookingError' && 'code' in error;
}
