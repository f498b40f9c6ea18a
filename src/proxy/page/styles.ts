import {createHash} from 'node:crypto';
import {baseStyles, hostStyles} from '../../core/page/styles.ts';
import {pickStyles} from '../../core/page/styles-pick.ts';
import {detailsStyles} from './details/styles-details.ts';

const document = `
html { color-scheme: light dark; }
html[data-theme=light] { color-scheme: light; }
html[data-theme=dark] { color-scheme: dark; }
body { margin: 0 auto; max-inline-size: 62rem; padding: 1rem; background: light-dark(#f3f5f4, #101312);
  font-family: system-ui, sans-serif; }
@media (width < 30em) { body { padding: 0.5rem; } }
`;

const text = (baseStyles + pickStyles + detailsStyles).replace(/\n\s*/g, '\n').trim();

/** For the shadow root that contains the form. */
export const shadowStyles = text.replaceAll('&', ':host');

/** For a document of its own. */
export const pageStyles = document + text.replaceAll('&', '.booking-form');

const hashOf = (css: string) => `sha256-${createHash('sha256').update(css).digest('base64')}`;

/**
 * Hashes for `style-src` of a Content-Security-Policy, to allow the style sheets of `renderBookingForm`; each must be
 * quoted.
 */
export const bookingFormStyleHashes: readonly string[] = [hashOf(hostStyles), hashOf(shadowStyles)];

/** The hash for the style sheet of a document of its own. */
export const pageStyleHash = hashOf(pageStyles);
