/** A log entry about a request or delivery, without keys, bodies and secrets. */
export type LogEntry =
  | {kind: 'request'; at: string; method: string; path: string; status: number; withKey: boolean; version?: string}
  | {
      kind: 'delivery';
      at: string;
      trigger: string;
      uid?: string;
      url: string;
      attempt: number;
      status?: number;
      outcome: 'accepted' | 'refused' | 'unreachable' | 'lost' | 'held';
    };

/** Keeps the last entries of each kind and notifies listeners of new ones. */
export function createLog(limit = 500) {
  const entries: LogEntry[] = [];
  const listeners = new Set<(entry: LogEntry) => void>();
  return {
    entries,
    add(entry: LogEntry) {
      entries.push(entry);
      if (entries.length > limit) entries.shift();
      for (const listener of listeners) listener(entry);
    },
    /** Calls `listener` for each new entry; returns a function that unsubscribes. */
    onEntry(listener: (entry: LogEntry) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    of<K extends LogEntry['kind']>(kind: K) {
      return entries.filter((entry): entry is Extract<LogEntry, {kind: K}> => entry.kind === kind);
    },
    clear() {
      entries.length = 0;
    },
  };
}
