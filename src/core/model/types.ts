/**
 * The kit's data types. All of them are plain JSON: strings, numbers, booleans, arrays and records, without `Date`,
 * `Map` or classes.
 */

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-23T09:00:00.000Z`. */
export type Instant = string;

/** A calendar day without a zone, `YYYY-MM-DD`. */
export type Day = string;

/** A calendar month without a zone, `YYYY-MM`. */
export type Month = string;

/** Identifies an event type: by the slug of a user's or team's event type, or by id (proxy only). */
export type EventTypeRef =
  | {kind: 'user'; username: string; slug: string}
  | {kind: 'team'; team: string; slug: string}
  | {kind: 'id'; id: number};

/** A free start time. `end` and the seat counts are present when Cal.com sends them. */
export interface Slot {
  start: Instant;
  end?: Instant;
  seatsRemaining?: number;
  seatsTotal?: number;
}

/** A half-open range of instants: includes `start`, excludes `end`. */
export interface InstantRange {
  start: Instant;
  end: Instant;
}

/** How a question asks for the visitor's answer. */
export type QuestionType =
  | 'name'
  | 'splitName'
  | 'email'
  | 'phone'
  | 'location'
  | 'title'
  | 'notes'
  | 'guests'
  | 'text'
  | 'textarea'
  | 'number'
  | 'address'
  | 'url'
  | 'select'
  | 'radio'
  | 'multiselect'
  | 'checkbox'
  | 'multiemail'
  | 'boolean'
  | 'unknown';

/** A booking field of an event type, decoded. */
export interface Question {
  /** Cal.com's field slug, and the key of the answer. */
  slug: string;
  type: QuestionType;
  required: boolean;
  /** Absent for Cal.com's default fields, which the kit labels itself. */
  label?: string;
  placeholder?: string;
  options?: string[];
  hidden?: boolean;
  /** The visitor must not change a prefilled value. */
  lockedOnPrefill?: boolean;
  /** Labels of the two inputs of a `splitName` question. */
  parts?: {firstLabel?: string; lastLabel?: string; lastRequired: boolean};
}

export type Answer = string | boolean | string[];
/** Answers by question slug, as typed: not yet in Cal.com's format. */
export type Answers = Record<string, Answer>;

/** A place where an event can happen. `ask` is what the visitor must provide for it. */
export interface Location {
  type: string;
  integration?: string;
  ask?: 'phone' | 'address' | 'text';
}

export interface EventType {
  id: number;
  slug: string;
  title: string;
  description?: string;
  /** Minutes; the first is the default. More than one only if the visitor may choose. */
  durations: number[];
  questions: Question[];
  locations: Location[];
  hosts: {name: string; username?: string; avatarUrl?: string}[];
  /** Whether bookings need the host's confirmation; `sometimes` depends on the start. */
  confirmation: 'none' | 'always' | 'sometimes';
  /** What the visitor pays on Cal.com's booking page, in the currency's smallest unit. */
  price?: {amount: number; currency: string};
  /**
   * Why only Cal.com's booking page can book this event type: it is paid, has seats in a series, requires an answer the
   * API does not accept, requires an answer to a `hidden` question (the site may prefill it), or requires a login.
   */
  handOver?: 'paid' | 'series' | 'question' | 'hidden' | 'account';
  seats?: {perSlot: number; showRemaining: boolean};
  recurrence?: {count: number; frequency: string; interval: number};
  /** The only time zone in which times may be shown, if Cal.com names it. Only with `locksTimeZone`. */
  lockedTimeZone?: string;
  /** The visitor must not choose the time zone in which times are shown. */
  locksTimeZone?: boolean;
  requiresEmailVerification?: boolean;
  /** Rescheduling requires a reason. */
  requiresRescheduleReason?: boolean;
  /**
   * What visitors must not do to a booking. Rescheduling is disabled from `moveMinutesBefore` minutes before its start.
   */
  locks?: {cancel?: boolean; move?: boolean; moveMinutesBefore?: number};
  /** Booking requires the owner's key (proxy only). */
  requiresAuthentication?: boolean;
  /** Address of Cal.com's booking page for this event type. */
  bookingUrl?: string;
}

/** A booking as Cal.com's answer describes it. */
export interface Booking {
  uid: string;
  status: 'accepted' | 'pending' | 'cancelled' | 'rejected';
  title: string;
  start: Instant;
  end: Instant;
  hosts: {name: string; timeZone?: string}[];
  /** A join link, an address or free text; only http(s) links remain links. */
  location?: string;
  eventTypeId?: number;
  attendee?: {name: string; email?: string; timeZone?: string};
  metadata: Record<string, string>;
  rescheduledFromUid?: string;
  rescheduledToUid?: string;
  /** The visitor's seat in a booking with seats. */
  seatUid?: string;
  recurringBookingUid?: string;
}

export interface SlotsQuery extends InstantRange {
  eventType: EventType;
  /** The cal-link or id by which the event type was loaded. */
  ref: EventTypeRef;
  /** Minutes; only for event types that offer more than one. */
  duration?: number;
  /** The booking to be rescheduled: its own time counts as free. */
  movingUid?: string;
}

/** Hints at the country of a phone number that has no country code. */
export interface PhoneHints {
  /** ISO 3166 code such as `DE`: the country where the site expects its visitors. */
  country?: string | undefined;
  /** The visitor's IANA zone. */
  timeZone?: string | undefined;
  /** BCP 47 tag; only its region is used. */
  locale?: string | undefined;
}

/** What a visitor wants to book. */
export interface BookingRequest {
  eventType: EventType;
  start: Instant;
  answers: Answers;
  /** The visitor's IANA zone, which Cal.com uses in its e-mails. */
  timeZone: string;
  /** BCP 47 tag of the visitor's language, mapped to one that Cal.com supports. */
  locale?: string;
  /** Minutes; only for event types that offer more than one. */
  duration?: number;
  /** Number of bookings of a recurring event type. Defaults to the most it allows. */
  count?: number;
  /** The country of phone numbers without a country code. Defaults to what `timeZone` and `locale` suggest. */
  phoneHints?: PhoneHints;
  /** The code that Cal.com sent to the visitor's e-mail address, if the event type requires one. */
  emailCode?: string;
  /** The site's own data (order id, source); strings only. */
  metadata?: Record<string, string>;
}
