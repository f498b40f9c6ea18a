import {BookingError} from '../../../core/model/error.ts';
import {baseUrl} from '../../settings/public-address.ts';
import type {Settings} from '../../settings/settings.ts';

/**
 * Rejects a form sent from an origin that is neither the proxy's own nor allowed, with `not_allowed`. Browsers send the
 * origin, and no site can forge it; other clients (no `Origin`) pass. If a public URL is configured, only that counts
 * as the own origin: any host name can be made to resolve to the proxy (DNS rebinding), and its pages would then be
 * same-origin.
 */
export function requireKnownPage(request: Request, settings: Settings): void {
  const {headers} = request;
  const origin = headers.get('origin');
  if (origin === null || (settings.publicUrl === undefined && headers.get('sec-fetch-site') === 'same-origin')) return;
  if (settings.allowedOrigins.includes(origin) || origin === new URL(baseUrl(request, settings)).origin) return;
  throw new BookingError('not_allowed', 'This origin may not book here: add it to BOOKING_ALLOWED_ORIGINS.', {
    status: 403,
  });
}
