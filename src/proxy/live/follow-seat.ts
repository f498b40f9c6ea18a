import type {BookingView} from '../../core/model/wire.ts';
import {isNews} from '../store/news.ts';
import {writeCursor} from './chain.ts';
import type {StoredBooking} from '../store/store.ts';
import type {Place, Sink, Source} from './place.ts';
import {toFrame} from './frames.ts';

/** What the reader may know of a booking. */
export type Look = (uid: string, booking: StoredBooking | undefined) => BookingView;

/**
 * Follows a part of a booking, such as one seat: the present at first, unless the reader has it, then each change of what
 * the reader may know. The log holds the whole booking's views, so each time the facts are read; what happens to the rest
 * is not told.
 */
export function followPart(
  {store, hub}: Source,
  {root, uid, seq: cursor, goOn}: Place,
  viewOf: Look,
  {send, fail}: Sink,
): () => void {
  let shown: BookingView | undefined;
  let isStopped = false;
  let isReading = false;
  let isStale = false;

  async function tellPresent(): Promise<void> {
    const booking = await store.booking(uid);
    if (isStopped) return;
    const seq = booking?.seq ?? 0;
    const view = viewOf(uid, booking);
    const isKnown = shown ? !isNews(shown, view) : seq === cursor || (!booking && uid !== root);
    const event = shown ? 'state' : 'snapshot';
    // Behind a cursor from the future, as after a restored backup, the snapshot counts whatever its number.
    if (!shown && cursor !== undefined && cursor > seq) send(toFrame({event: 'stale'}));
    if (booking || !shown) shown = view;
    if (!isKnown) send(toFrame({event, seq, view}, writeCursor(root, uid, seq)));
    if (view.rescheduledTo !== undefined) goOn(view.rescheduledTo);
  }

  async function readOn(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale && !isStopped) {
      isStale = false;
      await tellPresent();
    }
    isReading = false;
  }

  const look = () => void readOn().catch(fail);
  const unsubscribe = hub.onView(uid, look);
  look();
  return () => {
    isStopped = true;
    unsubscribe();
  };
}
