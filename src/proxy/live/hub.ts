import type {LoggedView} from '../store/store.ts';

/** Tells the streams of this process what was committed. It keeps nothing: who was not listening asks the store. */
export interface Hub {
  /** Call it after the commit, in the order of commits. */
  publish(views: readonly LoggedView[]): void;
  /** Says that a session may have got its booking. */
  wake(rid: string): void;
  /** Calls `listener` for each new view of a booking, until the returned function is called. */
  onView(uid: string, listener: (view: LoggedView) => void): () => void;
  /** Calls `listener` when the session may have got its booking, until the returned function is called. */
  onWake(rid: string, listener: () => void): () => void;
  /** Counts a stream in; `end` is called when the hub closes. The returned function counts it out. */
  join(end: () => void): () => void;
  /** Ends all streams, so that a server can stop. */
  close(): void;
  /** How much is open now. */
  size(): {streams: number; listeners: number};
}

/** A hub for one process. */
export function createHub(): Hub {
  const views = createTopics<LoggedView>();
  const wakes = createTopics<undefined>();
  const streams = new Set<{end(): void}>();
  return {
    publish(logged) {
      for (const view of logged) views.emit(view.uid, view);
    },
    wake: rid => wakes.emit(rid, undefined),
    onView: views.on,
    onWake: wakes.on,
    join(end) {
      const stream = {end};
      streams.add(stream);
      return () => void streams.delete(stream);
    },
    close() {
      for (const stream of streams) stream.end();
    },
    size: () => ({streams: streams.size, listeners: views.size() + wakes.size()}),
  };
}

function createTopics<Message>() {
  const topics = new Map<string, Set<{listener(message: Message): void}>>();
  let count = 0;
  return {
    emit(topic: string, message: Message): void {
      for (const {listener} of topics.get(topic) ?? []) listener(message);
    },
    on(topic: string, listener: (message: Message) => void): () => void {
      const entry = {listener};
      const entries = topics.get(topic) ?? new Set();
      topics.set(topic, entries.add(entry));
      count += 1;
      return () => {
        if (!entries.delete(entry)) return;
        count -= 1;
        if (entries.size === 0) topics.delete(topic);
      };
    },
    size: () => count,
  };
}
