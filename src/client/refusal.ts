import {judgeWrite, toBookingError, toCalError} from '../core/cal/errors.ts';
import {BookingError} from '../core/model/error.ts';
import {isErrorCode} from '../core/model/error-codes.ts';
import {decodeGrant} from './live/grants.ts';

/**
 * Converts a failed response of the proxy or of Cal.com to an error. After a write, only an error of their own proves
 * that nothing was done.
 */
export function readRefusal(
  isWrite: boolean,
  name: string,
  {status, headers}: Response,
  text: string,
  isProxy = true,
): BookingError {
  const error = (isProxy ? toBookingError : toCalError)(status, text, headers);
  const live = isProxy && error.code === 'outcome_unknown' ? liveOf(text) : undefined;
  if (live)
    return new BookingError(error.code, error.message, {
      status,
      live,
      ...(error.retryAfterSeconds === undefined ? {} : {retryAfterSeconds: error.retryAfterSeconds}),
    });
  if (!isWrite || (isProxy && hasOwnCode(text)) || judgeWrite(status, text) === 'refused') return error;
  return new BookingError('outcome_unknown', `${name} was answered with ${status}; it may have taken effect.`, {
    status,
    cause: error,
  });
}

interface Envelope {
  error?: {code?: unknown};
  /** Next to the error: the stream that will report the outcome. */
  live?: unknown;
}

function parse(text: string): Envelope {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return {};
  }
}

const hasOwnCode = (text: string) => isErrorCode(parse(text).error?.code);

const liveOf = (text: string) => decodeGrant(parse(text).live);
