import {setImmediate} from 'node:timers/promises';
import {createCal, type Cal} from '../../../mocks/cal.ts';
import {createProxy, type Proxy as BookingProxy, type ProxyOptions} from '../../../src/proxy/proxy.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {createWatch} from '../../support/servers/watch.ts';
import {monday, settings} from './system.ts';

/** Answers, fails or sleeps instead of Cal.com; `forward` reaches it. */
export type Fault = (request: Request, forward: (request: Request) => Promise<Response>) => Promise<Response>;

export interface FleetAnswer {
  status: number;
  retryAfter: number;
  json: any;
}

/** Several proxies before one Cal.com, on a clock that runs as fast as the work does. */
export interface Fleet {
  cal: Cal;
  clock: {now: number};
  fault?: Fault;
  /** Sends to one of the proxies; undefined when it died before it answered. */
  post(proxy: number, path: string, body: unknown, headers: Record<string, string>): Promise<FleetAnswer | undefined>;
  wait(ms: number): Promise<void>;
  later(ms: number, task: () => void): () => void;
  /** Ends a proxy as `kill -9` would, in the middle of whatever it does, and starts another on the same store. */
  kill(proxy: number): void;
  /** Lets time pass until the work is done. */
  run<Result>(work: Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const webhookUrl = 'http://proxy.test/webhooks/cal';
const forever = new Promise<never>(() => {});
/** How long a visitor waits for a proxy that is gone. */
const patienceMs = 50_000;

/**
 * `stores[i]` is the store of proxy `i`; those that share a file share the object. What happens within `stepMs` of the
 * clock happens at once: its steps are what takes time here.
 */
export function openFleet(
  stores: readonly Store[],
  {stepMs = 50, ...options}: Partial<ProxyOptions> & {stepMs?: number} = {},
): Fleet {
  const clock = {now: monday};
  const cal = createCal({
    origin: 'http://cal.test',
    now: () => clock.now,
    rateLimit: false,
    webhooks: [{subscriberUrl: webhookUrl, secret: settings.webhookSecrets[0]!}],
  });
  const watch = createWatch();
  const note = (fields: object, message: string) => watch.read(message + JSON.stringify(fields));
  const timers = new Set<{at: number; task: () => void}>();
  /** What takes real time (stores, cryptography, the first request of a proxy): the clock stands still for it. */
  let busy = 0;
  const meanwhile = <Result>(work: Promise<Result>): Promise<Result> => {
    busy += 1;
    return work.finally(() => void (busy -= 1));
  };
  const restoreCrypto = countCrypto(meanwhile);

  function later(ms: number, task: () => void): () => void {
    const timer = {at: clock.now + ms, task};
    timers.add(timer);
    return () => void timers.delete(timer);
  }
  const wait = (ms: number) => new Promise<void>(resolve => void later(ms, resolve));

  function start(store: Store): {proxy: BookingProxy; kill(): void} {
    let isDead = false;
    const alive = <Result>(work: Promise<Result>) =>
      work.then(
        result => (isDead ? forever : result),
        error => (isDead ? forever : Promise.reject(error)),
      );
    const shared = new Proxy(store, {
      get(target, name) {
        const method = target[name as keyof Store] as ((...values: unknown[]) => Promise<unknown>) | undefined;
        if (name === 'close') return async () => {};
        if (typeof method !== 'function' || name === 'watch') return method;
        return (...values: unknown[]) => {
          return isDead ? forever : alive(meanwhile(Reflect.apply(method, target, values)));
        };
      },
    });
    const forward = async (request: Request) => {
      const response = await cal.fetch(request);
      if (response.type === 'error') throw reset();
      return response;
    };
    const fetch = (input: string | URL | Request, init?: RequestInit) => {
      if (isDead) return forever;
      const request = new Request(input, {...init, signal: null});
      watch.sent(request, String(init?.body ?? ''));
      return alive(fleet.fault ? fleet.fault(request, forward) : forward(request));
    };
    const proxy = createProxy({
      ...settings,
      calApiUrl: 'http://cal.test',
      store: shared,
      fetch: fetch,
      now: () => clock.now,
      log: {info: note, warn: note, error: note},
      wait,
      later,
      ...options,
    });
    void meanwhile(proxy.fetch(new Request('http://proxy.test/healthz')));
    return {proxy, kill: () => void (isDead = true)};
  }

  const running = stores.map(start);
  const {fetch: realFetch} = globalThis;
  // Cal.com's webhooks: twice, in any order and through any of the proxies, one of which may be dying.
  globalThis.fetch = async (input, init) => {
    if (String(input) !== webhookUrl) return realFetch(input, init);
    const {method, headers, body} = init!;
    for (const delayMs of [1_000, 15_000]) {
      later(delayMs * (0.2 + Math.random()), () => {
        const {proxy} = running[Math.floor(Math.random() * running.length)]!;
        void proxy.fetch(new Request(webhookUrl, {method: method!, headers: headers!, body: body!}));
      });
    }
    return new Response(null, {status: 204});
  };
  const fleet: Fleet = {
    cal,
    clock,
    wait,
    later,
    async post(index, path, body, headers) {
      const request = new Request(`http://proxy.test${path}`, {
        method: 'POST',
        headers: {'content-type': 'application/json', ...headers},
        body: JSON.stringify(body),
      });
      const answered = running[index]!.proxy.fetch(request).then(async (response): Promise<FleetAnswer> => ({
        status: response.status,
        retryAfter: Number(response.headers.get('retry-after') ?? 0),
        json: await watch.answered(response).json(),
      }));
      let cancel = () => {};
      const gone = new Promise<undefined>(resolve => void (cancel = later(patienceMs, () => resolve(undefined))));
      return Promise.race([answered, gone]).finally(() => cancel());
    },
    kill(index) {
      running[index]!.kill();
      void running[index]!.proxy.close();
      running[index] = start(stores[index]!);
    },
    async run(work) {
      let isDone = false;
      work.then(
        () => void (isDone = true),
        () => void (isDone = true),
      );
      while (!isDone) {
        for (let round = 0; round < 4 || busy > 0; round += 1) await setImmediate();
        const next = Math.min(...[...timers].map(({at}) => at));
        if (isDone || !Number.isFinite(next)) continue;
        clock.now = Math.max(clock.now, next + stepMs);
        for (const timer of [...timers].filter(({at}) => at <= clock.now)) {
          timers.delete(timer);
          timer.task();
        }
      }
      return work;
    },
    async close() {
      globalThis.fetch = realFetch;
      restoreCrypto();
      await Promise.all(running.map(({proxy}) => proxy.close()));
      cal.close();
      watch.end();
    },
  };
  return fleet;
}

/**
 * Hands each piece of WebCrypto's work to `count`, until the returned function is called: threads do it in their own
 * time.
 */
function countCrypto(count: (work: Promise<unknown>) => Promise<unknown>): () => void {
  const {subtle} = globalThis.crypto;
  const names = ['sign', 'verify', 'importKey'] as const;
  for (const name of names) {
    const method = subtle[name] as (...values: unknown[]) => Promise<unknown>;
    Object.defineProperty(subtle, name, {
      configurable: true,
      value: (...values: unknown[]) => count(method.apply(subtle, values)),
    });
  }
  return () => names.forEach(name => Reflect.deleteProperty(subtle, name));
}

/** What a connection that broke looks like. */
export function reset(code = 'ECONNRESET'): TypeError {
  return new TypeError('fetch failed', {cause: Object.assign(new Error(code), {code})});
}
