import type {Instant} from '../../core/model/types.ts';
import type {Settings} from '../settings/settings.ts';
import type {Cutoffs, Store} from './store.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/**
 * A retry with the same Idempotency-Key is possible for a day; visitors' data is kept no longer, plus an hour for clock
 * differences.
 */
const attemptMs = dayMs + hourMs;
/** Small enough that webhooks do not wait long behind a batch. */
const batch = 500;

/** Dependencies of pruning. */
export interface RetentionOptions {
  store: Store;
  settings: Pick<Settings, 'retentionDays' | 'keepDays'>;
  /** Milliseconds since 1970. */
  now(): number;
  log: {info(fields: object, message: string): void; warn(fields: object, message: string): void};
}

/** The times before which data is deleted at `now` (milliseconds since 1970). */
export function cutoffsAt(now: number, {retentionDays, keepDays}: RetentionOptions['settings']): Cutoffs {
  const at = (ms: number): Instant => new Date(ms).toISOString();
  return {
    history: at(now - retentionDays * dayMs),
    attempts: at(now - attemptMs),
    bookings: at(now - keepDays * dayMs),
  };
}

/** Deletes expired data in batches. Resolves with the number of deleted rows. */
export async function prune({store, settings, now}: RetentionOptions): Promise<number> {
  const cutoffs = cutoffsAt(store.clock ? await store.clock() : now(), settings);
  for (let count = 0; ;) {
    const gone = await store.prune(cutoffs, batch);
    count += gone;
    if (gone === 0) return count;
    // Let other work run between two batches.
    await new Promise(resolve => setImmediate(resolve));
  }
}

/**
 * Prunes once an hour, first a minute after startup, until the returned function is called. Does not keep the process
 * alive.
 */
export function startPruning(options: RetentionOptions): () => void {
  async function run(): Promise<void> {
    try {
      const rows = await prune(options);
      if (rows > 0) options.log.info({rows}, 'Expired data was deleted.');
    } catch (error) {
      options.log.warn(
        {reason: (error as Error).name},
        'Expired data could not be deleted; it will be retried in an hour.',
      );
    }
  }
  const first = setTimeout(run, 60_000).unref();
  const timer = setInterval(run, hourMs).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
