import {BookingError} from '../../../core/model/error.ts';
import {baseUrl} from '../../settings/public-address.ts';
import type {Settings} from '../../settings/settings.ts';

/**
 * Refuses a form that was sent by a page of neither the proxy's own origin nor an allowed one, with `not_allowed`. The
 * browser says whose page it is and no page can make it say another; what is no browser (no `Origin`) passes. With a
 * public address in the settings that alone is the own origin: any host name can be led to the proxy (DNS rebinding),
 * and its pages are of the same origin then.
 */
export function requireKnownPage(request: Request, settings: Settings): void {
  const {headers} = request;
  const origin = headers.get('origin');
  if (origin === null || (settings.publicUrl === undefined && headers.get('sec-fetch-site') === 'same-origin')) return;
  if (settings.allowedOrigins.includes(origin) || origin === new URL(baseUrl(request, settings)).origin) return;
  throw new BookingError(
    'not_allowed',
    'Pages of this origin may not book here: the operator can add it to BOOKING_ALLOWED_ORIGINS.',
    {status: 403},
  );
}
