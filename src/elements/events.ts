import type {ErrorCode} from '../core/error.ts';
import type {Answers, Booking, Day, EventType, Instant, Month, Slot} from '../core/types.ts';
import type {BookingState, BookingView, Step} from '../core/wire.ts';

declare global {
  interface HTMLElementEventMap {
    'booking-ready': BookingReadyEvent;
    'booking-slots-loaded': BookingSlotsLoadedEvent;
    'booking-day-select': BookingDaySelectEvent;
    'booking-month-change': BookingMonthChangeEvent;
    'booking-slot-select': BookingSlotSelectEvent;
    'booking-zone-change': BookingZoneChangeEvent;
    'booking-answers-change': BookingAnswersChangeEvent;
    'booking-submit': BookingSubmitEvent;
    'booking-created': BookingCreatedEvent;
    'booking-rescheduled': BookingRescheduledEvent;
    'booking-cancelled': BookingCancelledEvent;
    'booking-state-change': BookingStateChangeEvent;
    'booking-step': BookingStepEvent;
    'booking-route': BookingRouteEvent;
    'booking-error': BookingErrorEvent;
  }
}

const plain = {bubbles: true, composed: true};
const refusable = {...plain, cancelable: true};

/** The element can be used: the event type is loaded, or the embedded page is shown. */
export class BookingReadyEvent extends Event {
  readonly eventType?: EventType;
  constructor(eventType?: EventType) {
    super('booking-ready', plain);
    if (eventType) this.eventType = eventType;
  }
}

/** Times arrived. `count` is the number of slots now known. */
export class BookingSlotsLoadedEvent extends Event {
  readonly count: number;
  constructor(count: number) {
    super('booking-slots-loaded', plain);
    this.count = count;
  }
}

/** The visitor chose a day. */
export class BookingDaySelectEvent extends Event {
  readonly day: Day;
  constructor(day: Day) {
    super('booking-day-select', plain);
    this.day = day;
  }
}

/** The visitor went to another month. */
export class BookingMonthChangeEvent extends Event {
  readonly month: Month;
  constructor(month: Month) {
    super('booking-month-change', plain);
    this.month = month;
  }
}

/** The visitor chose a start time; cancel it to keep the old choice. */
export class BookingSlotSelectEvent extends Event {
  readonly slot: Slot;
  constructor(slot: Slot) {
    super('booking-slot-select', refusable);
    this.slot = slot;
  }
}

/** The visitor chose the time zone times are shown in. */
export class BookingZoneChangeEvent extends Event {
  /** IANA id, in its modern spelling. */
  readonly zone: string;
  constructor(zone: string) {
    super('booking-zone-change', plain);
    this.zone = zone;
  }
}

/** The visitor changed an answer. */
export class BookingAnswersChangeEvent extends Event {
  readonly answers: Answers;
  constructor(answers: Answers) {
    super('booking-answers-change', plain);
    this.answers = answers;
  }
}

/** The visitor asked to book with complete answers; cancel it to keep the form as it is. */
export class BookingSubmitEvent extends Event {
  readonly answers: Answers;
  readonly start?: Instant;
  constructor(answers: Answers, start?: Instant) {
    super('booking-submit', refusable);
    this.answers = answers;
    if (start !== undefined) this.start = start;
  }
}

/** What is known about a new booking: all of it from our own form, less from Cal.com's page. */
export type CreatedBooking = Pick<Booking, 'uid'> & Partial<Booking>;

/** A booking was made. `accepted` is false while it waits for the host or a payment. */
export class BookingCreatedEvent extends Event {
  readonly booking: CreatedBooking;
  readonly accepted: boolean;
  constructor(booking: CreatedBooking, accepted: boolean) {
    super('booking-created', plain);
    this.booking = booking;
    this.accepted = accepted;
  }
}

/** A booking got another time and with it another uid. */
export class BookingRescheduledEvent extends Event {
  readonly booking: CreatedBooking;
  constructor(booking: CreatedBooking) {
    super('booking-rescheduled', plain);
    this.booking = booking;
  }
}

/** A booking was cancelled. */
export class BookingCancelledEvent extends Event {
  readonly uid?: string;
  constructor(uid?: string) {
    super('booking-cancelled', plain);
    if (uid !== undefined) this.uid = uid;
  }
}

/** The derived state of the booking changed. */
export class BookingStateChangeEvent extends Event {
  readonly state: BookingState;
  readonly view: BookingView;
  constructor(view: BookingView) {
    super('booking-state-change', plain);
    this.state = view.state;
    this.view = view;
  }
}

/** A step of the booking moved on. */
export class BookingStepEvent extends Event {
  readonly step: Step;
  constructor(step: Step) {
    super('booking-step', plain);
    this.step = step;
  }
}

/** Cal.com's embedded page went to another place. */
export class BookingRouteEvent extends Event {
  readonly data: Record<string, unknown>;
  constructor(data: Record<string, unknown>) {
    super('booking-route', plain);
    this.data = data;
  }
}

/** Something failed; the element shows it too. */
export class BookingErrorEvent extends Event {
  readonly code: ErrorCode;
  readonly error: Error;
  constructor(code: ErrorCode, error: Error) {
    super('booking-error', plain);
    this.code = code;
    this.error = error;
  }
}
