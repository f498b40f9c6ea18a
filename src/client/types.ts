import type {
  Booking,
  BookingRequest,
  EventType,
  EventTypeRef,
  Instant,
  InstantRange,
  Slot,
  SlotsQuery,
} from '../core/model/types.ts';
import type {BookingView, LiveGrant, LiveSession} from '../core/model/wire.ts';

export interface RequestOptions {
  signal?: AbortSignal;
}

export interface BookOptions extends RequestOptions {
  /** Names this try to book; a UUID. */
  attemptId: string;
  /** Proxy mode only: what the shop's backend signed about the order. */
  checkoutToken?: string | undefined;
}

export interface BookingOutcome {
  /** One booking; several for a recurring event type. */
  bookings: [Booking, ...Booking[]];
  /** Proxy mode only: opens the booking's live stream. */
  live?: LiveGrant;
  /** Proxy mode only: opens the booking for changes. */
  manageToken?: string;
}

/** Who changes a booking, and why. */
export interface ChangeOptions extends RequestOptions {
  reason?: string | undefined;
  /** The visitor's seat, where the event type has seats. */
  seatUid?: string | undefined;
  /** To move a booking of an event type that wants the e-mail address proved. */
  emailCode?: string | undefined;
  /** Proxy mode only, and there needed: what the booking's answer or a link gave. */
  manageToken?: string | undefined;
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
  book(request: BookingRequest, options: BookOptions): Promise<BookingOutcome>;
  loadBooking(uid: string, options?: RequestOptions & Pick<ChangeOptions, 'manageToken'>): Promise<Booking>;
  /** Cancels a booking, one seat of it, or with a series' uid what is left of the series. */
  cancel(uid: string, options?: ChangeOptions): Promise<Booking>;
  /** Moves a booking: the outcome is a new one with a new uid. */
  reschedule(uid: string, start: Instant, options?: ChangeOptions): Promise<BookingOutcome>;
  /** Has a code sent to an e-mail address, for event types that ask for it; the proxy has to be told which. Rejects where the other side does not know the call. */
  sendCode(
    email: string,
    options?: RequestOptions & {locale?: string; eventTypeId?: number | undefined},
  ): Promise<void>;
  /** Proxy mode only: opens a live session before a booking exists. */
  openSession(options?: RequestOptions): Promise<LiveSession>;
  /**
   * Proxy mode only: a new token for the same booking, from one that may be over. A session's stream shows no more than
   * where its booking stands until it is renewed with the booking's uid, from Cal.com's `bookingSuccessful` message.
   */
  renew(token: string, options?: RequestOptions & {uid?: string}): Promise<LiveGrant>;
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
