import type {registerLocale} from './core/words/messages.ts';
import type {allowCalScripts} from './elements/loading/allow-scripts.ts';

declare global {
  /** The exports of the one-file script, which is not a module. */
  var BookingElements: {registerLocale: typeof registerLocale; allowCalScripts: typeof allowCalScripts};
}
