import {toBookingError} from '../core/cal/errors.ts';
import {BookingError, isErrorCode} from '../core/error.ts';

/** What a refusal means. A server that broke down during a write says nothing about what it did before. */
export function readRefusal(isWrite: boolean, name: string, {status, headers}: Response, text: string): BookingError {
  const error = toBookingError(status, text, headers);
  const broke = status >= 500 && (error.code === 'upstream_down' || error.code === 'internal') && !hasOwnCode(text);
  if (!isWrite || !broke) return error;
  return new BookingError('outcome_unknown', `${name} was answered with ${status}; it may have been done.`, {status, cause: error});
}

function hasOwnCode(text: string): boolean {
  try {
    return isErrorCode((JSON.parse(text) as {error?: {code?: unknown}}).error?.code);
  } catch {
    return false;
  }
}
