import type {MiddlewareHandler} from 'hono';
import {own} from '../../core/model/own.ts';
import {calls} from '../observe/call.ts';
import type {ProxyContext} from '../context.ts';
import {createMeter, type Meter} from './meter.ts';
import {routeOf} from '../observe/requests.ts';

/** Kinds of requests, of each of which a visitor has so many a minute; what has to ask Cal.com is the budget's besides. */
type Kind = 'read' | 'look' | 'book' | 'change' | 'reserve' | 'code' | 'live' | 'page' | 'operate';

/**
 * Every route and its kind; the proxy does not start with one that has none. `open` are those that a machine calls as
 * often as it has to: balancers and Cal.com's webhooks, whose signature is as cheap to check as a meter.
 */
export const routeKinds: Readonly<Record<string, Kind | 'open'>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'POST /webhooks/cal': 'open',
  'POST /webhooks/cal/': 'open',
  'GET /v2/event-types': 'read',
  'GET /v2/event-types/:id': 'read',
  'GET /v2/teams/:teamId/event-types': 'read',
  'GET /v2/slots': 'read',
  'GET /openapi.json': 'read',
  'GET /v2/bookings/:uid': 'look',
  'POST /v2/bookings': 'book',
  'POST /v2/bookings/:uid/cancel': 'change',
  'POST /v2/bookings/:uid/reschedule': 'change',
  'POST /v2/slots/reservations': 'reserve',
  'DELETE /v2/slots/reservations/:uid': 'reserve',
  'POST /v2/atoms/verification/email/send-code': 'code',
  'POST /live/sessions': 'live',
  'GET /live': 'live',
  'GET /form': 'page',
  'POST /form': 'page',
  'GET /metrics': 'operate',
  'GET /ops/api/bookings/:uid': 'operate',
  'POST /ops/api/bookings/:uid/manage-link': 'operate',
};

/** What is answered from memory is cheap, and an office has many people behind one address. */
function limitsOf(callsPerMinute: number): Record<Kind, number> {
  const share = Math.max(30, callsPerMinute / 2);
  return {
    read: 6_000,
    look: 300,
    book: share,
    change: share,
    reserve: 2 * share,
    code: 10,
    live: 1_200,
    page: 600,
    operate: 600,
  };
}

/** The routes, such as `GET /v2/slots`, that have no kind. */
export function routesWithoutMeter(routes: readonly string[], basePath = ''): string[] {
  return routes.filter(route => !Object.hasOwn(routeKinds, withoutBase(route, basePath)));
}

function withoutBase(route: string, basePath: string): string {
  const [method, path = ''] = route.split(' ');
  return `${method} ${path.startsWith(basePath) ? path.slice(basePath.length) : path}`;
}

/** Refuses with `rate_limited` what a visitor asks for too often, before anything is done for it. */
export function meterRoutes({settings: {basePath, callsPerMinute}, elapsed}: ProxyContext): MiddlewareHandler {
  const limits = Object.entries(limitsOf(callsPerMinute)) as [Kind, number][];
  const meters = new Map<string, Meter>(
    limits.map(([kind, limit]) => [
      kind,
      createMeter(limit, 60_000, elapsed, 'Too many requests: wait before the next one.'),
    ]),
  );
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const kind = own(routeKinds, withoutBase(`${method} ${routeOf(c)}`, basePath)) ?? 'read';
    meters.get(kind)?.(calls.getStore()?.visitor ?? '');
    await next();
  };
}
