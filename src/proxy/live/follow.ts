import type {BookingView} from '../../core/model/wire.ts';
import {isHidden, readChain, unknownView, hideDetails, viewFor, writeCursor, type Cursor} from './chain.ts';
import {followPart} from './follow-seat.ts';
import type {Place, Sink, Source} from './place.ts';
import {toFrame, toStateFrame} from './frames.ts';
import {isNews} from '../store/news.ts';
import type {BoundTo, LoggedView} from '../store/store.ts';
import type {SessionTopic, Topic} from './tokens.ts';

/** A reader further behind than this gets the current view instead of the missed ones. */
const replayLimit = 100;

/** Sends a topic's frames after `cursor` (without one, from a snapshot on) until the returned function is called. */
export function follow(source: Source, topic: Topic, cursor: Cursor | undefined, sink: Sink): () => void {
  return 'uid' in topic ? followChain(source, topic, cursor, sink) : followSession(source, topic, cursor, sink);
}

/**
 * Follows a booking, or one seat of it, and the bookings it becomes through reschedules. Visits each booking once, even
 * in a circle.
 */
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

  // The store decides whether the reader may be at its claimed position: a cursor grants no access.
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
 * Subscribes before it reads the store and queues what arrives meanwhile, so that no view is lost or sent twice. A gap
 * in the numbers is filled from the store in the same way.
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
    // Followers of the whole booking do not see changes of single seats.
    if (!shown || isNews(shown, logged.view)) send(toStateFrame(logged, idOf(logged.seq)));
    shown = logged.view;
    if (logged.view.rescheduledTo !== undefined) goOn(logged.view.rescheduledTo);
  }

  async function readAndSend(from: number | undefined): Promise<void> {
    // In this order: a commit between the two reads, perhaps by another process, can only make the log longer.
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
      // A successor may have no facts yet; the reader then keeps the view it has.
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

/** Follows a booking's state for a reader that has not named the booking: its uid and successors stay hidden. */
function followHidden(source: Source, {uid, seat}: BoundTo, cursor: Cursor | undefined, sink: Sink): () => void {
  const place = {root: uid, uid, seq: cursor?.uid === undefined ? cursor?.seq : undefined, goOn: () => {}};
  return followPart(source, place, (at, booking) => hideDetails(viewFor(at, booking, seat)), sink);
}

/** Reports the booking as unknown until the session is bound to one (the claimed one, if any), then follows that. */
function followSession(source: Source, topic: SessionTopic, cursor: Cursor | undefined, sink: Sink): () => void {
  const {rid, claim} = topic;
  const followBound = isHidden(topic) ? followHidden : followChain;
  let stopFollowing: (() => void) | undefined;
  let stopped = false;
  let hasReported = false;
  const unsubscribe = source.hub.onWake(rid, bind);

  function bind(): void {
    source.store
      .session(rid, claim)
      .then(place => {
        if (stopped || stopFollowing) return;
        if (place !== undefined) {
          unsubscribe();
          stopFollowing = followBound(source, place, hasReported ? undefined : cursor, sink);
        } else if (!hasReported) {
          hasReported = true;
          sink.send(toFrame({event: 'snapshot', seq: 0, view: unknownView()}, '0'));
        }
      })
      .catch(sink.fail);
  }

  bind();
  return () => {
    stopped = true;
    unsubscribe();
    stopFollowing?.();
  };
}
