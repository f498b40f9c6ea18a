import type {Instant} from '../../core/model/types.ts';
import type {Settings} from '../settings/settings.ts';
import type {Cutoffs, Store} from './store.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** A page may ask again with its Idempotency-Key for a day; what its visitor wrote is kept no longer, but for clocks that differ. */
const attemptMs = dayMs + hourMs;
/** Small enough that webhooks do not have to wait for long behind one. */
const batch = 500;

/** What pruning works with. */
export interface RetentionOptions {
  store: Store;
  settings: Pick<Settings, 'retentionDays' | 'keepDays'>;
  /** Milliseconds since 1970. */
  now(): number;
  log: {info(fields: object, message: string): void; warn(fields: object, message: string): void};
}

/** Up to when things are deleted at `now`, in milliseconds since 1970. */
export function cutoffsAt(now: number, {retentionDays, keepDays}: RetentionOptions['settings']): Cutoffs {
  const at = (ms: number): Instant => new Date(ms).toISOString();
  return {
    history: at(now - retentionDays * dayMs),
    attempts: at(now - attemptMs),
    bookings: at(now - keepDays * dayMs),
  };
}

/** Deletes what is too old, in batches until nothing is left; resolves with how many rows went. */
export async function prune({store, settings, now}: RetentionOptions): Promise<number> {
  const cutoffs = cutoffsAt(store.clock ? await store.clock() : now(), settings);
  for (let count = 0; ;) {
    const gone = await store.prune(cutoffs, batch);
    count += gone;
    if (gone === 0) return count;
    // Others get their turn between two batches.
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Prunes once an hour, the first time a minute after the start, until the returned function is called. Keeps no process alive. */
export function startPruning(options: RetentionOptions): () => void {
  async function run(): Promise<void> {
    try {
      const rows = await prune(options);
      if (rows > 0) options.log.info({rows}, 'What is older than it is to be kept was deleted.');
    } catch (error) {
      options.log.warn(
        {reason: (error as Error).name},
        'What is too old could not be deleted; it is tried again in an hour.',
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
