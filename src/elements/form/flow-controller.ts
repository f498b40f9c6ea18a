import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {createReader, type Reader} from '../../client/reader.ts';
import type {BookingOutcome, FirstScreen, LoadOptions} from '../../client/types.ts';
import {defined} from '../../core/cal/read.ts';
import {parseCalLink} from '../../core/model/cal-link.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import {
  reduceFlow,
  startFlow,
  without,
  type Clock,
  type FlowAction,
  type FlowState,
  type Notice,
} from '../../core/flow/flow.ts';
import {blockOf, blockRange, firstBlock, firstRange} from '../../core/time/schedule.ts';
import {addMonths, dayOf} from '../../core/time/time.ts';
import type {
  Booking,
  Day,
  EventType,
  EventTypeRef,
  Instant,
  InstantRange,
  Month,
  Slot,
  SlotsQuery,
} from '../../core/model/types.ts';
import type {BookingElement} from '../base/booking-element.ts';
import {fetchOf} from './begin/begun.ts';
import {loadDescription} from './pick/description.ts';
import {clockKey, remember, visitorClock, visitorZone, zoneKey} from './visitor.ts';

/** What the controller reads of its element, and tells it. */
export interface FlowHost
  extends
    ReactiveControllerHost,
    Element,
    Pick<
      BookingElement,
      | 'calLink'
      | 'api'
      | 'proxy'
      | 'prefill'
      | 'metadata'
      | 'timeZone'
      | 'isConnected'
      | 'origin'
      | 'theme'
      | 'renderRoot'
    > {
  readonly eventTypeId?: number;
  readonly duration?: number;
  readonly currentLocale: string;
  readonly checkoutToken?: string;
  readonly phoneCountry?: string;
  readonly rescheduleUid?: string;
  readonly bookOnSubmit: boolean;
  /** The browser's Back leaves the page from the questions too. */
  readonly noHistory: boolean;
  /** The page's own button sends the answers. */
  readonly submitless: boolean;
  readonly form: HTMLFormElement | null;
  flowLoaded(eventType: EventType): void;
  flowSlotsLoaded(count: number): void;
  flowBooked(outcome: BookingOutcome): void;
  flowFailed(error: BookingError): void;
  /** The booking that is to be moved has to be loaded first. */
  flowMoves(uid: string): void;
  pickSlot(slot: Slot): boolean;
}

/** Milliseconds after which times are read again when the visitor comes back to the page. */
const staleMs = 60_000;

const nowInstant = (): Instant => new Date().toISOString();

/** What a visitor is told of an error. */
export function toNotice({code, retryAfterSeconds, live}: BookingError): Notice {
  return defined<Notice>({code, retryAfterSeconds, live});
}

/** Carries the choice of a time between the pure flow and the network. What follows the choice is in `later.ts`. */
export class FlowController implements ReactiveController {
  // The visitor's zone is asked for when the first request is on its way: the first use of Intl takes longer than a paint.
  state: FlowState = startFlow('UTC', nowInstant());

  #host: FlowHost;
  /** Reads event types and slots; there once something was asked for. */
  reader?: Reader;
  /** When times last arrived, in milliseconds since 1970; before they did it is never too long ago. */
  loadedAt = Infinity;
  /** The `reschedule-uid` whose booking is loaded. */
  openedUid?: string | undefined;
  /** The month the blocks of times are counted from. */
  firstMonth: Month = this.state.month;
  #loading?: AbortController;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#onWake);
    document.addEventListener('visibilitychange', this.#onWake);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onWake);
    document.removeEventListener('visibilitychange', this.#onWake);
    this.#loading?.abort();
  }

  /** A step is taken for the visitor, whose focus stays where it is. */
  isQuiet = false;

  /** Takes such a step. */
  quietly(step: () => void): void {
    this.isQuiet = true;
    step();
    void this.#host.updateComplete.then(() => (this.isQuiet = false));
  }

  dispatch(action: FlowAction): void {
    this.become(reduceFlow(this.state, action));
  }

  become(state: FlowState): void {
    if (state === this.state) return;
    this.state = state;
    this.#host.requestUpdate();
  }

  /** Starts over with the element's present settings. What the visitor typed is kept. */
  async load(): Promise<void> {
    this.#loading?.abort();
    const {signal} = (this.#loading = new AbortController());
    // All of it: what fails must not leave the form loading for ever.
    await this.guard(
      signal,
      async () => {
        const {rescheduleUid} = this.#host;
        const {answers, ...before} = this.state;
        const isOpen = rescheduleUid === this.openedUid;
        const {
          moving,
          manageToken,
          duration = this.#host.duration,
        } = rescheduleUid && isOpen ? before : ({} as Partial<FlowState>);
        const range = firstRange(nowInstant());
        const asked =
          rescheduleUid && !isOpen
            ? undefined
            : this.#ask({signal, ...(moving ? {} : {slots: range}), ...(duration ? {duration} : {})}, moving);
        const {timeZone = visitorZone()} = this.#host;
        this.become({
          ...startFlow(timeZone, nowInstant()),
          answers,
          ...defined<Partial<FlowState>>({duration, clock: visitorClock(), moving, manageToken}),
        });
        if (!asked) return this.#host.flowMoves(rescheduleUid!);
        const block = (this.firstMonth = firstBlock(nowInstant()));
        const {slots, ...first} = await asked;
        let {eventType} = first;
        if (eventType.handOver) eventType = (await import('./book/obstacles.ts')).judge(eventType, this.#host, moving);
        await loadDescription(eventType.description);
        if (signal.aborted) return;
        this.dispatch({type: 'loaded', eventType});
        this.#host.flowLoaded(eventType);
        if (slots) this.#slotsArrived(block, range, slots);
        else await this.#loadBlock(block);
      },
      error => this.dispatch({type: 'load-failed', notice: toNotice(error)}),
    );
  }

  showMonth(month: Month): void {
    this.dispatch({type: 'month-shown', month});
    void this.loadMonth(month);
  }

  /** Shows times in another zone, and keeps to it for the session. */
  pickZone(timeZone: string): void {
    remember(zoneKey, timeZone);
    this.dispatch({type: 'zone-picked', timeZone});
  }

  /** Shows times with twelve hours or twenty-four, and keeps to it for the session. */
  pickClock(clock: Clock): void {
    remember(clockKey, clock);
    this.dispatch({type: 'clock-picked', clock});
  }

  showDay(day: Day): void {
    this.dispatch({type: 'day-picked', day});
    void this.loadMonth(this.state.month);
  }

  pickDuration(duration: number): void {
    this.dispatch({type: 'duration-picked', duration});
    void this.loadMonth(this.state.month);
  }

  /** Asks for the month after the one on show, when it is not known yet. */
  lookAhead(): void {
    if (this.state.phase === 'pick') void this.loadMonth(addMonths(this.state.month, 1), true);
  }

  /** Asks again for the times on show, or of another month, e.g. after one was lost or the network came back. */
  refresh(month = this.state.month): Promise<void> {
    return this.#loadBlock(blockOf(month, this.firstMonth));
  }

  /** Which event type the element names. Throws `invalid_request` when it names none. */
  get ref(): EventTypeRef {
    return this.#refOf(this.state.moving);
  }

  #refOf(moving: Booking | undefined): EventTypeRef {
    const {calLink, proxy, api, eventTypeId = calLink ? undefined : moving?.eventTypeId} = this.#host;
    if (eventTypeId == null) return parseCalLink(calLink, false, proxy ? undefined : api);
    if (!Number.isSafeInteger(eventTypeId) || eventTypeId < 1)
      throw new BookingError('invalid_request', 'event-type-id is not the number of an event type.');
    if (proxy) return {kind: 'id', id: eventTypeId};
    throw new BookingError(
      'invalid_request',
      '<booking-form event-type-id> needs a proxy; without one set cal-link="user/slug".',
    );
  }

  async #ask(options: LoadOptions, moving: Booking | undefined): Promise<FirstScreen> {
    const {proxy, api} = this.#host;
    this.reader = createReader({proxy: proxy || undefined, api, fetch: fetchOf(this.#host)});
    return this.reader.loadEventType(this.#refOf(moving), options);
  }

  /** Makes sure that the times of a month are known or on their way; `quietly` says nothing when they cannot be had. */
  async loadMonth(month: Month, quietly = false): Promise<void> {
    const block = blockOf(month, this.firstMonth);
    if (!this.state.blocks[block]) await this.#loadBlock(block, quietly);
  }

  /** Reads the times of a range for what is being booked or moved. */
  async loadSlots(range: InstantRange, signal?: AbortSignal): Promise<Slot[]> {
    const {eventType, duration, moving} = this.state;
    return this.reader!.loadSlots(
      {
        eventType: eventType!,
        ref: this.ref,
        ...range,
        ...defined<Partial<SlotsQuery>>({duration, movingUid: moving?.uid}),
      },
      signal && {signal},
    );
  }

  async #loadBlock(block: Month, quietly = false): Promise<void> {
    const {eventType, duration, moving} = this.state;
    const signal = this.#loading?.signal;
    if (!eventType || !signal) return;
    this.dispatch({type: 'slots-requested', block});
    const range = blockRange(block, nowInstant());
    await this.guard(
      signal,
      async () => {
        const slots = await this.loadSlots(range, signal);
        if (this.state.duration === duration && this.state.moving === moving) this.#slotsArrived(block, range, slots);
      },
      error => this.dispatch({type: 'slots-failed', block, ...(quietly ? {} : {notice: toNotice(error)})}),
      quietly,
    );
  }

  #slotsArrived(block: Month, range: InstantRange, slots: Slot[]): void {
    this.loadedAt = Date.now();
    this.dispatch({type: 'slots-loaded', block, range, slots});
    this.#host.flowSlotsLoaded(this.state.slots.length);
  }

  /** Nothing can be shown any more, for a reason nobody has thought of. */
  fail(cause: unknown): void {
    void this.guard(
      undefined,
      () => Promise.reject(cause),
      error => this.dispatch({type: 'load-failed', notice: toNotice(error)}),
    );
  }

  /** Something went wrong on the way, for a reason nobody has thought of: what there is stays, and is told. */
  trouble(cause: unknown): void {
    void this.guard(
      undefined,
      () => Promise.reject(cause),
      error => this.dispatch({type: 'noticed', notice: toNotice(error)}),
    );
  }

  /** Code of a step could not be loaded, e.g. because the site was deployed anew since; `atStart` there is nothing to show without it. */
  miss(cause: unknown, atStart = false): void {
    this.dispatch({type: atStart ? 'load-failed' : 'noticed', notice: {code: 'network', isStale: true}});
    this.#host.flowFailed(new BookingError('network', 'A part of the booking form could not be loaded.', {cause}));
  }

  /** Runs network work; an answer after the element left, or to an older question, is dropped. */
  async guard(
    signal: AbortSignal | undefined,
    work: () => Promise<void>,
    refused: (error: BookingError) => void,
    quietly = false,
  ): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (signal?.aborted) return;
      const error = isBookingError(cause)
        ? cause
        : new BookingError('internal', 'The booking form failed unexpectedly.', {cause});
      refused(error);
      if (!quietly) this.#host.flowFailed(error);
    }
  }

  /** The network is back, or the visitor is: times that were read long ago may be gone. */
  #onWake = ({type}: Event) => {
    const {phase, notice} = this.state;
    const isBack = type === 'online';
    const isLate = !document.hidden && Date.now() - this.loadedAt > staleMs;
    // What was said of the connection does not hold any more.
    if (isBack && notice?.code === 'network' && (phase === 'details' || notice.isStale))
      this.become(without(this.state, 'notice'));
    if (isBack && phase === 'failed') void this.load();
    else if (phase === 'pick' && (isBack ? notice : isLate)) {
      // Somebody may have given back by now what was taken then.
      if (isLate) this.become(without(this.state, 'lost'));
      void this.refresh();
    }
  };

  /** The day it is for the visitor. */
  get today(): Day {
    return dayOf(nowInstant(), this.state.timeZone);
  }
}
