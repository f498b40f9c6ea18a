import {toSeatView} from '../../core/state/seat.ts';
import type {BookingView} from '../../core/model/wire.ts';
import type {Store, StoredBooking} from '../store/store.ts';
import type {SessionTopic, Topic} from './tokens.ts';

/** A reader's position: the number of a view, and its booking if that is not the topic's own. */
export interface Cursor {
  uid?: string;
  seq: number;
}

/** Longer chains only come from hostile data. */
const longest = 64;

/** Reads `12` or `<uid>:12`; undefined for anything else. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const [, uid, seq] = /^(?:([\w-]{1,128}):)?(\d{1,15})$/.exec(text ?? '') ?? [];
  return seq === undefined ? undefined : {...(uid === undefined ? {} : {uid}), seq: Number(seq)};
}

/** The id of a frame, which `readCursor` reads. `root` is the topic's first booking. */
export function writeCursor(root: string, uid: string, seq: number): string {
  return uid === root ? String(seq) : `${uid}:${seq}`;
}

/** The view of a booking without any facts. */
export function unknownView(uid?: string): BookingView {
  return {...(uid === undefined ? {} : {uid}), state: 'unknown', steps: []};
}

/**
 * The bookings that a booking, or one seat of it, became through reschedules, starting with itself. Each appears once,
 * even if they refer to each other in a circle.
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
 * Whether the session's booking may be somebody else's: a link to Cal.com's booking page can contain the reference of
 * whoever created the link. Only the site where the booking was made knows the uid.
 */
export function isHidden(topic: Topic): topic is SessionTopic {
  return 'rid' in topic && topic.claim === undefined && !topic.own;
}

/**
 * Reduces a view to what a reader may see without knowing the booking's uid: its state, but not its uid, time or place.
 */
export function hideDetails({state, steps}: BookingView): BookingView {
  return {state, steps};
}

/** The current view of a topic's latest booking, for readers without a stream. */
export async function readPresent(store: Store, topic: Topic): Promise<{id: string; seq: number; view: BookingView}> {
  const place = 'uid' in topic ? topic : await store.session(topic.rid, topic.claim);
  if (place === undefined) return {id: '0', seq: 0, view: unknownView()};
  const {uid: root, seat} = place;
  if (isHidden(topic)) {
    const booking = await store.booking(root);
    return {id: String(booking?.seq ?? 0), seq: booking?.seq ?? 0, view: hideDetails(viewFor(root, booking, seat))};
  }
  const {uid, booking} = (await readChain(store, root, seat)).at(-1)!;
  const seq = booking?.seq ?? 0;
  return {id: writeCursor(root, uid, seq), seq, view: viewFor(uid, booking, seat)};
}

/** The view for followers of the booking, or of one seat of it. */
export function viewFor(uid: string, booking: StoredBooking | undefined, seat: string | undefined): BookingView {
  if (!booking) return unknownView(uid);
  return seat === undefined ? booking.view : toSeatView(uid, booking.facts, seat);
}
