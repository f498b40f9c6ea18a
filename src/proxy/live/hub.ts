import type {LoggedView} from '../store/store.ts';
import {createBurst, systemAfter, type After, type Burst} from './bursts.ts';

/** Receives a new view of a booking. `since` is the number of the last view that it does not replace. */
export type ViewListener = (view: LoggedView, since: number) => void;

/** Notifies the streams of this process of commits. It stores nothing: late listeners read the store. */
export interface Hub {
  /** Must be called after the commit, in the order of commits. In a burst, streams get the first and the last view. */
  publish(views: readonly LoggedView[]): void;
  /** Notifies listeners that a session may have been bound to its booking. */
  wake(rid: string): void;
  /** Calls `listener` for each new view of a booking, until the returned function is called. */
  onView(uid: string, listener: ViewListener): () => void;
  /** Calls `listener` when the session may have been bound to its booking, until the returned function is called. */
  onWake(rid: string, listener: () => void): () => void;
  /** The last number sent to a booking's current listeners, 0 before the first; undefined without listeners. */
  lastSent(uid: string): number | undefined;
  /** The bookings and sessions that have listeners. */
  followed(): {uids: string[]; rids: string[]};
  /** Calls `listener` after any booking changed, here or in another process, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** Reports that a booking changed in another process, or in a way no view shows. */
  changed(): void;
  /** Registers a stream; `end` is called when the hub closes. The returned function removes it. */
  join(end: () => void): () => void;
  /** Ends all streams, so that a server can stop. */
  close(): void;
  /** The current numbers of streams and listeners. */
  size(): {streams: number; listeners: number};
}

/** A message for listeners: a view, and the number of the last view it does not replace. */
interface ViewUpdate {
  view: LoggedView;
  since: number;
}

const joinViews = (held: ViewUpdate, next: ViewUpdate): ViewUpdate => ({
  view: next.view.seq > held.view.seq ? next.view : held.view,
  since: Math.min(held.since, next.since),
});

/** A hub for one process. `after` defaults to the system's timers. */
export function createHub(after: After = systemAfter): Hub {
  const views = createTopics<ViewUpdate>(emit => createBurst(emit, joinViews, after));
  const wakes = createTopics<undefined>(emit => ({offer: emit, stop() {}}));
  const streams = new Set<{end(): void}>();
  const changes = new Set<{listener(): void}>();
  const changed = () => changes.forEach(({listener}) => listener());
  return {
    publish(logged) {
      for (const view of logged) views.offer(view.uid, {view, since: view.seq - 1});
      if (logged.length > 0) changed();
    },
    changed,
    onChange(listener) {
      const entry = {listener};
      changes.add(entry);
      return () => void changes.delete(entry);
    },
    wake: rid => wakes.offer(rid, undefined),
    onView: (uid, listener) => views.on(uid, ({view, since}) => listener(view, since)),
    onWake: wakes.on,
    lastSent: uid => (views.has(uid) ? (views.last(uid)?.view.seq ?? 0) : undefined),
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

interface TopicOf<Message> {
  entries: Set<{listener(message: Message): void}>;
  burst: Burst<Message>;
  /** The newest message, already passed on or pending. */
  last?: Message;
}

function createTopics<Message>(createBurstTo: (emit: (message: Message) => void) => Burst<Message>) {
  const topics = new Map<string, TopicOf<Message>>();
  let count = 0;

  function open(name: string): TopicOf<Message> {
    const entries: TopicOf<Message>['entries'] = new Set();
    const topic = {entries, burst: createBurstTo(message => entries.forEach(({listener}) => listener(message)))};
    topics.set(name, topic);
    return topic;
  }

  return {
    offer(name: string, message: Message): void {
      const topic = topics.get(name);
      if (!topic) return;
      topic.last = message;
      topic.burst.offer(message);
    },
    on(name: string, listener: (message: Message) => void): () => void {
      const entry = {listener};
      const topic = topics.get(name) ?? open(name);
      topic.entries.add(entry);
      count += 1;
      return () => {
        if (!topic.entries.delete(entry)) return;
        count -= 1;
        if (topic.entries.size > 0) return;
        topic.burst.stop();
        topics.delete(name);
      };
    },
    has: (name: string) => topics.has(name),
    last: (name: string) => topics.get(name)?.last,
    names: () => [...topics.keys()],
    size: () => count,
  };
}
