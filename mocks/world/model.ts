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

/** A custom booking field as the API shows it. */
export interface Field {
  type: string;
  slug: string;
  label?: string;
  required?: boolean;
  hidden?: boolean;
  options?: string[];
  [member: string]: unknown;
}

/** A line of the table of event types; whatever is absent is off. */
export interface EventTypeRow {
  id: number;
  slug: string;
  title: string;
  minutes: number;
  /** Usernames; the first owns it unless a team does. */
  hosts: string[];
  description?: string;
  options?: number[];
  locations?: Record<string, unknown>[];
  fields?: Field[];
  splitName?: boolean;
  /**
   * What default fields carry for a label (cal-real.md 1): keys of Cal.com's translations where the event type was made
   * through the API (as without this), nothing, or an empty text; `unstored` has no fields stored at all.
   */
  labels?: 'keys' | 'none' | 'empty' | 'unstored';
  phoneOnly?: boolean;
  /** The meeting's title is asked for and required. */
  asksTitle?: boolean;
  /** `time`: only for starts within the next two days. */
  confirmation?: 'always' | 'time';
  /** `blockUnconfirmedBookingsInBooker`. */
  blocksWhilePending?: boolean;
  /** Minor units. */
  price?: number;
  currency?: string;
  seats?: {count: number; showAttendees: boolean};
  recurrence?: {interval: number; occurrences: number; frequency: 'weekly' | 'monthly' | 'yearly'};
  /** The host takes no more bookings of it in one month. */
  mostAMonth?: number;
  /** One person has no more of its bookings ahead than this; `offersMove` tells of the one to move. */
  bookerLimit?: {most: number; offersMove: boolean};
  /** Bookable so many days ahead; a year without it. */
  daysAhead?: number;
  hidden?: boolean;
  requiresAuthentication?: boolean;
  requiresEmailCode?: boolean;
  /** `onlyShowFirstAvailableSlot`: a day has one time, its first. */
  oneTimeADay?: boolean;
  disableCancelling?: boolean;
  disableRescheduling?: boolean;
  rescheduleMinutesBefore?: number;
  /** The schedule's zone, when it is not the first host's. */
  zone?: string;
  /** Visitors see times only in the schedule's zone. */
  lockedZone?: boolean;
  /** Weekdays with free times, 0 Sunday; Monday to Friday when absent. */
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
  /** What the location column holds: a link, a phone, an address, or `integrations:…`. */
  location: string;
  metadata: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  /** Grows with each reschedule and cancel; the calendar entry's id is the first booking's uid. */
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
  /** Approves the booking without a login; never for a browser. */
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
  /** Belongs to an event type, and tells of its bookings only. */
  eventTypeId?: number;
  /** Given from outside: it stands for one of the user and one of every team. */
  hearsAll?: boolean;
}
