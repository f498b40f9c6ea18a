import {Hono} from 'hono';
import {BookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import {isToken} from '../guard/token.ts';
import {readBearer} from '../live/bearer.ts';

/**
 * `GET /metrics`: counters in Prometheus' text format, for clients with the metrics token, or for all if the settings
 * allow it.
 */
export function metricsRoutes({settings, metrics}: ProxyContext): Hono {
  return new Hono().get('/metrics', async c => {
    if (!settings.openMetrics && !isToken(settings.metricsToken, readBearer(c.req.raw.headers))) {
      throw new BookingError('auth_required', 'Send the metrics token (BOOKING_METRICS_TOKEN) as Bearer.', {
        status: 401,
      });
    }
    const {type, text} = await metrics.read();
    return c.body(text, 200, {'content-type': type});
  });
}
