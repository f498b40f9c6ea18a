import type {BookingView} from '../../core/model/wire.ts';
import {isNews} from '../store/news.ts';
import {writeCursor} from './chain.ts';
import type {StoredBooking} from '../store/store.ts';
import type {Place, Sink, Source} from './place.ts';
import {toFrame} from './frames.ts';

/** Reduces a booking to what the reader may see. */
export type ToView = (uid: string, booking: StoredBooking | undefined) => BookingView;

/**
 * Follows a part of a booking, such as one seat: sends the current view first, unless the reader has it, then each
 * change of what the reader may see. Reads the facts each time, because the log contains views of the whole booking;
 * changes to the rest are not sent.
 */
export function followPart(
  {store, hub}: Source,
  {root, uid, seq: cursor, goOn}: Place,
  viewOf: ToView,
  {send, fail}: Sink,
): () => void {
  let shown: BookingView | undefined;
  let isStopped = false;
  let isReading = false;
  let isStale = false;

  async function sendPresent(): Promise<void> {
    const booking = await store.booking(uid);
    if (isStopped) return;
    const seq = booking?.seq ?? 0;
    const view = viewOf(uid, booking);
    const isKnown = shown ? !isNews(shown, view) : seq === cursor || (!booking && uid !== root);
    const event = shown ? 'state' : 'snapshot';
    // After a restored backup the cursor may be ahead; then the snapshot is sent whatever its number.
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
      await sendPresent();
    }
    isReading = false;
  }

  const readNext = () => void readOn().catch(fail);
  const unsubscribe = hub.onView(uid, readNext);
  readNext();
  return () => {
    isStopped = true;
    unsubscribe();
  };
}
