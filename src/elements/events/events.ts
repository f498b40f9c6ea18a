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

/** The kit's events by name, for listeners on elements, the document and the window. */
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

/** The element is ready: the event type is loaded, or the embedded booking page is shown. */
export class BookingReadyEvent extends Event {
  readonly eventType?: EventType;
  constructor(eventType?: EventType) {
    super('booking-ready', plain);
    if (eventType) this.eventType = eventType;
  }
}

/** Slots were loaded. `count` is the number of slots now known. */
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

/** The visitor switched to another month. */
export class BookingMonthChangeEvent extends Event {
  readonly month: Month;
  constructor(month: Month) {
    super('booking-month-change', plain);
    this.month = month;
  }
}

/** The visitor chose a slot. Cancel the event to keep the previous choice. */
export class BookingSlotSelectEvent extends Event {
  readonly slot: Slot;
  constructor(slot: Slot) {
    super('booking-slot-select', refusable);
    this.slot = slot;
  }
}

/** The visitor chose the time zone for showing times. */
export class BookingZoneChangeEvent extends Event {
  /** IANA id in its current spelling. */
  readonly zone: string;
  constructor(zone: string) {
    super('booking-zone-change', plain);
    this.zone = zone;
  }
}

/** Something failed. The element shows the failure too. */
export class BookingErrorEvent extends Event {
  readonly code: ErrorCode;
  readonly error: Error;
  constructor(code: ErrorCode, error: Error) {
    super('booking-error', plain);
    this.code = code;
    this.error = error;
  }
}
