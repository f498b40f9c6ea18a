import {randomUUID} from 'node:crypto';
import {Hono} from 'hono';
import {routePath} from 'hono/route';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {BookingError, isBookingError} from '../core/error.ts';
import {createCal} from './cal/cal.ts';
import type {Logger, ProxyContext} from './context.ts';
import {toErrorAnswer} from './errors.ts';
import {allowOrigins} from './guard/origins.ts';
import {createHub} from './live/hub.ts';
import {createTokens} from './live/tokens.ts';
import {createLog} from './log.ts';
import {bookingRoutes} from './routes/bookings.ts';
import {eventTypeRoutes} from './routes/event-types.ts';
import {healthRoutes} from './routes/health.ts';
import {liveRoutes} from './routes/live.ts';
import {opsRoutes} from './routes/ops.ts';
import {sessionRoutes} from './routes/sessions.ts';
import {slotRoutes} from './routes/slots.ts';
import {webhookRoutes} from './routes/webhook.ts';
import {checkSettings, type SettingsInput} from './settings.ts';
import {sqliteStore} from './store/sqlite.ts';
import type {Store} from './store/store.ts';

/** Settings, and what a host or a test brings of its own. */
export interface ProxyOptions extends SettingsInput {
  /** Reaches Cal.com; the global one without it. */
  fetch?: typeof fetch;
  /** Milliseconds since 1970; the system's clock without it. */
  now?: () => number;
  /** JSON lines on standard output without it. */
  log?: Logger;
  /** SQLite in `dataDirectory` without it. It is closed with the proxy. */
  store?: Store;
  /** How to pause between looks for a lost booking; milliseconds. */
  wait?: (ms: number) => Promise<void>;
  hooks?: ProxyContext['hooks'];
}

/** A proxy that any server with fetch's Request and Response can run. */
export interface Proxy {
  fetch(request: Request): Promise<Response>;
  /** Ends the live streams and nothing else, so that a server can let the other answers finish. */
  endStreams(): void;
  /** Ends the streams and closes the store. */
  close(): Promise<void>;
}

const headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': 'default-src \'none\'; frame-ancestors \'none\'',
  // Pages of other origins are whom it serves; CORS says which of them.
  'cross-origin-resource-policy': 'cross-origin',
};

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/** Makes a proxy. Throws a `SettingsError` when a setting is missing or unsafe. */
export function createProxy(options: ProxyOptions): Proxy {
  const {fetch, now = Date.now, log = createLog(), store: own, wait = pause, hooks, ...input} = options;
  const settings = checkSettings(input);
  const store = own ?? sqliteStore(settings.dataDirectory);
  const hub = createHub();
  const context: ProxyContext = {settings, store, hub, tokens: createTokens(settings.signingKeys, now), now, log, ...(hooks ? {hooks} : {})};
  // Looked up at each call, so that whoever replaces the global one later is heard.
  const app = createApp(context, fetch ?? ((url, init) => globalThis.fetch(url, init)), wait);
  return {
    fetch: async request => app.fetch(request),
    endStreams: hub.close,
    async close() {
      hub.close();
      await store.close();
    },
  };
}

function createApp(context: ProxyContext, fetch: typeof globalThis.fetch, wait: (ms: number) => Promise<void>): Hono {
  const {settings, now, log} = context;
  const cal = createCal(context, {fetch, wait});
  const app = new Hono().basePath(settings.basePath || '/');

  app.use(async (c, next) => {
    const requestId = randomUUID();
    const startedAt = now();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    c.header('x-request-id', requestId);
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
    // The route's pattern instead of the path: a uid in a log would open a booking.
    log.info({requestId, method: c.req.method, route: routePath(c, -1), status: c.res.status, ms: now() - startedAt, ...failure(c.error)}, 'request');
  });
  app.use(allowOrigins(settings.allowedOrigins));

  app.route('/', healthRoutes(context));
  app.route('/', eventTypeRoutes(context, cal));
  app.route('/', slotRoutes(cal));
  app.route('/', bookingRoutes(context, cal));
  app.route('/', webhookRoutes(context));
  app.route('/', sessionRoutes(context));
  app.route('/', liveRoutes(context));
  if (settings.adminToken !== undefined) app.route('/', opsRoutes(context));

  app.notFound(() => {
    throw new BookingError('not_found', 'The proxy has no such route.', {status: 404});
  });
  app.onError((error, c) => {
    const {status, headers: more, body} = toErrorAnswer(error, c.req.path, now());
    // Through the context, or the headers that were set before would be lost.
    return c.json(body, status as ContentfulStatusCode, more);
  });
  return app;
}

/** What a log may know of a failure: of one nobody thought of also where it happened, never its message. */
function failure(error: Error | undefined): {code?: string; error?: string; at?: string} {
  if (!error) return {};
  if (isBookingError(error)) return {code: error.code};
  const at = error.stack?.split('\n').find(line => /^\s+at /.test(line))?.trim();
  return {code: 'internal', error: error.name, ...(at ? {at} : {})};
}
