import type {registerLocale} from './core/words/messages.ts';
import type {allowCalScripts} from './elements/loading/allow-scripts.ts';

declare global {
  /** What the one-file script leaves in the page: it is no module, and there is nothing to import from it. */
  var BookingElements: {registerLocale: typeof registerLocale; allowCalScripts: typeof allowCalScripts};
}
