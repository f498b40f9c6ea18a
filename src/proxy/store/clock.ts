import type {Store} from './store.ts';

/** The clock shared by all processes of a store: the store's own if it has one, else `now`. Milliseconds since 1970. */
export function clockOf({clock}: Pick<Store, 'clock'>, now: () => number): () => Promise<number> {
  return clock ?? (async () => now());
}
