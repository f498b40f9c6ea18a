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
  /** Identifies the attempt; a UUID. */
  attemptId: string;
  /** Proxy mode only: the order, signed by the site's server. */
  checkoutToken?: string | undefined;
}

export interface BookingOutcome {
  /** One booking, or several for a recurring event type. */
  bookings: [Booking, ...Booking[]];
  /** Proxy mode only: opens the booking's live stream. */
  live?: LiveGrant;
  /** Proxy mode only: lets the visitor change the booking. */
  manageToken?: string;
}

/** Credentials and details of a change to a booking. */
export interface ChangeOptions extends RequestOptions {
  reason?: string | undefined;
  /** The visitor's seat, if the event type has seats. */
  seatUid?: string | undefined;
  /** Verifies the e-mail address when rescheduling, if the event type requires it. */
  emailCode?: string | undefined;
  /** Required in proxy mode, unused otherwise: the token from the booking's answer or from a link. */
  manageToken?: string | undefined;
}

export interface LoadOptions extends RequestOptions {
  /** Also loads the slots in this range. */
  slots?: InstantRange;
  /** Minutes; ignored unless the event type offers this duration. */
  duration?: number;
}

export interface FirstScreen {
  eventType: EventType;
  /** Absent if not requested or not available. */
  slots?: Slot[];
}

/** All network access of the elements. Every method rejects with a `BookingError`. */
export interface Client {
  readonly mode: 'direct' | 'proxy';
  /** Loads an event type and, if requested, its first slots; in proxy mode with one request. */
  loadEventType(ref: EventTypeRef, options?: LoadOptions): Promise<FirstScreen>;
  /** Loads the slots inside the range, sorted, without duplicates. */
  loadSlots(query: SlotsQuery, options?: RequestOptions): Promise<Slot[]>;
  /**
   * Books once. Create `attemptId` (a UUID) when the visitor first submits and keep it across retries of the same
   * answers, so that a lost answer cannot book twice. The client itself never retries.
   */
  book(request: BookingRequest, options: BookOptions): Promise<BookingOutcome>;
  loadBooking(uid: string, options?: RequestOptions & Pick<ChangeOptions, 'manageToken'>): Promise<Booking>;
  /** Cancels a booking, one of its seats or, given the uid of a series, its remaining bookings. */
  cancel(uid: string, options?: ChangeOptions): Promise<Booking>;
  /** Reschedules a booking; the outcome is a new booking with a new uid. */
  reschedule(uid: string, start: Instant, options?: ChangeOptions): Promise<BookingOutcome>;
  /**
   * Sends a verification code to an e-mail address, for event types that require one. The proxy needs `eventTypeId`.
   * Rejects if the server does not support the call.
   */
  sendCode(
    email: string,
    options?: RequestOptions & {locale?: string; eventTypeId?: number | undefined},
  ): Promise<void>;
  /** Proxy mode only: opens a live session before a booking exists. */
  openSession(options?: RequestOptions): Promise<LiveSession>;
  /**
   * Proxy mode only: exchanges a token, which may have expired, for a new one for the same booking. The stream of a
   * session shows only the state of its booking until it is renewed with the uid from Cal.com's `bookingSuccessful`
   * message.
   */
  renew(token: string, options?: RequestOptions & {uid?: string}): Promise<LiveGrant>;
}

/** `lost` after a connection broke, `open` when frames arrive again, `closed` when it gave up or was closed. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'closed';

export interface LiveOptions extends LiveGrant {
  /** Gets another token when this one has expired. */
  renew(token: string, signal: AbortSignal): Promise<LiveGrant>;
  onView(view: BookingView, kind: 'snapshot' | 'state'): void;
  /** Called with every change of the connection, and with the error that broke or refused it. */
  onConnection?(state: ConnectionState, error?: unknown): void;
}

export interface LiveConnection {
  /** Reconnects now, e.g. after the tab was suspended. */
  reconnect(): void;
  close(): void;
}
