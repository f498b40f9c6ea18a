import type {MiddlewareHandler} from 'hono';
import {BookingError} from '../../core/model/error.ts';

const allowedHeaders =
  'content-type, authorization, cal-api-version, idempotency-key, last-event-id, booking-checkout-token, ' +
  'booking-manage-token';
const exposedHeaders = 'x-request-id, retry-after';
const reading = new Set(['GET', 'HEAD']);

/**
 * CORS for exactly these origins, without credentials. Other origins may not write (`not_allowed`) and cannot read.
 * Requests without an origin (servers, command lines, Cal.com's webhooks) pass.
 */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  const allowed = new Set(origins);
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && allowed.has(origin);
    c.header('vary', 'Origin');
    if (isAllowed) c.header('access-control-allow-origin', origin);
    if (origin !== undefined && !isAllowed && !reading.has(c.req.method)) {
      throw new BookingError('not_allowed', 'This origin may not call this proxy: add it to BOOKING_ALLOWED_ORIGINS.', {
        status: 403,
      });
    }
    if (c.req.method === 'OPTIONS') {
      c.header('access-control-allow-methods', 'GET, POST, DELETE');
      c.header('access-control-allow-headers', allowedHeaders);
      c.header('access-control-max-age', '7200');
      return c.body(null, 204);
    }
    if (isAllowed) c.header('access-control-expose-headers', exposedHeaders);
    await next();
  };
}
