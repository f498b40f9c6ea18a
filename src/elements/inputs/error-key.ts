import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {MessageKey} from '../../core/words/messages.ts';

/** The message for an error. A network error is blamed on the device only if the browser reports that it is offline. */
export function errorKey(code: ErrorCode): MessageKey {
  return code === 'network' && !navigator.onLine ? 'error.offline' : `error.${code}`;
}
