import {collectDefaultMetrics, Counter, Gauge, Histogram, Registry} from 'prom-client';
import type {Bucket} from '../cal/upstream/budget.ts';

/** The proxy's metrics. Labels never contain uids, addresses or other personal data. */
export interface Metrics {
  /** An answered request; `route` is its pattern, never its path. */
  request(method: string, route: string, status: number, ms: number): void;
  /** A call to Cal.com; `outcome` is its status, or how the connection failed. */
  upstream(call: string, outcome: string, ms: number): void;
  /** The number of calls Cal.com still accepts in this minute. */
  budget(bucket: Bucket, remaining: number): void;
  /** A read through a cache; `shared` means it waited for another caller's load. */
  cache(name: string, result: 'hit' | 'shared' | 'miss'): void;
  /** An attempt to book: `booked`, or the error code. */
  booking(outcome: string): void;
  /** A webhook: `accepted`, or the error code. */
  webhook(outcome: string): void;
  /**
   * A check of a booking: `answered`, `missing`, `postponed`, `failed` (will be retried), `given_up`, or `looked`
   * (routine).
   */
  check(outcome: string): void;
  /** An attempt to perform a run of an effect: `done`, `retried`, `failed` or `cancelled`. */
  effect(effect: string, outcome: string): void;
  /** Sets the function that returns the number of open streams. */
  watchStreams(read: () => number): void;
  /** All metrics in Prometheus' text format. */
  read(): Promise<{type: string; text: string}>;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counters in memory. With `process` also Node's own metrics, which only one instance per process may collect. */
export function createMetrics(options: {process?: boolean} = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const named = (name: string, help: string) => ({name: `booking_proxy_${name}`, help, registers});
  const requests = new Histogram({
    ...named('request_seconds', 'Time to answer a request.'),
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
  });
  const upstream = new Histogram({
    ...named('upstream_seconds', 'Time of a call to Cal.com.'),
    labelNames: ['call', 'outcome'],
    buckets: seconds,
  });
  const budget = new Gauge({
    ...named('upstream_remaining', 'Calls Cal.com still accepts in this minute.'),
    labelNames: ['bucket'],
  });
  const cache = new Counter({...named('cache_reads_total', 'Reads through a cache.'), labelNames: ['cache', 'result']});
  const bookings = new Counter({...named('bookings_total', 'Attempts to book.'), labelNames: ['outcome']});
  const webhooks = new Counter({...named('webhooks_total', 'Webhooks received.'), labelNames: ['outcome']});
  const checks = new Counter({
    ...named('checks_total', 'Background checks of bookings at Cal.com.'),
    labelNames: ['outcome'],
  });
  const effects = new Counter({
    ...named('effect_attempts_total', 'Attempts to perform runs of effects.'),
    labelNames: ['effect', 'outcome'],
  });
  let countStreams = () => 0;
  new Gauge({
    ...named('streams', 'Open live streams.'),
    collect() {
      this.set(countStreams());
    },
  });
  if (options.process) collectDefaultMetrics({register: registry});

  return {
    request: (method, route, status, ms) => requests.observe({method, route, status}, ms / 1000),
    upstream: (call, outcome, ms) => upstream.observe({call, outcome}, ms / 1000),
    budget: (bucket, remaining) => budget.set({bucket}, remaining),
    cache: (name, result) => cache.inc({cache: name, result}),
    booking: outcome => bookings.inc({outcome}),
    webhook: outcome => webhooks.inc({outcome}),
    check: outcome => checks.inc({outcome}),
    effect: (effect, outcome) => effects.inc({effect, outcome}),
    watchStreams: read => void (countStreams = read),
    read: async () => ({type: registry.contentType, text: await registry.metrics()}),
  };
}
