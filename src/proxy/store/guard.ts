import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {Logger} from '../context.ts';
import type {Store} from './store.ts';

/** Methods that answer no request: `close` and `ready` reject unchanged, `explain` and `watch` ask nothing. */
type Unguarded = 'close' | 'ready' | 'explain' | 'watch' | 'healthy' | 'sharedUrl';

const guarded = Object.keys({
  receive: true,
  record: true,
  booking: true,
  log: true,
  session: true,
  leaseChecks: true,
  planCheck: true,
  hastenLooks: true,
  startAttempt: true,
  takeOverAttempt: true,
  recallAttempt: true,
  openAttempts: true,
  clock: true,
  finishAttempt: true,
  forgetAttempt: true,
  transact: true,
  webhook: true,
  prune: true,
} satisfies Record<Exclude<keyof Store, Unguarded>, true>) as Exclude<keyof Store, Unguarded>[];

const hourMs = 60 * 60_000;
/** The Retry-After of a failure. */
const againSeconds = 5;

/** Dependencies of the guard. */
export interface GuardOptions {
  /** Milliseconds since 1970. */
  now(): number;
  log: Pick<Logger, 'info' | 'error'>;
}

/**
 * A store whose failures become 503 with a Retry-After instead of 500, because a retry is right. Logs what is wrong and
 * how to fix it when it begins, then once an hour, and when it ends.
 */
export function guardStore(store: Store, {now, log}: GuardOptions): Store {
  const loggedAt = new Map<string, number>();

  /** Without an error, logs why the last health check failed. */
  function report(error: unknown): void {
    const sentence = store.explain?.(error) ?? `The store fails (${(error as Error | undefined)?.name ?? 'unknown'}).`;
    if (now() - (loggedAt.get(sentence) ?? -Infinity) < hourMs) return;
    loggedAt.set(sentence, now());
    log.error({}, sentence);
  }

  function fail(error: unknown): never {
    if (isBookingError(error)) throw error;
    report(error);
    throw new BookingError('internal', 'The proxy cannot reach its store: retry in a moment.', {
      status: 503,
      retryAfterSeconds: againSeconds,
      cause: error,
    });
  }

  function isWell(): true {
    if (loggedAt.size > 0) log.info({}, 'The store works again.');
    loggedAt.clear();
    return true;
  }

  const methods = guarded.map(name => {
    const method = store[name] as ((...values: unknown[]) => Promise<unknown>) | undefined;
    return [name, method && ((...values: unknown[]) => method.apply(store, values).catch(fail))] as const;
  });
  return {
    ...(Object.fromEntries(methods.filter(([, method]) => method)) as unknown as Pick<Store, (typeof guarded)[number]>),
    async healthy() {
      const isHealthy = await store.healthy();
      if (isHealthy) return isWell();
      report(undefined);
      return false;
    },
    ...(store.sharedUrl === undefined ? {} : {sharedUrl: store.sharedUrl}),
    ...(store.watch ? {watch: watcher => store.watch!(watcher)} : {}),
    ...(store.ready ? {ready: () => store.ready!()} : {}),
    ...(store.explain ? {explain: error => store.explain!(error)} : {}),
    close: () => store.close(),
  };
}
