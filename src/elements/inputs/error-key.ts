import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {MessageKey} from '../../core/words/messages.ts';

/** The words for what went wrong. What got no answer is due to the device only where that knows that it is offline. */
export function errorKey(code: ErrorCode): MessageKey {
  return code === 'network' && !navigator.onLine ? 'error.offline' : `error.${code}`;
}
