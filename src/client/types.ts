import type {Booking, BookingRequest, EventType, EventTypeRef, Instant, InstantRange, Slot, SlotsQuery} from '../core/types.ts';
import type {BookingView, LiveGrant, LiveSession} from '../core/wire.ts';

export interface RequestOptions {
  signal?: AbortSignal;
}

export interface BookingOutcome {
  /** One booking; several for a recurring event type. */
  bookings: [Booking, ...Booking[]];
  /** Proxy mode only: opens the booking's live stream. */
  live?: LiveGrant;
}

export interface LoadOptions extends RequestOptions {
  /** Asks for these slots too. */
  slots?: InstantRange;
  /** Minutes the slots are for; only heeded when the event type offers it. */
  duration?: number;
}

export interface FirstScreen {
  eventType: EventType;
  /** Absent when they were not asked for, or could not be had. */
  slots?: Slot[];
}

/** The browser's only door to the network. Every method rejects with a `BookingError`. */
export interface Client {
  readonly mode: 'direct' | 'proxy';
  /** Loads an event type and, when asked, its first slots; in proxy mode in one request. */
  loadEventType(ref: EventTypeRef, options?: LoadOptions): Promise<FirstScreen>;
  /** Slots inside the range, sorted, each once. */
  loadSlots(query: SlotsQuery, options?: RequestOptions): Promise<Slot[]>;
  /**
   * Books once. `attemptId` (UUID) is made when the visitor first submits and kept over retries of the same
   * answers, so a lost answer cannot book twice. Never retried by the client itself.
   */
  book(request: BookingRequest, options: RequestOptions & {attemptId: string}): Promise<BookingOutcome>;
  loadBooking(uid: string, options?: RequestOptions): Promise<Booking>;
  cancel(uid: string, options?: RequestOptions & {reason?: string; seatUid?: string}): Promise<Booking>;
  reschedule(uid: string, start: Instant, options?: RequestOptions & {reason?: string; seatUid?: string}): Promise<BookingOutcome>;
  /** Proxy mode only: opens a live session before a booking exists. */
  openSession(options?: RequestOptions): Promise<LiveSession>;
  /** Proxy mode only: a new token for the same booking, from one that is over. */
  renew(token: string, options?: RequestOptions): Promise<LiveGrant>;
}

/** `lost` after a connection broke, `open` when frames flow again, `closed` when it gave up or was closed. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'closed';

export interface LiveOptions extends LiveGrant {
  /** Gets another token when this one is over. */
  renew(token: string, signal: AbortSignal): Promise<LiveGrant>;
  onView(view: BookingView, kind: 'snapshot' | 'state'): void;
  /** Each change of the connection, with what broke it or refused it. */
  onConnection?(state: ConnectionState, error?: unknown): void;
}

export interface LiveConnection {
  /** Reconnects now, e.g. after the tab slept. */
  reconnect(): void;
  close(): void;
}
