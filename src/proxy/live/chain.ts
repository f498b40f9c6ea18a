import type {BookingView} from '../../core/wire.ts';
import type {Store, StoredBooking} from '../store/store.ts';
import type {Topic} from './tokens.ts';

/** Where a reader was: the number of a view, and the booking it was of when that is not the topic's own. */
export interface Cursor {
  uid?: string;
  seq: number;
}

/** Nobody reschedules more often; longer chains come from hostile data. */
const longest = 64;

/** Reads `12` or `<uid>:12`; undefined for anything else. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const [, uid, seq] = /^(?:([\w-]{1,128}):)?(\d{1,15})$/.exec(text ?? '') ?? [];
  return seq === undefined ? undefined : {...(uid === undefined ? {} : {uid}), seq: Number(seq)};
}

/** The id of a frame: what `readCursor` reads. `root` is the booking the topic began with. */
export function writeCursor(root: string, uid: string, seq: number): string {
  return uid === root ? String(seq) : `${uid}:${seq}`;
}

/** What is known of a booking nothing was heard of. */
export function unknownView(uid?: string): BookingView {
  return {...(uid === undefined ? {} : {uid}), state: 'unknown', steps: []};
}

/** The bookings that one became by being rescheduled, itself first; each once, also when they name each other in a circle. */
export async function readChain(store: Store, uid: string): Promise<{uid: string; booking: StoredBooking | undefined}[]> {
  const chain: {uid: string; booking: StoredBooking | undefined}[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = uid; next !== undefined && !seen.has(next) && chain.length < longest;) {
    seen.add(next);
    const booking = await store.booking(next);
    if (booking === undefined && chain.length > 0) break;
    chain.push({uid: next, booking});
    next = booking?.view.rescheduledTo;
  }
  return chain;
}

/** The present of a topic, for a reader who cannot hold a stream open: the booking it became at last. */
export async function readPresent(store: Store, topic: Topic): Promise<{id: string; seq: number; view: BookingView}> {
  const root = 'uid' in topic ? topic.uid : await store.sessionUid(topic.rid);
  if (root === undefined) return {id: '0', seq: 0, view: unknownView()};
  const {uid, booking} = (await readChain(store, root)).at(-1)!;
  const seq = booking?.seq ?? 0;
  return {id: writeCursor(root, uid, seq), seq, view: booking?.view ?? unknownView(uid)};
}
