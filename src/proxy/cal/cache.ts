/** Keeps answers for a short time and shares a load between simultaneous callers. */
export interface Cache<Value> {
  /** The cached value, the pending one, or a new one from `load`. Failures are not cached. */
  read(key: string, load: () => Promise<Value>): Promise<Value>;
  /** Removes everything, and keeps pending values from being cached. */
  clear(): void;
}

interface Entry<Value> {
  value: Promise<Value>;
  /** Undefined while the value is loading. */
  until?: number;
}

const limit = 1000;

/** How a read was served: from the cache, from a pending load, or by a new load. */
export type CacheResult = 'hit' | 'shared' | 'miss';

/**
 * An in-memory cache of at most 1000 entries; the oldest are removed. `lifetimeMs` is read when the answer arrives and
 * counts from then.
 */
export function createCache<Value>(
  lifetimeMs: number | (() => number),
  now: () => number,
  count: (result: CacheResult) => void = () => {},
): Cache<Value> {
  const entries = new Map<string, Entry<Value>>();

  function load(key: string, make: () => Promise<Value>): Promise<Value> {
    const entry: Entry<Value> = {value: make()};
    entries.delete(key);
    entries.set(key, entry);
    if (entries.size > limit) entries.delete(entries.keys().next().value!);
    entry.value.then(
      () => void (entry.until = now() + (typeof lifetimeMs === 'number' ? lifetimeMs : lifetimeMs())),
      () => void (entries.get(key) === entry && entries.delete(key)),
    );
    return entry.value;
  }

  return {
    read(key, make) {
      const entry = entries.get(key);
      const isFresh = entry && (entry.until === undefined || entry.until > now());
      count(!isFresh ? 'miss' : entry.until === undefined ? 'shared' : 'hit');
      return isFresh ? entry.value : load(key, make);
    },
    clear: () => entries.clear(),
  };
}
