import {collectDefaultMetrics, Counter, Gauge, Histogram, Registry} from 'prom-client';
import type {Bucket} from '../cal/upstream/budget.ts';

/** What the proxy counts. No label holds a uid, an address or anything else of a person. */
export interface Metrics {
  /** An answered request; `route` is its pattern, never its path. */
  request(method: string, route: string, status: number, ms: number): void;
  /** A call to Cal.com; `outcome` is its status, or what became of the connection. */
  upstream(call: string, outcome: string, ms: number): void;
  /** How many calls Cal.com still takes in this minute. */
  budget(bucket: Bucket, remaining: number): void;
  /** A read through a cache; `shared` waited for the answer another one had asked for. */
  cache(name: string, result: 'hit' | 'shared' | 'miss'): void;
  /** An attempt to book: `booked`, or the code of its error. */
  booking(outcome: string): void;
  /** A webhook: `accepted`, or the code of its error. */
  webhook(outcome: string): void;
  /** A booking in doubt: `answered`, `missing`, `postponed`, `failed` (and tried again) or `given_up`. */
  check(outcome: string): void;
  /** Says where the number of open streams is read. */
  watchStreams(read: () => number): void;
  /** Everything in Prometheus' text format. */
  read(): Promise<{type: string; text: string}>;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counters in memory; with `process` also what Node says of itself, which only one of them in a process may. */
export function createMetrics(options: {process?: boolean} = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const named = (name: string, help: string) => ({name: `booking_proxy_${name}`, help, registers});
  const requests = new Histogram({
    ...named('request_seconds', 'Time until a request was answered.'),
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
  });
  const upstream = new Histogram({
    ...named('upstream_seconds', 'Time of a call to Cal.com.'),
    labelNames: ['call', 'outcome'],
    buckets: seconds,
  });
  const budget = new Gauge({
    ...named('upstream_remaining', 'Calls Cal.com still takes in this minute.'),
    labelNames: ['bucket'],
  });
  const cache = new Counter({...named('cache_reads_total', 'Reads through a cache.'), labelNames: ['cache', 'result']});
  const bookings = new Counter({...named('bookings_total', 'Attempts to book.'), labelNames: ['outcome']});
  const webhooks = new Counter({...named('webhooks_total', 'Webhooks received.'), labelNames: ['outcome']});
  const checks = new Counter({
    ...named('checks_total', 'Bookings that Cal.com was asked about without anybody waiting for it.'),
    labelNames: ['outcome'],
  });
  let countStreams = () => 0;
  new Gauge({
    ...named('streams', 'Live streams that are open.'),
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
    watchStreams: read => void (countStreams = read),
    read: async () => ({type: registry.contentType, text: await registry.metrics()}),
  };
}
