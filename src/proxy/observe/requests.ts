import {randomUUID} from 'node:crypto';
import type {Context, MiddlewareHandler} from 'hono';
import {matchedRoutes} from 'hono/route';
import {isBookingError} from '../../core/model/error.ts';
import {calls, type Call} from './call.ts';
import type {ProxyContext} from '../context.ts';
import {visitorOf} from '../guard/visitor.ts';
import type {Spans} from './spans.ts';

const idKey = 'requestId';

/** Logs, counts, times and traces every request. Assigns the id its log lines and calls to Cal.com carry. */
export function observeRequests({settings, elapsed, log, metrics}: ProxyContext, spans: Spans): MiddlewareHandler {
  return async (c, next) => {
    const requestId = givenId(c, settings.trustedProxies) ?? randomUUID();
    const startedAt = elapsed();
    c.header('x-request-id', requestId);
    c.set(idKey, requestId);
    await spans.run(c.req.method, 'server', c.req.raw.headers, async span => {
      await next();
      // The route's pattern instead of the path: a uid in a log would give access to a booking.
      const route = routeOf(c);
      const {method} = c.req;
      const {status} = c.res;
      const ms = elapsed() - startedAt;
      span.record(status, `${method} ${route}`);
      metrics.request(method, route, status, ms);
      const outcome = codeOf(c.error) ?? (status < 400 ? undefined : String(status));
      if (method === 'POST' && route === `${settings.basePath}/v2/bookings`) metrics.booking(outcome ?? 'booked');
      if (method === 'POST' && route.replace(/\/$/, '') === `${settings.basePath}/webhooks/cal`)
        metrics.webhook(outcome ?? 'accepted');
      log.info({requestId, method, route, status, ms, ...failure(c.error)}, 'request');
    });
  };
}

/** The id of the request, for code that runs before `openCalls`. */
export function requestIdOf(c: Context): string {
  return c.get(idKey) as string;
}

/**
 * Makes the request's id and visitor available to all later code. It costs as much as a route, so cheap routes come
 * before it.
 */
export function openCalls({settings, log}: ProxyContext): MiddlewareHandler {
  let isSilent = settings.trustedProxies !== undefined;
  return (c, next) => {
    if (!isSilent && c.req.header('x-forwarded-for') !== undefined) {
      isSilent = true;
      log.warn(
        {},
        'Requests come through a reverse proxy: set BOOKING_TRUSTED_PROXIES to the number of reverse proxies, or limits ' +
          'may count the wrong visitor.',
      );
    }
    return calls.run(
      callOf(requestIdOf(c), () => visitorOf(c.req.raw, c.env, settings.trustedProxies)),
      next,
    );
  };
}

/** The pattern of the route that answers, or would have answered; ignores middleware. */
export function routeOf(c: Context): string {
  const paths = matchedRoutes(c).map(({path}) => path);
  return paths.findLast(path => !path.endsWith('*')) ?? paths.at(-1)!;
}

/** The visitor is determined lazily, because few routes need it. */
function callOf(requestId: string, find: () => string): Call {
  let visitor: string | undefined;
  return {
    requestId,
    get visitor() {
      return (visitor ??= find());
    },
  };
}

/** The id set by a trusted reverse proxy; clients could use theirs to hide in the log. */
function givenId(c: Context, trustedProxies = 0): string | undefined {
  const given = c.req.header('x-request-id');
  return trustedProxies > 0 && given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : undefined;
}

function codeOf(error: Error | undefined): string | undefined {
  return error && (isBookingError(error) ? error.code : 'internal');
}

/** The loggable part of a failure: for an unexpected error also its location, never its message. */
function failure(error: Error | undefined): {code?: string; error?: string; at?: string; reason?: string} {
  if (!error) return {};
  if (isBookingError(error)) return {code: error.code, ...(error.code === 'internal' ? {reason: error.message} : {})};
  const at = error.stack
    ?.split('\n')
    .find(line => /^\s+at /.test(line))
    ?.trim();
  return {code: 'internal', error: error.name, ...(at ? {at} : {})};
}
