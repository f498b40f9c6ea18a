import type {Answers, Booking, Instant} from '../../core/model/types.ts';
import type {BookingState, BookingView, Step} from '../../core/model/wire.ts';
import {plain, refusable} from './events-init.ts';

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

/** A popup was opened. */
export class BookingOpenEvent extends Event {
  constructor() {
    super('booking-open', plain);
  }
}

/** What closed a popup: a key, a click beside it, its button, Cal.com's page, the site's own code, or its removal. */
export type CloseReason = 'escape' | 'backdrop' | 'button' | 'page' | 'api' | 'removed';

/** A popup was closed. */
export class BookingCloseEvent extends Event {
  readonly reason: CloseReason;
  constructor(reason: CloseReason) {
    super('booking-close', plain);
    this.reason = reason;
  }
}
