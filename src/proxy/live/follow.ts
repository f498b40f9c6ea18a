import type {LiveFrame} from '../../core/wire.ts';
import type {LoggedView, Store} from '../store/store.ts';
import {toFrame, toStateFrame, type Bytes} from './frames.ts';
import type {Hub} from './hub.ts';
import type {Topic} from './tokens.ts';

/** Where views come from. */
export interface Source {
  store: Store;
  hub: Hub;
}

/** Where frames go. `fail` is for a store that cannot be read. */
export interface Sink {
  send(bytes: Bytes): void;
  fail(error: unknown): void;
}

/** A reader that is further behind gets the present instead of the past. */
const replayLimit = 100;

/** Sends a topic's frames after `cursor` (from a snapshot on without one) until the returned function is called. */
export function follow(source: Source, topic: Topic, cursor: number | undefined, sink: Sink): () => void {
  return 'uid' in topic ? followBooking(source, topic.uid, cursor, sink) : followSession(source, topic.rid, cursor, sink);
}

/**
 * Listening starts before the store is read, and what arrives meanwhile waits for it: a view is neither lost between
 * the two nor sent twice. A hole in the numbers of what arrives is filled from the store in the same way.
 */
function followBooking({store, hub}: Source, uid: string, cursor: number | undefined, {send, fail}: Sink): () => void {
  let last = 0;
  let waiting: LoggedView[] | undefined;
  let stopped = false;
  const unsubscribe = hub.onView(uid, receive);

  function receive(view: LoggedView): void {
    if (waiting) waiting.push(view);
    else if (view.seq === last + 1) sendState(view);
    else if (view.seq > last) catchUp(last);
  }

  function sendState(view: LoggedView): void {
    last = view.seq;
    send(toStateFrame(view));
  }

  async function readAndSend(from: number | undefined): Promise<void> {
    const missed = from === undefined ? undefined : await store.log(uid, from);
    const booking = await store.booking(uid);
    if (stopped) return;
    const seq = booking?.seq ?? 0;
    if (missed && isWhole(missed, from!, seq)) {
      last = from!;
      return missed.forEach(sendState);
    }
    if (from !== undefined) send(toFrame({event: 'stale'}));
    last = seq;
    send(toFrame({event: 'snapshot', seq, view: booking?.view ?? {uid, state: 'unknown', steps: []}}));
  }

  function catchUp(from: number | undefined): void {
    waiting = [];
    readAndSend(from).then(() => {
      const arrived = waiting ?? [];
      waiting = undefined;
      if (!stopped) arrived.forEach(receive);
    }).catch(fail);
  }

  catchUp(cursor);
  return () => {
    stopped = true;
    unsubscribe();
  };
}

// The booking is read after its log, so a view that was committed in between makes the log look short by one.
function isWhole(missed: readonly LoggedView[], from: number, seq: number): boolean {
  if (missed.length === 0) return from === seq;
  return missed[0]!.seq === from + 1 && missed.length <= replayLimit;
}

const unbound: LiveFrame = {event: 'snapshot', seq: 0, view: {state: 'unknown', steps: []}};

/** Says that the booking is unknown, waits until the session is bound to one, and follows that. */
function followSession(source: Source, rid: string, cursor: number | undefined, sink: Sink): () => void {
  let stopFollowing: (() => void) | undefined;
  let stopped = false;
  let told = false;
  const unsubscribe = source.hub.onWake(rid, look);

  function look(): void {
    source.store.sessionUid(rid).then(uid => {
      if (stopped || stopFollowing) return;
      if (uid !== undefined) {
        unsubscribe();
        stopFollowing = followBooking(source, uid, told ? undefined : cursor, sink);
      } else if (!told) {
        told = true;
        sink.send(toFrame(unbound));
      }
    }).catch(sink.fail);
  }

  look();
  return () => {
    stopped = true;
    unsubscribe();
    stopFollowing?.();
  };
}
