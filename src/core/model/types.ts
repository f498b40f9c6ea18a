/**
 * The words of the kit. All of them are JSON as they stand: strings, numbers, booleans, arrays, records.
 * No Date, no Map, no class crosses a border.
 */

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-23T09:00:00.000Z`. */
export type Instant = string;

/** A calendar day without a zone, `YYYY-MM-DD`. */
export type Day = string;

/** A calendar month without a zone, `YYYY-MM`. */
export type Month = string;

/** Which event type is meant: one of a user or a team by slug, or any by id (proxy only). */
export type EventTypeRef =
  | {kind: 'user'; username: string; slug: string}
  | {kind: 'team'; team: string; slug: string}
  | {kind: 'id'; id: number};

/** A start time that can be booked. `end` and the seat counts are there when Cal.com sends them. */
export interface Slot {
  start: Instant;
  end?: Instant;
  seatsRemaining?: number;
  seatsTotal?: number;
}

/** A half-open range of instants: `start` is in it, `end` is not. */
export interface InstantRange {
  start: Instant;
  end: Instant;
}

/** How the visitor's answer to one question is asked for. */
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

/** One booking field of an event type, decoded. */
export interface Question {
  /** Cal.com's field slug; the key of the answer. */
  slug: string;
  type: QuestionType;
  required: boolean;
  /** Absent for Cal.com's default fields, which the kit labels itself. */
  label?: string;
  placeholder?: string;
  options?: string[];
  hidden?: boolean;
  /** A prefilled value may not be changed by the visitor. */
  lockedOnPrefill?: boolean;
  /** Labels of the two inputs of a `splitName` question. */
  parts?: {firstLabel?: string; lastLabel?: string; lastRequired: boolean};
}

export type Answer = string | boolean | string[];
/** Answers by question slug; as typed, not yet as Cal.com wants them. */
export type Answers = Record<string, Answer>;

/** A place an event can happen. `ask` says what the visitor has to give for it. */
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
  /** Minutes; the first is the default. More than one only when the visitor may choose. */
  durations: number[];
  questions: Question[];
  locations: Location[];
  hosts: {name: string; username?: string; avatarUrl?: string}[];
  /** Whether a booking waits for the host: `sometimes` depends on the start. */
  confirmation: 'none' | 'always' | 'sometimes';
  /** Money the visitor has to pay on Cal.com's page, in the currency's smallest unit. */
  price?: {amount: number; currency: string};
  /**
   * Why only Cal.com's own page can book it: it is paid, has seats in a series, asks for what the API does not take,
   * asks for what is `hidden` (a page may answer that by itself), or wants a login.
   */
  handOver?: 'paid' | 'series' | 'question' | 'hidden' | 'account';
  seats?: {perSlot: number; showRemaining: boolean};
  recurrence?: {count: number; frequency: string; interval: number};
  /** The only zone times may be shown in, where Cal.com tells it. */
  lockedTimeZone?: string;
  /** The visitor may not choose the zone times are shown in. */
  locksTimeZone?: boolean;
  requiresEmailVerification?: boolean;
  /** A reason is asked for when a booking is moved. */
  requiresRescheduleReason?: boolean;
  /** What visitors may not do to a booking later; `moveMinutesBefore` its start they may not move it any more. */
  locks?: {cancel?: boolean; move?: boolean; moveMinutesBefore?: number};
  /** The owner's key is needed to book it (proxy only). */
  requiresAuthentication?: boolean;
  /** Cal.com's own page for this event type. */
  bookingUrl?: string;
}

/** What the visitor's booking became, as Cal.com's answer says. */
export interface Booking {
  uid: string;
  status: 'accepted' | 'pending' | 'cancelled' | 'rejected';
  title: string;
  start: Instant;
  end: Instant;
  hosts: {name: string; timeZone?: string}[];
  /** A join link, an address or free text; only http(s) links are kept as links. */
  location?: string;
  eventTypeId?: number;
  attendee?: {name: string; email?: string; timeZone?: string};
  metadata: Record<string, string>;
  rescheduledFromUid?: string;
  rescheduledToUid?: string;
  /** The visitor's ticket in a seated booking. */
  seatUid?: string;
  recurringBookingUid?: string;
}

export interface SlotsQuery extends InstantRange {
  eventType: EventType;
  /** The cal-link or id the event type was loaded by. */
  ref: EventTypeRef;
  /** Minutes; only for event types that offer more than one. */
  duration?: number;
  /** The booking that is to be moved: its own time counts as free. */
  movingUid?: string;
}

/** What tells the country of a phone number that is written without its code. */
export interface PhoneHints {
  /** ISO 3166, such as `DE`: where the page expects its visitors. */
  country?: string | undefined;
  /** The visitor's IANA zone. */
  timeZone?: string | undefined;
  /** BCP 47 tag; only its region counts. */
  locale?: string | undefined;
}

/** What a visitor wants booked. */
export interface BookingRequest {
  eventType: EventType;
  start: Instant;
  answers: Answers;
  /** The visitor's IANA zone; Cal.com writes the e-mails in it. */
  timeZone: string;
  /** BCP 47 tag of the visitor's language; mapped to one Cal.com knows. */
  locale?: string;
  /** Minutes; only for event types that offer more than one. */
  duration?: number;
  /** How often, for a recurring event type; as often as it allows without it. */
  count?: number;
  /** Where phone numbers without their country's code are from; `timeZone` and `locale` tell it where this does not. */
  phoneHints?: PhoneHints;
  /** The code Cal.com sent to the visitor's e-mail address, where it asks for one. */
  emailCode?: string;
  /** The page's own facts (order id, source); strings only. */
  metadata?: Record<string, string>;
}
