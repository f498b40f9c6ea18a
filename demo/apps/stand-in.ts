// An app takes it from 'booking-elements'.
import {allowCalScripts} from '../../src/elements/loading/allow-scripts.ts';

const cal = new URLSearchParams(globalThis.location?.search).get('cal');
if (cal) allowCalScripts(cal);

/** Where the booking pages are: a stand-in when the page's address names one. */
export const origin = cal ?? 'https://cal.com';

/** Where the API is. */
export const api = cal ?? 'https://api.cal.com';
