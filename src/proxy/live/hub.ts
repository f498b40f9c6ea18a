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
  /** The number that was told last to those who listen to a booking now, 0 before the first; undefined when nobody listens. */
  told(uid: string): number | undefined;
  /** The bookings and sessions somebody listens to. */
  followed(): {uids: string[]; rids: string[]};
  /** Calls `listener` after any booking changed, here or in another process, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** Says that a booking changed in another process. */
  changed(): void;
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
  const changes = new Set<{listener(): void}>();
  const changed = () => changes.forEach(({listener}) => listener());
  return {
    publish(logged) {
      for (const view of logged) views.emit(view.uid, view);
      if (logged.length > 0) changed();
    },
    changed,
    onChange(listener) {
      const entry = {listener};
      changes.add(entry);
      return () => void changes.delete(entry);
    },
    wake: rid => wakes.emit(rid, undefined),
    onView: views.on,
    onWake: wakes.on,
    told: uid => (views.has(uid) ? views.last(uid)?.seq ?? 0 : undefined),
    followed: () => ({uids: views.names(), rids: wakes.names()}),
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
  const topics = new Map<string, {entries: Set<{listener(message: Message): void}>; last?: Message}>();
  let count = 0;
  return {
    emit(name: string, message: Message): void {
      const topic = topics.get(name);
      if (!topic) return;
      topic.last = message;
      for (const {listener} of topic.entries) listener(message);
    },
    on(name: string, listener: (message: Message) => void): () => void {
      const entry = {listener};
      const topic = topics.get(name) ?? {entries: new Set()};
      topics.set(name, topic);
      topic.entries.add(entry);
      count += 1;
      return () => {
        if (!topic.entries.delete(entry)) return;
        count -= 1;
        if (topic.entries.size === 0) topics.delete(name);
      };
    },
    has: (name: string) => topics.has(name),
    last: (name: string) => topics.get(name)?.last,
    names: () => [...topics.keys()],
    size: () => count,
  };
}
