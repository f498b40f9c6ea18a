import type {MiddlewareHandler} from 'hono';
import {own} from '../../core/model/own.ts';
import {calls} from '../observe/call.ts';
import type {ProxyContext} from '../context.ts';
import {createMeter, type Meter} from './meter.ts';
import {routeOf} from '../observe/requests.ts';

/** Kinds of requests, each limited per visitor and minute. Calls to Cal.com are also subject to the budget. */
type Kind = 'read' | 'lookup' | 'book' | 'change' | 'reserve' | 'code' | 'live' | 'page' | 'sign-in' | 'operate';

/**
 * The kind of every route; the proxy does not start if a route has none. `open` routes are called by machines as often
 * as necessary: by load balancers, and by Cal.com's webhooks, whose signature check is as cheap as a meter.
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
  'GET /v2/bookings/:uid': 'lookup',
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
  'GET /ops': 'operate',
  'GET /ops/find': 'operate',
  'GET /ops/runs': 'operate',
  'POST /ops/runs': 'operate',
  'GET /ops/runs/:id': 'operate',
  'GET /ops/bookings/:uid': 'operate',
  'POST /ops/sign-in': 'sign-in',
  'POST /ops/sign-out': 'operate',
  'GET /ops/api/bookings/:uid': 'operate',
  'POST /ops/api/bookings/:uid/manage-link': 'operate',
  'GET /ops/api/runs': 'operate',
  'GET /ops/api/runs/:id': 'operate',
  'POST /ops/api/runs/replay': 'operate',
  'POST /ops/api/runs/cancel': 'operate',
  'GET /ops/api/effects': 'operate',
  'POST /ops/api/effects/:name/test': 'operate',
};

/** Answers from memory are cheap, and many people in an office share one address. */
function limitsOf(callsPerMinute: number): Record<Kind, number> {
  const share = Math.max(30, callsPerMinute / 2);
  return {
    read: 6_000,
    lookup: 300,
    book: share,
    change: share,
    reserve: 2 * share,
    code: 10,
    live: 1_200,
    page: 600,
    'sign-in': 10,
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

/** Rejects requests above a visitor's limit with `rate_limited`, before any other work. */
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
