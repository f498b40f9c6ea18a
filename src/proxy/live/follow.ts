import type {BookingView} from '../../core/model/wire.ts';
import {isVeiled, readChain, unknownView, veil, viewFor, writeCursor, type Cursor} from './chain.ts';
import {followPart} from './follow-seat.ts';
import type {Place, Sink, Source} from './place.ts';
import {toFrame, toStateFrame} from './frames.ts';
import {isNews} from '../store/news.ts';
import type {BoundTo, LoggedView} from '../store/store.ts';
import type {SessionTopic, Topic} from './tokens.ts';

/** A reader that is further behind gets the present instead of the past. */
const replayLimit = 100;

/** Sends a topic's frames after `cursor` (from a snapshot on without one) until the returned function is called. */
export function follow(source: Source, topic: Topic, cursor: Cursor | undefined, sink: Sink): () => void {
  return 'uid' in topic ? followChain(source, topic, cursor, sink) : followSession(source, topic, cursor, sink);
}

/** Follows a booking, or one seat of it, and, when that is rescheduled, what it became, and so on; in a circle no booking comes twice. */
function followChain(source: Source, {uid: root, seat}: BoundTo, cursor: Cursor | undefined, sink: Sink): () => void {
  const seen = new Set<string>();
  let stop = () => {};
  let stopped = false;

  function goTo(uid: string, seq: number | undefined): void {
    if (stopped || seen.has(uid)) return;
    seen.add(uid);
    stop();
    const place = {root, uid, seq, goOn: (next: string) => goTo(next, undefined)};
    stop =
      seat === undefined
        ? followBooking(source, place, sink)
        : followPart(source, place, (at, booking) => viewFor(at, booking, seat), sink);
  }

  // Whether the reader may be where it says to be is for the store to tell: a cursor opens nothing.
  async function goBack({uid, seq}: {uid: string; seq: number}): Promise<void> {
    const path = (await readChain(source.store, root, seat)).map(link => link.uid);
    if (stopped) return;
    const index = path.indexOf(uid);
    if (index < 0) sink.send(toFrame({event: 'stale'}));
    for (const passed of path.slice(0, Math.max(0, index))) seen.add(passed);
    if (index < 0) goTo(root, undefined);
    else goTo(uid, seq);
  }

  const {uid = root, seq} = cursor ?? {};
  if (uid === root || seq === undefined) goTo(root, seq);
  else goBack({uid, seq}).catch(sink.fail);
  return () => {
    stopped = true;
    stop();
  };
}

/**
 * Listening starts before the store is read, and what arrives meanwhile waits for it: a view is neither lost between
 * the two nor sent twice. A hole in the numbers of what arrives is filled from the store in the same way.
 */
function followBooking({store, hub}: Source, {root, uid, seq: cursor, goOn}: Place, {send, fail}: Sink): () => void {
  let last = 0;
  let shown: BookingView | undefined;
  let waiting: [view: LoggedView, since: number][] | undefined;
  let stopped = false;
  const unsubscribe = hub.onView(uid, receive);
  const idOf = (seq: number) => writeCursor(root, uid, seq);

  function receive(view: LoggedView, since: number): void {
    if (stopped) return;
    if (waiting) waiting.push([view, since]);
    else if (view.seq > last && since <= last) sendState(view);
    else if (view.seq > last) catchUp(last);
  }

  function sendState(logged: LoggedView): void {
    last = logged.seq;
    // That a seat was taken or left is nothing to those who follow the booking as a whole.
    if (!shown || isNews(shown, logged.view)) send(toStateFrame(logged, idOf(logged.seq)));
    shown = logged.view;
    if (logged.view.rescheduledTo !== undefined) goOn(logged.view.rescheduledTo);
  }

  async function readAndSend(from: number | undefined): Promise<void> {
    // In this order: what is committed between the two, perhaps by another process, makes the log longer, never shorter.
    const booking = await store.booking(uid);
    const missed = from === undefined ? undefined : await store.log(uid, from);
    if (stopped) return;
    const seq = booking?.seq ?? 0;
    if (missed && isWhole(missed, from!, seq)) {
      last = from!;
      for (const logged of missed) if (!stopped) sendState(logged);
    } else {
      if (from !== undefined) send(toFrame({event: 'stale'}));
      last = seq;
      shown = booking?.view;
      // Of the booking another one became nothing may be known yet; what is on the page then stays.
      if (booking || uid === root)
        send(toFrame({event: 'snapshot', seq, view: booking?.view ?? unknownView(uid)}, idOf(seq)));
    }
    if (!stopped && booking?.view.rescheduledTo !== undefined) goOn(booking.view.rescheduledTo);
  }

  function catchUp(from: number | undefined): void {
    waiting = [];
    readAndSend(from)
      .then(() => {
        const arrived = waiting ?? [];
        waiting = undefined;
        for (const [view, since] of arrived) receive(view, since);
      })
      .catch(fail);
  }

  catchUp(cursor);
  return () => {
    stopped = true;
    unsubscribe();
  };
}

function isWhole(missed: readonly LoggedView[], from: number, seq: number): boolean {
  if (missed.length === 0) return from === seq;
  return missed[0]!.seq === from + 1 && missed.length <= replayLimit;
}

/** Follows where a booking stands, for a page that has not named it: neither which one it is nor what it becomes is told. */
function followVeiled(source: Source, {uid, seat}: BoundTo, cursor: Cursor | undefined, sink: Sink): () => void {
  const place = {root: uid, uid, seq: cursor?.uid === undefined ? cursor?.seq : undefined, goOn: () => {}};
  return followPart(source, place, (at, booking) => veil(viewFor(at, booking, seat)), sink);
}

/** Says that the booking is unknown, waits until the session is bound to one (the claimed one, if there is a claim), and follows that. */
function followSession(source: Source, topic: SessionTopic, cursor: Cursor | undefined, sink: Sink): () => void {
  const {rid, claim} = topic;
  const followBound = isVeiled(topic) ? followVeiled : followChain;
  let stopFollowing: (() => void) | undefined;
  let stopped = false;
  let told = false;
  const unsubscribe = source.hub.onWake(rid, look);

  function look(): void {
    source.store
      .session(rid, claim)
      .then(place => {
        if (stopped || stopFollowing) return;
        if (place !== undefined) {
          unsubscribe();
          stopFollowing = followBound(source, place, told ? undefined : cursor, sink);
        } else if (!told) {
          told = true;
          sink.send(toFrame({event: 'snapshot', seq: 0, view: unknownView()}, '0'));
        }
      })
      .catch(sink.fail);
  }

  look();
  return () => {
    stopped = true;
    unsubscribe();
    stopFollowing?.();
  };
}
