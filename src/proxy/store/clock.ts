import type {Store} from './store.ts';

/** The time that processes at one store compare: the store's own where it has one, this process's else. Milliseconds since 1970. */
export function clockOf({clock}: Pick<Store, 'clock'>, now: () => number): () => Promise<number> {
  return clock ?? (async () => now());
}
