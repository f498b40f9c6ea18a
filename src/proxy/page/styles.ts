import {createHash} from 'node:crypto';
import {baseStyles, hostStyles} from '../../core/page/styles.ts';
import {pickStyles} from '../../core/page/styles-pick.ts';
import {detailsStyles} from './details/styles-details.ts';

const document = `
html { color-scheme: light dark; }
html[data-theme=light] { color-scheme: light; }
html[data-theme=dark] { color-scheme: dark; }
body { margin: 0 auto; max-inline-size: 62rem; padding: 1rem; background: light-dark(#f3f5f4, #101312); font-family: system-ui, sans-serif; }
@media (width < 30em) { body { padding: 0.5rem; } }
`;

const text = (baseStyles + pickStyles + detailsStyles).replace(/\n\s*/g, '\n').trim();

/** For the shadow root the form stands in. */
export const shadowStyles = text.replaceAll('&', ':host');

/** For a page of its own. */
export const pageStyles = document + text.replaceAll('&', '.booking-form');

const hashOf = (css: string) => `sha256-${createHash('sha256').update(css).digest('base64')}`;

/** What a page's Content-Security-Policy says in `style-src`, each in single quotes, to allow the style sheets of `renderBookingForm`. */
export const bookingFormStyleHashes: readonly string[] = [hashOf(hostStyles), hashOf(shadowStyles)];

/** The same for the style sheet of a page of its own. */
export const pageStyleHash = hashOf(pageStyles);
