import {Hono, type Context} from 'hono';
import {except} from 'hono/combine';
import type {ContentfulStatusCode} from 'hono/utils/http-status';
import {BookingError} from '../core/model/error.ts';
import {createCal, type Cal} from './cal/cal.ts';
import {createCensor, secretsOf} from './censor.ts';
import type {Logger, ProxyContext} from './context.ts';
import {toErrorAnswer} from './errors.ts';
import {watchClock} from './effects/clock-jumps.ts';
import {checkEffects} from './effects/config/check.ts';
import type {EffectConfig} from './effects/config/types.ts';
import {createEffects, type Effects} from './effects/effects.ts';
import {startReconcile} from './effects/reconcile.ts';
import {startRoutineChecks} from './effects/routine-checks.ts';
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
import {answerOpsFailure, isOpsPage} from './ops/answer-failure.ts';
import {opsPages} from './ops/ops-pages.ts';
import {opsRoutes} from './routes/ops.ts';
import {pageRoutes} from './routes/page.ts';
import {reservationRoutes} from './routes/reservations.ts';
import {runRoutes} from './routes/runs.ts';
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

/** The settings, plus dependencies a host or a test may supply. */
export interface ProxyOptions extends SettingsInput {
  /** Sends the requests to Cal.com. Defaults to the global `fetch`. */
  fetch?: typeof fetch;
  /** Milliseconds since 1970. Defaults to the system clock. */
  now?: () => number;
  /** Milliseconds on a monotonic clock. Defaults to `now` if given, else to the system's monotonic clock. */
  elapsed?: () => number;
  /** Defaults to JSON lines on standard output. */
  log?: Logger;
  /** Defaults to the proxy's own counters, served at `GET /metrics`. */
  metrics?: Metrics;
  /** Used for tracing. Defaults to `@opentelemetry/api` if installed. */
  openTelemetry?: OpenTelemetry;
  /** Closed together with the proxy. Defaults to PostgreSQL at `databaseUrl`, or else to SQLite in `dataDirectory`. */
  store?: Store;
  /** Waits a number of milliseconds while a caller is waiting for an answer. */
  wait?: (ms: number) => Promise<void>;
  /** Runs a task after a number of milliseconds; the returned function cancels it. Defaults to the system's timers. */
  later?: (ms: number, task: () => void) => () => void;
  /** What is to be done when events arrive. Defaults to nothing. */
  effects?: readonly EffectConfig[];
  /** The environment variables that effects name, such as those of the process. `booking-proxy serve` fills it. */
  environment?: Readonly<Record<string, string | undefined>>;
  hooks?: ProxyContext['hooks'];
}

/** A proxy for any server that uses the Request and Response of fetch. */
export interface Proxy {
  /** The path it is mounted under; empty at the root. */
  readonly basePath: string;
  /** The routes it answers, with the base path, e.g. `GET /v2/bookings/:uid`. */
  readonly routes: readonly string[];
  /**
   * Resolves once the store can be used; rejects with a one-sentence reason if it cannot. Requests are accepted before
   * that: they wait for the store, and `GET /readyz` shows the state.
   */
  ready(): Promise<void>;
  /** `server` is the second argument of Node's adapter, Bun and Deno; it carries the client's address. */
  fetch(request: Request, server?: unknown): Promise<Response>;
  /** Makes `GET /readyz` fail and ends the live streams, so that a server can let its other requests finish. */
  endStreams(): void;
  /** Ends the streams and closes the store. */
  close(): Promise<void>;
}

const headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  // The proxy serves other origins; CORS decides which.
  'cross-origin-resource-policy': 'cross-origin',
};

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/** Based on the machine's clock at startup; later clock changes have no effect. */
const steadyNow = () => performance.timeOrigin + performance.now();

function runLater(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms).unref();
  return () => clearTimeout(timer);
}

/** Makes a proxy. Throws a `SettingsError` when a setting is missing or unsafe. */
export function createProxy(options: ProxyOptions): Proxy {
  // With a custom `now`, monotonic time defaults to the same clock.
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
    effects: effectConfigs = [],
    environment = {},
    ...input
  } = options;
  const settings = checkSettings(input);
  const effectSecrets = checkEffects(effectConfigs, environment);
  const log = censorLog(plainLog, createCensor([...secretsOf(settings), ...effectSecrets.all]));
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
  // Looked up at each call, so that a provider registered later is used.
  const spans = createSpans(openTelemetry ? async () => openTelemetry : findOpenTelemetry);
  const upstream = observeFetch(fetch ?? ((url, init) => globalThis.fetch(url, init)), metrics, spans, elapsed);
  metrics.watchStreams(() => hub.size().streams);
  const cal = createCal(context, {fetch: upstream, wait, later});
  const effects =
    effectConfigs.length === 0
      ? undefined
      : createEffects({
          ...context,
          effects: effectConfigs,
          secrets: effectSecrets,
          backgroundReads: cal.backgroundReads,
          later,
        });
  const app = createApp(context, cal, spans, effects);
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
    ...[startReconcile, startRoutineChecks].map(start =>
      start({...context, backgroundReads: cal.backgroundReads, later}),
    ),
  ];
  const started = effects && startEffects(effects, context, later);
  return {
    async ready() {
      await store.ready?.();
      await started;
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
      // Before anything is awaited: a watch that is still on would report that its connection broke.
      for (const stop of stops) stop();
      await effects?.close();
      await store.close();
    },
  };
}

/**
 * Resolves with the first try to start the effects. Further ones follow, because a mounted proxy waits for nobody and its
 * database may come back.
 */
function startEffects(
  effects: Effects,
  {log, isStopping}: Pick<ProxyContext, 'log' | 'isStopping'>,
  later: (ms: number, task: () => void) => () => void,
): Promise<void> {
  const started = effects.start();
  started.catch((error: Error) => {
    if (isStopping()) return;
    log.error({reason: error.message}, 'Effects do not run yet; the proxy tries again every 10 s.');
    later(10_000, () => isStopping() || void startEffects(effects, {log, isStopping}, later).catch(() => {}));
  });
  return started;
}

function openStore({databaseUrl, dataDirectory}: Settings): Store {
  return databaseUrl === undefined ? sqliteStore(dataDirectory) : postgresStore(databaseUrl);
}

function createApp(context: ProxyContext, cal: Cal, spans: Spans, effects: Effects | undefined): Hono {
  const {settings, now} = context;
  const manage = createManage(context, cal);
  const app = new Hono().basePath(settings.basePath || '/');

  app.use(observeRequests(context, spans));
  // Before the middleware: webhooks do not come from browsers and do not wait for Cal.com.
  app.route('/', webhookRoutes(context, effects));
  app.use(openCalls(context));
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  // Pages for browsers are same-origin and have rules of their own.
  const isPage = ({req}: Context) => req.path === `${settings.basePath}/form` || isOpsPage(req.path, settings.basePath);
  app.use(except(isPage, allowOrigins(settings.allowedOrigins)));
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
  if (settings.adminToken !== undefined) app.route('/', opsPages(context, settings.adminToken, effects));
  if (settings.adminToken !== undefined) app.route('/', opsRoutes(context));
  if (settings.adminToken !== undefined) app.route('/', manageLinkRoutes(manage));
  if (settings.adminToken !== undefined) app.route('/', runRoutes(effects));

  app.notFound(() => {
    throw new BookingError('not_found', 'The proxy has no such route.', {status: 404});
  });
  app.onError((error, c) => {
    // A browser without a script cannot use JSON.
    if (c.req.path === `${settings.basePath}/form`) return answerEarlyFailure(context, c, error);
    const {status, headers: more, body} = toErrorAnswer(error, c.req.path, now());
    if (isOpsPage(c.req.path, settings.basePath)) return answerOpsFailure(c, context, {status, headers: more, body});
    // Through the context, because a new Response would lose the headers set before.
    return c.json(body, status as ContentfulStatusCode, more);
  });
  return app;
}
