import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {Day, EventType, Month, Slot} from '../../core/model/types.ts';
import {plain, refusable} from './events-init.ts';
import type {
  BookingAnswersChangeEvent,
  BookingCancelledEvent,
  BookingCloseEvent,
  BookingCreatedEvent,
  BookingOpenEvent,
  BookingRescheduledEvent,
  BookingRouteEvent,
  BookingStateChangeEvent,
  BookingStepEvent,
  BookingSubmitEvent,
} from './events-later.ts';

/** The kit's events by their names, for listeners on an element, and on the document and the window they bubble to. */
interface BookingEventMap {
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
  'booking-open': BookingOpenEvent;
  'booking-close': BookingCloseEvent;
  'booking-error': BookingErrorEvent;
}

declare global {
  interface HTMLElementEventMap extends BookingEventMap {}
  interface DocumentEventMap extends BookingEventMap {}
  interface WindowEventMap extends BookingEventMap {}
}

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
