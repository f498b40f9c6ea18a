import type {FlowState} from '../../core/flow/flow.ts';
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
import type {FlowHost} from './flow-controller.ts';

/** What the visitor can do; each does one thing to the flow. */
export interface FormHandlers {
  daySelect(event: BookingDaySelectEvent): void;
  monthChange(event: BookingMonthChangeEvent): void;
  zoneChange(event: BookingZoneChangeEvent): void;
  clockChange(event: ClockChangeEvent): void;
  slotSelect(event: BookingSlotSelectEvent): void;
  showDay(day: Day): void;
  /** Looks for times in the months that follow. */
  findNext(): void;
  /** The visitor is about to go on: the next month is asked for. */
  lookAhead(): void;
  pickDuration(minutes: number): void;
  proceed(): void;
  retry(): void;
  refresh(): void;
}

/** All a piece of the form's template needs. */
export interface FormView {
  state: FlowState;
  t: Translate;
  locale: string;
  today: Day;
  /** The month the blocks of times are counted from. */
  firstMonth: Month;
  /** The form stands inside the page's own form. */
  formless: boolean;
  /** The page's own button sends the answers. */
  submitless: boolean;
  layout?: BookingElement['layout'];
  /** What shows days side by side; loaded only for the layouts that do. */
  columns?: {renderColumns(view: FormView, isWeek: boolean): unknown};
  on: FormHandlers;
}

/** What the visitor can do once a time is chosen. */
export interface LaterHandlers {
  answersChange(event: BookingAnswersChangeEvent): void;
  submit(event: BookingSubmitEvent): void;
  stateChange(event: BookingStateChangeEvent): void;
  /** A booking whose outcome was unknown came to light. */
  found(event: BookingStateChangeEvent): void;
  /** Takes a time offered in the place of a lost one. */
  takeInstead(slot: Slot): void;
  /** Moves the booking that keeps the visitor from another one. */
  moveOwn(): void;
  /** How often a recurring event type is booked. */
  pickCount(count: number): void;
  back(): void;
}

/** What the steps after the choice of a time need besides. */
export interface LaterView extends FormView {
  /** How long the booking has been on its way. */
  patience: 0 | 1 | 2;
  /** What the page filled in. */
  prefilled: Answers;
  act: LaterHandlers;
  host: FlowHost;
  /** What can be done with a booking; loaded when there is one. */
  after?: {renderActions(view: LaterView): unknown} | undefined;
  /** The dates of a recurring event type; loaded for those only. */
  series?: {renderSeries(view: LaterView): unknown} | undefined;
}
