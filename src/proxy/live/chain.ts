import {toSeatView} from '../../core/state/seat.ts';
import type {BookingView} from '../../core/model/wire.ts';
import type {Store, StoredBooking} from '../store/store.ts';
import type {SessionTopic, Topic} from './tokens.ts';

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

/**
 * The bookings that one, or one seat of it, became by being rescheduled, itself first; each once, also when they name
 * each other in a circle.
 */
export async function readChain(
  store: Store,
  uid: string,
  seat?: string,
): Promise<{uid: string; booking: StoredBooking | undefined}[]> {
  const chain: {uid: string; booking: StoredBooking | undefined}[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = uid; next !== undefined && !seen.has(next) && chain.length < longest;) {
    seen.add(next);
    const booking = await store.booking(next);
    if (booking === undefined && chain.length > 0) break;
    chain.push({uid: next, booking});
    next = viewFor(next, booking, seat).rescheduledTo;
  }
  return chain;
}

/**
 * Whether the session's booking may be somebody else's: a link to Cal.com's own page can hold the reference of whoever
 * wrote it. Only the page a booking was made in knows the uid.
 */
export function isVeiled(topic: Topic): topic is SessionTopic {
  return 'rid' in topic && topic.claim === undefined && !topic.own;
}

/** All that is told of a booking whose uid the page has not named: where it stands, neither which it is nor when nor where. */
export function veil({state, steps}: BookingView): BookingView {
  return {state, steps};
}

/** The present of a topic, for a reader who cannot hold a stream open: the booking it became at last. */
export async function readPresent(store: Store, topic: Topic): Promise<{id: string; seq: number; view: BookingView}> {
  const place = 'uid' in topic ? topic : await store.session(topic.rid, topic.claim);
  if (place === undefined) return {id: '0', seq: 0, view: unknownView()};
  const {uid: root, seat} = place;
  if (isVeiled(topic)) {
    const booking = await store.booking(root);
    return {id: String(booking?.seq ?? 0), seq: booking?.seq ?? 0, view: veil(viewFor(root, booking, seat))};
  }
  const {uid, booking} = (await readChain(store, root, seat)).at(-1)!;
  const seq = booking?.seq ?? 0;
  return {id: writeCursor(root, uid, seq), seq, view: viewFor(uid, booking, seat)};
}

/** What whoever follows the booking, or one seat of it, may know. */
export function viewFor(uid: string, booking: StoredBooking | undefined, seat: string | undefined): BookingView {
  if (!booking) return unknownView(uid);
  return seat === undefined ? booking.view : toSeatView(uid, booking.facts, seat);
}
