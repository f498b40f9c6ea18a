import {randomUUID} from 'node:crypto';
import type {Context, MiddlewareHandler} from 'hono';
import {matchedRoutes} from 'hono/route';
import {isBookingError} from '../../core/model/error.ts';
import {calls, type Call} from './call.ts';
import type {ProxyContext} from '../context.ts';
import {visitorOf} from '../guard/visitor.ts';
import type {Spans} from './spans.ts';

const idKey = 'requestId';

/** Logs, counts, times and traces every request, and gives it the id that its log lines and its calls to Cal.com carry. */
export function observeRequests({settings, elapsed, log, metrics}: ProxyContext, spans: Spans): MiddlewareHandler {
  return async (c, next) => {
    const requestId = givenId(c, settings.trustedProxies) ?? randomUUID();
    const startedAt = elapsed();
    c.header('x-request-id', requestId);
    c.set(idKey, requestId);
    await spans.run(c.req.method, 'server', c.req.raw.headers, async span => {
      await next();
      // The route's pattern instead of the path: a uid in a log would open a booking.
      const route = routeOf(c);
      const {method} = c.req;
      const {status} = c.res;
      const ms = elapsed() - startedAt;
      span.tell(status, `${method} ${route}`);
      metrics.request(method, route, status, ms);
      const outcome = codeOf(c.error) ?? (status < 400 ? undefined : String(status));
      if (method === 'POST' && route === `${settings.basePath}/v2/bookings`) metrics.booking(outcome ?? 'booked');
      if (method === 'POST' && route.replace(/\/$/, '') === `${settings.basePath}/webhooks/cal`)
        metrics.webhook(outcome ?? 'accepted');
      log.info({requestId, method, route, status, ms, ...failure(c.error)}, 'request');
    });
  };
}

/** The id of the request, for who answers it before it is a call. */
export function requestIdOf(c: Context): string {
  return c.get(idKey) as string;
}

/** Lets all that follows know whose request it works for. It costs as much as a route: what never asks comes before it. */
export function openCalls({settings, log}: ProxyContext): MiddlewareHandler {
  let isSilent = settings.trustedProxies !== undefined;
  return (c, next) => {
    if (!isSilent && c.req.header('x-forwarded-for') !== undefined) {
      isSilent = true;
      log.warn(
        {},
        'Requests come through a reverse proxy, and nobody said how many: set BOOKING_TRUSTED_PROXIES, or limits may count the wrong visitor.',
      );
    }
    return calls.run(
      callOf(requestIdOf(c), () => visitorOf(c.req.raw, c.env, settings.trustedProxies)),
      next,
    );
  };
}

/** The pattern of the route that answers, or would have; not of what every request passes, before or after it. */
export function routeOf(c: Context): string {
  const paths = matchedRoutes(c).map(({path}) => path);
  return paths.findLast(path => !path.endsWith('*')) ?? paths.at(-1)!;
}

/** Few routes ask who calls. */
function callOf(requestId: string, find: () => string): Call {
  let visitor: string | undefined;
  return {
    requestId,
    get visitor() {
      return (visitor ??= find());
    },
  };
}

/** The id a reverse proxy gave it; anybody else's could be used to hide in the log. */
function givenId(c: Context, trustedProxies = 0): string | undefined {
  const given = c.req.header('x-request-id');
  return trustedProxies > 0 && given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : undefined;
}

function codeOf(error: Error | undefined): string | undefined {
  return error && (isBookingError(error) ? error.code : 'internal');
}

/** What a log may know of a failure: of one nobody thought of also where it happened, never its message. */
function failure(error: Error | undefined): {code?: string; error?: string; at?: string; reason?: string} {
  if (!error) return {};
  if (isBookingError(error)) return {code: error.code, ...(error.code === 'internal' ? {reason: error.message} : {})};
  const at = error.stack
    ?.split('\n')
    .find(line => /^\s+at /.test(line))
    ?.trim();
  return {code: 'internal', error: error.name, ...(at ? {at} : {})};
}
