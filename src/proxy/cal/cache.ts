/** Keeps answers for a short time and asks once for what many want at the same moment. */
export interface Cache<Value> {
  /** The kept value, the one that is on its way, or a new one from `load`. A failure is kept by nobody. */
  read(key: string, load: () => Promise<Value>): Promise<Value>;
  /** Forgets everything; what is on its way is not kept either. */
  clear(): void;
}

interface Entry<Value> {
  value: Promise<Value>;
  /** Undefined while it is on its way. */
  until?: number;
}

const limit = 1000;

/** What became of a read: kept, on its way already, or asked for. */
export type CacheResult = 'hit' | 'shared' | 'miss';

/** A cache in memory; `lifetimeMs` counts from the answer on, and is asked for then. Of more than 1000 entries the oldest go. */
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
