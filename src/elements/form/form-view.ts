import type {FlowState} from '../../core/flow/flow-state.ts';
import type {Answers, Day, Month, Slot} from '../../core/model/types.ts';
import type {
  BookingDaySelectEvent,
  BookingMonthChangeEvent,
  BookingSlotSelectEvent,
  BookingZoneChangeEvent,
} from '../events/events.ts';
import type {BookingAnswersChangeEvent, BookingStateChangeEvent, BookingSubmitEvent} from '../events/events-later.ts';
import type {BookingElement} from '../base/booking-element.ts';
import type {ClockChangeEvent} from '../zone/clock-event.ts';
import type {Translate} from '../base/locale.ts';
import type {FlowHost} from './flow-host.ts';

/** Handlers of the visitor's actions while choosing a time. */
export interface FormHandlers {
  daySelect(event: BookingDaySelectEvent): void;
  monthChange(event: BookingMonthChangeEvent): void;
  zoneChange(event: BookingZoneChangeEvent): void;
  clockChange(event: ClockChangeEvent): void;
  slotSelect(event: BookingSlotSelectEvent): void;
  showDay(day: Day): void;
  /** Searches the following months for times. */
  findNext(): void;
  /** Loads the next month, which the visitor is about to open. */
  lookAhead(): void;
  pickDuration(minutes: number): void;
  proceed(): void;
  retry(): void;
  refresh(): void;
}

/** Input of the functions that render parts of the form. */
export interface FormView {
  state: FlowState;
  t: Translate;
  locale: string;
  today: Day;
  /** The month at which the first block of times starts. */
  firstMonth: Month;
  /** The element is inside the site's own form. */
  formless: boolean;
  /** The site's own button submits the answers. */
  submitless: boolean;
  layout: BookingElement['layout'] | undefined;
  /** Renders days side by side; loaded only for layouts that need it. */
  columns: {renderColumns(view: FormView, isWeek: boolean): unknown} | undefined;
  on: FormHandlers;
}

/** Handlers of the visitor's actions after a time is chosen. */
export interface LaterHandlers {
  answersChange(event: BookingAnswersChangeEvent): void;
  submit(event: BookingSubmitEvent): void;
  stateChange(event: BookingStateChangeEvent): void;
  /** A booking whose outcome was unknown turned out to exist. */
  found(event: BookingStateChangeEvent): void;
  /** Chooses an alternative to a slot that is gone. */
  takeInstead(slot: Slot): void;
  /** Starts to move the visitor's earlier booking, which prevents another one. */
  moveOwn(): void;
  /** Sets how many dates of a recurring event type to book. */
  pickCount(count: number): void;
  back(): void;
}

/** Input of the functions that render the steps after a time is chosen. */
export interface LaterView extends FormView {
  /** How long the request has taken: 0 at first, 1 after 1.5 seconds, 2 after 8. */
  patience: 0 | 1 | 2;
  /** Answers that the site filled in. */
  prefilled: Answers;
  act: LaterHandlers;
  host: FlowHost;
  /** Renders what can be done with a booking; loaded once there is one. */
  after?: {renderActions(view: LaterView): unknown} | undefined;
  /** Renders the dates of a recurring event type; loaded for these only. */
  series?: {renderSeries(view: LaterView): unknown} | undefined;
}
