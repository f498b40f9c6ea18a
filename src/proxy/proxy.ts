import {Hono} from 'hono';
import {except} from 'hono/combine';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {BookingError} from '../core/model/error.ts';
import {createCal, type Cal} from './cal/cal.ts';
import {createCensor, secretsOf} from './censor.ts';
import type {Logger, ProxyContext} from './context.ts';
import {toErrorAnswer} from './errors.ts';
import {watchClock} from './effects/clock-jumps.ts';
import {startReconcile} from './effects/reconcile.ts';
import {startRoutineLooks} from './effects/routine-checks.ts';
import {createManage} from './manage/manage.ts';
import {allowOrigins} from './guard/origins.ts';
import {meterRoutes, routesWithoutMeter} from './guard/route-meters.ts';
import {answerEarlyFailure} from './page/serve/answer-failure.ts';
import {createHub} from './live/hub.ts';
import {hearNeighbours} from './live/neighbours.ts';
import {createTokens} from './live/tokens.ts';
import {censorLog, createLog} from './observe/log.ts';
import {createMetrics, type Metrics} from './observe/metrics.ts';
import {observeFetch} from './observe/fetch.ts';
import {observeRequests, openCalls} from './observe/requests.ts';
import {bookingRoutes} from './routes/bookings.ts';
import {codeRoutes} from './routes/codes.ts';
import {eventTypeRoutes} from './routes/event-types.ts';
import {healthRoutes} from './routes/health.ts';
import {liveRoutes} from './routes/live.ts';
import {manageLinkRoutes} from './routes/manage-links.ts';
import {metricsRoutes} from './routes/metrics.ts';
import {openApiRoutes} from './routes/openapi.ts';
import {opsRoutes} from './routes/ops.ts';
import {pageRoutes} from './routes/page.ts';
import {reservationRoutes} from './routes/reservations.ts';
import {sessionRoutes} from './routes/sessions.ts';
import {slotRoutes} from './routes/slots.ts';
import {webhookRoutes} from './routes/webhook.ts';
import {checkSettings, type Settings, type SettingsInput} from './settings/settings.ts';
import {createSpans, findOpenTelemetry, type OpenTelemetry, type Spans} from './observe/spans.ts';
import {guardStore} from './store/guard.ts';
import {postgresStore} from './store/postgres/postgres.ts';
import {startPruning} from './store/retention.ts';
import {sqliteStore} from './store/sqlite/sqlite.ts';
import type {Store} from './store/store.ts';

/** Settings, and what a host or a test brings of its own. */
export interface ProxyOptions extends SettingsInput {
  /** Reaches Cal.com; the global one without it. */
  fetch?: typeof fetch;
  /** Milliseconds since 1970; the system's clock without it. */
  now?: () => number;
  /** Milliseconds by a clock that nobody sets; `now` without it, or else the system's. */
  elapsed?: () => number;
  /** JSON lines on standard output without it. */
  log?: Logger;
  /** Counters of its own, which `GET /metrics` answers, without it. */
  metrics?: Metrics;
  /** Traces with this; without it with `@opentelemetry/api` where there is one. */
  openTelemetry?: OpenTelemetry;
  /** PostgreSQL at `databaseUrl`, or SQLite in `dataDirectory`, without it. It is closed with the proxy. */
  store?: Store;
  /** How to pause while somebody waits for an answer; milliseconds. */
  wait?: (ms: number) => Promise<void>;
  /** Runs a task after some milliseconds, unless the function it returns is called before; the system's timers without it. */
  later?: (ms: number, task: () => void) => () => void;
  hooks?: ProxyContext['hooks'];
}

/** A proxy that any server with fetch's Request and Response can run. */
export interface Proxy {
  /** The path it is mounted under; empty at the root. */
  readonly basePath: string;
  /** What it answers: `GET /v2/bookings/:uid` and the like, with its path. */
  readonly routes: readonly string[];
  /**
   * Resolves once its store can be used; rejects with one sentence when it cannot. Calls are taken before as well:
   * they wait for the store, and `GET /readyz` tells.
   */
  ready(): Promise<void>;
  /** `server` is what Node's adapter, Bun and Deno pass beside the request: it tells who calls. */
  fetch(request: Request, server?: unknown): Promise<Response>;
  /** Says it is not ready any more and ends the live streams, so that a server can let the other answers finish. */
  endStreams(): void;
  /** Ends the streams and closes the store. */
  close(): Promise<void>;
}

const headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  // Pages of other origins are whom it serves; CORS says which of them.
  'cross-origin-resource-policy': 'cross-origin',
};

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/** Since 1970 by the machine's clock at the start, and by none that is set since then. */
const steadyNow = () => performance.timeOrigin + performance.now();

function runLater(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms).unref();
  return () => clearTimeout(timer);
}

/** Makes a proxy. Throws a `SettingsError` when a setting is missing or unsafe. */
export function createProxy(options: ProxyOptions): Proxy {
  // Who brings a clock has one time for all.
  const {
    fetch,
    now = Date.now,
    elapsed = options.now ?? steadyNow,
    log: plainLog = createLog(),
    metrics = createMetrics(),
    openTelemetry,
    store: own,
    wait = pause,
    later = runLater,
    hooks,
    ...input
  } = options;
  const settings = checkSettings(input);
  const log = censorLog(plainLog, createCensor(secretsOf(settings)));
  const store = guardStore(own ?? openStore(settings), {now: elapsed, log});
  const hub = createHub();
  let stopping = false;
  const context: ProxyContext = {
    settings,
    store,
    hub,
    tokens: createTokens(settings.signingKeys, now),
    now,
    elapsed,
    log,
    metrics,
    isStopping: () => stopping,
    ...(hooks ? {hooks} : {}),
  };
  // Looked up at each call, so that whoever replaces the global one later is heard.
  const spans = createSpans(openTelemetry ? async () => openTelemetry : findOpenTelemetry);
  const upstream = observeFetch(fetch ?? ((url, init) => globalThis.fetch(url, init)), metrics, spans, elapsed);
  metrics.watchStreams(() => hub.size().streams);
  const cal = createCal(context, {fetch: upstream, wait, later});
  const app = createApp(context, cal, spans);
  const routes = [
    ...new Set(app.routes.filter(({method}) => method !== 'ALL').map(({method, path}) => `${method} ${path}`)),
  ];
  const [unmetered] = routesWithoutMeter(routes, settings.basePath);
  if (unmetered !== undefined)
    throw new Error(`The route ${unmetered} has no meter: give it a kind in guard/route-meters.ts.`);
  const stopWatch = elapsed === now ? () => {} : watchClock({now, steady: elapsed, later, log});
  const stops = [
    cal.close,
    stopWatch,
    hearNeighbours(context),
    startPruning({store, settings, now, log}),
    ...[startReconcile, startRoutineLooks].map(start => start({...context, looks: cal.looks, later})),
  ];
  return {
    async ready() {
      await store.ready?.();
    },
    fetch: async (request, server) => app.fetch(request, server),
    basePath: settings.basePath,
    routes,
    endStreams() {
      stopping = true;
      hub.close();
    },
    async close() {
      stopping = true;
      hub.close();
      for (const stop of stops) stop();
      await store.close();
    },
  };
}

function openStore({databaseUrl, dataDirectory}: Settings): Store {
  return databaseUrl === undefined ? sqliteStore(dataDirectory) : postgresStore(databaseUrl);
}

function createApp(context: ProxyContext, cal: Cal, spans: Spans): Hono {
  const {settings, now} = context;
  const manage = createManage(context, cal);
  const app = new Hono().basePath(settings.basePath || '/');

  app.use(observeRequests(context, spans));
  // Cal.com's sender is no browser and waits for no answer of Cal.com's: what others need would only slow it down.
  app.route('/', webhookRoutes(context));
  app.use(openCalls(context));
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  // A form of the proxy's own page is of no other origin, and has rules of its own.
  app.use(except(`${settings.basePath}/form`, allowOrigins(settings.allowedOrigins)));
  app.use(meterRoutes(context));

  app.route('/', healthRoutes(context));
  app.route('/', eventTypeRoutes(context, cal));
  app.route('/', slotRoutes(cal));
  app.route('/', reservationRoutes(cal));
  app.route('/', codeRoutes(cal));
  app.route('/', bookingRoutes(context, cal, manage));
  app.route(
    '/',
    pageRoutes(context, cal, (request, server) => app.fetch(request, server as object)),
  );
  app.route('/', sessionRoutes(context));
  app.route('/', liveRoutes(context));
  app.route('/', metricsRoutes(context));
  app.route('/', openApiRoutes(context));
  if (settings.adminToken !== undefined) app.route('/', opsRoutes(context));
  if (settings.adminToken !== undefined) app.route('/', manageLinkRoutes(manage));

  app.notFound(() => {
    throw new BookingError('not_found', 'The proxy has no such route.', {status: 404});
  });
  app.onError((error, c) => {
    // Who has no script can do nothing with JSON.
    if (c.req.path === `${settings.basePath}/form`) return answerEarlyFailure(context, c, error);
    const {status, headers: more, body} = toErrorAnswer(error, c.req.path, now());
    // Through the context, or the headers that were set before would be lost.
    return c.json(body, status as ContentfulStatusCode, more);
  });
  return app;
}
