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

/** The visitor submitted complete answers. Cancel the event to prevent the booking. */
export class BookingSubmitEvent extends Event {
  readonly answers: Answers;
  readonly start?: Instant;
  constructor(answers: Answers, start?: Instant) {
    super('booking-submit', refusable);
    this.answers = answers;
    if (start !== undefined) this.start = start;
  }
}

/** A new booking: complete if made in `<booking-form>`, in part if made on an embedded booking page. */
export type CreatedBooking = Pick<Booking, 'uid'> & Partial<Booking>;

/** A booking was made. `accepted` is false while it awaits the host's confirmation or a payment. */
export class BookingCreatedEvent extends Event {
  readonly booking: CreatedBooking;
  readonly accepted: boolean;
  constructor(booking: CreatedBooking, accepted: boolean) {
    super('booking-created', plain);
    this.booking = booking;
    this.accepted = accepted;
  }
}

/** A booking was moved to another time, which gave it a new uid. */
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

/** The state of the booking changed. */
export class BookingStateChangeEvent extends Event {
  readonly state: BookingState;
  readonly view: BookingView;
  constructor(view: BookingView) {
    super('booking-state-change', plain);
    this.state = view.state;
    this.view = view;
  }
}

/** A step of the booking changed, e.g. an e-mail was sent. */
export class BookingStepEvent extends Event {
  readonly step: Step;
  constructor(step: Step) {
    super('booking-step', plain);
    this.step = step;
  }
}

/** The embedded booking page navigated. `data` is Cal.com's. */
export class BookingRouteEvent extends Event {
  readonly data: Record<string, unknown>;
  constructor(data: Record<string, unknown>) {
    super('booking-route', plain);
    this.data = data;
  }
}

/** A popup opened. */
export class BookingOpenEvent extends Event {
  constructor() {
    super('booking-open', plain);
  }
}

/**
 * What closed a popup: the Escape key, a click on the backdrop, its close button, the booking page, the site's code
 * (`api`), or its removal from the document.
 */
export type CloseReason = 'escape' | 'backdrop' | 'button' | 'page' | 'api' | 'removed';

/** A popup closed. */
export class BookingCloseEvent extends Event {
  readonly reason: CloseReason;
  constructor(reason: CloseReason) {
    super('booking-close', plain);
    this.reason = reason;
  }
}
