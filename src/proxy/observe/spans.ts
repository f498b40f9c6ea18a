/** An open span. */
export interface Span {
  /** Sets the HTTP status and optionally a better name. */
  record(status: number, name?: string): void;
}

/** OpenTelemetry spans if the host has set it up; otherwise does nothing. */
export interface Spans {
  /** Runs `work` in a span. Writes the trace context into a client's `headers`; reads it from a server's. */
  run<Result>(
    name: string,
    kind: 'server' | 'client',
    headers: Headers,
    work: (span: Span) => Promise<Result>,
  ): Promise<Result>;
}

/** The part of `@opentelemetry/api` the proxy uses. */
export interface OpenTelemetry {
  context: {active(): unknown; with<Result>(context: unknown, work: () => Result): Result};
  propagation: {
    extract(
      context: unknown,
      carrier: Headers,
      getter: {get(carrier: Headers, key: string): string | undefined; keys(carrier: Headers): string[]},
    ): unknown;
    inject(context: unknown, carrier: Headers, setter: {set(carrier: Headers, key: string, value: string): void}): void;
  };
  trace: {
    getTracer(name: string): {startSpan(name: string, options: {kind: number}, context: unknown): OpenSpan};
    setSpan(context: unknown, span: OpenSpan): unknown;
    /** Before the host sets up an SDK, its result has no tracer. */
    getTracerProvider?(): object;
  };
}

interface OpenSpan {
  setAttribute(name: string, value: number | string): unknown;
  setStatus(status: {code: number}): unknown;
  updateName(name: string): unknown;
  end(): void;
}

const tracerName = 'booking-elements';

/** Whether spans would be discarded. Checked each time, because an SDK may be set up after the first request. */
function isSilent({trace}: OpenTelemetry): boolean {
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- the proxy tracer has a method its type leaves out
  const provider = trace.getTracerProvider?.() as {getDelegateTracer?(name: string): unknown} | undefined;
  return provider?.getDelegateTracer !== undefined && provider.getDelegateTracer(tracerName) === undefined;
}

const kinds = {server: 1, client: 2};
const failed = 2;

/** Loads `@opentelemetry/api`, which does nothing until the host sets up an SDK. */
export async function findOpenTelemetry(): Promise<OpenTelemetry | undefined> {
  const name = '@opentelemetry/api';
  try {
    return (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as OpenTelemetry;
  } catch {
    return undefined;
  }
}

const silent: Span = {record() {}};

/** Spans through the API `find` resolves with; the first request waits for it. */
export function createSpans(find: () => Promise<OpenTelemetry | undefined>): Spans {
  let found: Promise<OpenTelemetry | undefined> | undefined;
  return {
    async run(name, kind, headers, work) {
      const api = await (found ??= find());
      if (!api || isSilent(api)) return work(silent);
      const {context, propagation, trace} = api;
      const parent = kind === 'server' ? propagation.extract(context.active(), headers, getter) : context.active();
      const span = trace.getTracer(tracerName).startSpan(name, {kind: kinds[kind]}, parent);
      const own = trace.setSpan(parent, span);
      if (kind === 'client') propagation.inject(own, headers, {set: (carrier, key, value) => carrier.set(key, value)});
      try {
        return await context.with(own, () => work({record: (status, better) => record(span, status, better)}));
      } catch (error) {
        span.setStatus({code: failed});
        throw error;
      } finally {
        span.end();
      }
    },
  };
}

const getter = {
  get: (carrier: Headers, key: string) => carrier.get(key) ?? undefined,
  keys: (carrier: Headers) => [...carrier.keys()],
};

function record(span: OpenSpan, status: number, name: string | undefined): void {
  if (name !== undefined) span.updateName(name);
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({code: failed});
}
