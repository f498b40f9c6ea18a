/** A host. */
export interface Person {
  id: number;
  username: string;
  name: string;
  email: string;
  timeZone: string;
}

export interface Team {
  id: number;
  slug: string;
  name: string;
}

/** A custom booking field as in the API. */
export interface Field {
  type: string;
  slug: string;
  label?: string;
  required?: boolean;
  hidden?: boolean;
  options?: string[];
  [member: string]: unknown;
}

/** A row of the table of event types; absent settings are off. */
export interface EventTypeRow {
  id: number;
  slug: string;
  title: string;
  minutes: number;
  /** Usernames; the first one is the owner unless a team is. */
  hosts: string[];
  description?: string;
  options?: number[];
  locations?: Record<string, unknown>[];
  fields?: Field[];
  splitName?: boolean;
  /**
   * Labels of default fields (cal-real.md 1): translation keys if the event type was created through the API (the
   * default), nothing, or an empty text; `unstored` has no stored fields at all.
   */
  labels?: 'keys' | 'none' | 'empty' | 'unstored';
  phoneOnly?: boolean;
  /** The title of the meeting is a required question. */
  asksTitle?: boolean;
  /** `time`: only for starts within the next two days. */
  confirmation?: 'always' | 'time';
  /** `blockUnconfirmedBookingsInBooker`. */
  blocksWhilePending?: boolean;
  /** In the smallest unit of the currency. */
  price?: number;
  currency?: string;
  seats?: {count: number; showAttendees: boolean};
  recurrence?: {interval: number; occurrences: number; frequency: 'weekly' | 'monthly' | 'yearly'};
  /** The host's maximum number of bookings per month. */
  mostAMonth?: number;
  /** A booker's maximum number of upcoming bookings; with `offersMove` the error names the one to reschedule. */
  bookerLimit?: {most: number; offersMove: boolean};
  /** Bookable this many days ahead; defaults to a year. */
  daysAhead?: number;
  hidden?: boolean;
  requiresAuthentication?: boolean;
  requiresEmailCode?: boolean;
  /** `onlyShowFirstAvailableSlot`: each day has only its first time. */
  oneTimeADay?: boolean;
  disableCancelling?: boolean;
  disableRescheduling?: boolean;
  rescheduleMinutesBefore?: number;
  /** The schedule's time zone; defaults to the first host's. */
  zone?: string;
  /** Visitors see times only in the schedule's zone. */
  lockedZone?: boolean;
  /** Weekdays with free times, 0 for Sunday; defaults to Monday to Friday. */
  days?: number[];
  team?: string;
  scheduling?: 'roundRobin' | 'collective' | 'managed';
}

export interface Attendee {
  name: string;
  email: string;
  timeZone: string;
  language: string;
  phoneNumber?: string;
  absent?: boolean;
}

export interface Seat {
  seatUid: string;
  attendeeId: number;
  attendee: Attendee;
  responses: Record<string, unknown>;
  metadata: Record<string, string>;
}

export type BookingStatus = 'accepted' | 'pending' | 'cancelled' | 'rejected';

/** A row of the bookings table. Times are milliseconds. */
export interface StoredBooking {
  id: number;
  uid: string;
  row: EventTypeRow;
  hosts: Person[];
  status: BookingStatus;
  start: number;
  end: number;
  attendee: Attendee;
  guests: string[];
  responses: Record<string, unknown>;
  /** The location column: a link, a phone number, an address, or `integrations:…`. */
  location: string;
  metadata: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  /** Grows with each reschedule and cancellation; the calendar entry's id is the first booking's uid. */
  sequence: number;
  icsUid: string;
  cancellationReason?: string;
  cancelledByEmail?: string;
  rejectionReason?: string;
  reschedulingReason?: string;
  rescheduledByEmail?: string;
  rescheduledFromUid?: string;
  rescheduledToUid?: string;
  recurringBookingUid?: string;
  seats?: Seat[];
  payment?: {id: number; paid: boolean};
  /** Confirms the booking without a login; must never reach a browser. */
  oneTimePassword?: string;
  absentHost: boolean;
}

export interface Reservation {
  uid: string;
  row: EventTypeRow;
  start: number;
  end: number;
  minutes: number;
  until: number;
}

export interface Webhook {
  id: string;
  userId: number;
  subscriberUrl: string;
  active: boolean;
  triggers: string[];
  payloadTemplate: string | null;
  secret: string | null;
  version: string;
  /** The webhook belongs to an event type and covers only its bookings. */
  eventTypeId?: number;
  /** Registered in the options: stands for one webhook of the user and one of every team. */
  coversAll?: boolean;
}
