import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {Logger} from '../context.ts';
import type {Store} from './store.ts';

/** What does not answer a request: `close` and `ready` reject as they are, `explain` and `watch` ask nothing. */
type Unguarded = 'close' | 'ready' | 'explain' | 'watch' | 'healthy';

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
  prune: true,
} satisfies Record<Exclude<keyof Store, Unguarded>, true>) as Exclude<keyof Store, Unguarded>[];

const hourMs = 60 * 60_000;
/** When it makes sense to ask again. */
const againSeconds = 5;

/** What the guard works with. */
export interface GuardOptions {
  /** Milliseconds since 1970. */
  now(): number;
  log: Pick<Logger, 'info' | 'error'>;
}

/**
 * A store whose failures are answered with 503 and a Retry-After instead of a 500, since another try is right. What is
 * wrong and what to do is logged when it begins, then once an hour, and its end.
 */
export function guardStore(store: Store, {now, log}: GuardOptions): Store {
  const toldAt = new Map<string, number>();

  /** `undefined` is what the last look whether it can serve found. */
  function tell(error: unknown): void {
    const sentence = store.explain?.(error) ?? `The store fails (${(error as Error | undefined)?.name ?? 'unknown'}).`;
    if (now() - (toldAt.get(sentence) ?? -Infinity) < hourMs) return;
    toldAt.set(sentence, now());
    log.error({}, sentence);
  }

  function fail(error: unknown): never {
    if (isBookingError(error)) throw error;
    tell(error);
    throw new BookingError('internal', 'The proxy cannot reach what it remembers: try again in a moment.', {
      status: 503,
      retryAfterSeconds: againSeconds,
      cause: error,
    });
  }

  function isWell(): true {
    if (toldAt.size > 0) log.info({}, 'The store works again.');
    toldAt.clear();
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
      tell(undefined);
      return false;
    },
    ...(store.watch ? {watch: watcher => store.watch!(watcher)} : {}),
    ...(store.ready ? {ready: () => store.ready!()} : {}),
    ...(store.explain ? {explain: error => store.explain!(error)} : {}),
    close: () => store.close(),
  };
}
