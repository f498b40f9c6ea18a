import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {createClient} from '../../client/client.ts';
import type {Client} from '../../client/types.ts';
import {parseCalLink} from '../../core/cal-link.ts';
import {BookingError, isBookingError} from '../../core/error.ts';
import {reduceFlow, startFlow, type FlowAction, type FlowState, type Notice} from '../../core/flow.ts';
import {initialAnswers} from '../../core/form.ts';
import {blockOf, blockRange} from '../../core/schedule.ts';
import {dayOf, monthOf} from '../../core/time.ts';
import type {Answers, BookingRequest, EventType, EventTypeRef, Instant, Month} from '../../core/types.ts';
import type {BookingOutcome} from '../../client/types.ts';
import type {BookingElement} from '../booking-element.ts';

/** What the controller reads of its element, and tells it. */
export interface FlowHost extends ReactiveControllerHost, Pick<BookingElement, 'calLink' | 'api' | 'proxy' | 'prefill' | 'metadata' | 'timeZone' | 'isConnected'> {
  readonly eventTypeId?: number;
  readonly currentLocale: string;
  flowLoaded(eventType: EventType): void;
  flowSlotsLoaded(count: number): void;
  flowBooked(outcome: BookingOutcome): void;
  flowFailed(error: BookingError): void;
}

const deviceTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const nowInstant = (): Instant => new Date().toISOString();

function toNotice(error: BookingError): Notice {
  return {code: error.code, ...(error.retryAfterSeconds === undefined ? {} : {retryAfterSeconds: error.retryAfterSeconds})};
}

/** Carries the visitor's progress between the pure flow and the network. The only caller of the client in a form. */
export class FlowController implements ReactiveController {
  state: FlowState = startFlow(deviceTimeZone(), nowInstant());

  #host: FlowHost;
  #client?: Client;
  #firstMonth: Month = this.state.month;
  #loading?: AbortController;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  get client(): Client | undefined {
    return this.#client;
  }

  hostConnected(): void {
    addEventListener('online', this.#onOnline);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onOnline);
    this.#loading?.abort();
  }

  dispatch(action: FlowAction): void {
    const before = this.state;
    this.state = reduceFlow(before, action);
    if (this.state !== before) this.#host.requestUpdate();
  }

  /** Starts over with the element's present settings. What the visitor typed is kept. */
  async load(): Promise<void> {
    this.#loading?.abort();
    const {signal} = (this.#loading = new AbortController());
    const timeZone = this.#host.timeZone || deviceTimeZone();
    const {answers} = this.state;
    this.state = {...startFlow(timeZone, nowInstant()), answers};
    this.#firstMonth = this.state.month;
    this.#host.requestUpdate();
    await this.#guard(signal, async () => {
      const ref = this.#ref();
      this.#client = createClient(this.#host.proxy ? {proxy: this.#host.proxy} : {api: this.#host.api});
      const block = this.#firstMonth;
      const range = blockRange(block, timeZone, nowInstant());
      const {eventType, slots} = await this.#client.loadEventType(ref, {signal, slots: range});
      this.dispatch({type: 'loaded', eventType, answers: initialAnswers(eventType, this.#host.prefill)});
      this.#host.flowLoaded(eventType);
      if (slots) this.#slotsArrived(block, range, slots);
      else await this.#loadBlock(block);
    }, error => this.dispatch({type: 'load-failed', notice: toNotice(error)}));
  }

  showMonth(month: Month): void {
    this.dispatch({type: 'month-shown', month});
    void this.#ensureBlock(month);
  }

  pickDuration(duration: number): void {
    this.dispatch({type: 'duration-picked', duration});
    void this.#ensureBlock(this.state.month);
  }

  /** Asks again for the times on show, e.g. after one was lost or the network came back. */
  refresh(): void {
    void this.#loadBlock(this.#blockOf(this.state.month));
  }

  /** Books what is chosen. A second call while the first is on its way does nothing. */
  async submit(): Promise<void> {
    if (this.state.phase !== 'details') return;
    this.dispatch({type: 'submitted', id: crypto.randomUUID()});
    const {eventType, slot, answers, timeZone, duration, attempt} = this.state;
    if (!this.#client || !eventType || !slot || !attempt) return;
    const request: BookingRequest = {
      eventType, start: slot.start, answers, timeZone, locale: this.#host.currentLocale, metadata: this.#host.metadata,
      ...(duration === undefined ? {} : {duration}),
    };
    // Not tied to the element's life: a booking on its way must not be forgotten half made.
    const {signal} = new AbortController();
    await this.#guard(signal, async () => {
      const outcome = await this.#client!.book(request, {attemptId: attempt.id});
      this.dispatch({type: 'booked', bookings: outcome.bookings, ...(outcome.live ? {live: outcome.live} : {})});
      this.#host.flowBooked(outcome);
    }, error => {
      this.dispatch({type: 'refused', notice: toNotice(error), ...(error.fields ? {problems: error.fields} : {})});
      if (this.state.phase === 'pick') this.refresh();
    });
  }

  answer(answers: Answers): void {
    this.dispatch({type: 'answered', answers});
  }

  #ref(): EventTypeRef {
    const {eventTypeId, calLink, proxy} = this.#host;
    if (eventTypeId === undefined) return parseCalLink(calLink);
    if (proxy) return {kind: 'id', id: eventTypeId};
    throw new BookingError('invalid_request', '<booking-form event-type-id> needs a proxy; without one set cal-link="user/slug".');
  }

  #blockOf(month: Month): Month {
    return blockOf(month < this.#firstMonth ? this.#firstMonth : month, this.#firstMonth);
  }

  async #ensureBlock(month: Month): Promise<void> {
    const block = this.#blockOf(month);
    if (!this.state.blocks[block]) await this.#loadBlock(block);
  }

  async #loadBlock(block: Month): Promise<void> {
    const {eventType, duration, timeZone} = this.state;
    const signal = this.#loading?.signal;
    if (!eventType || !this.#client || !signal) return;
    this.dispatch({type: 'slots-requested', block});
    const range = blockRange(block, timeZone, nowInstant());
    await this.#guard(signal, async () => {
      const query = {eventType, ref: this.#ref(), ...range, ...(duration === undefined ? {} : {duration})};
      const slots = await this.#client!.loadSlots(query, {signal});
      if (this.state.duration === duration) this.#slotsArrived(block, range, slots);
    }, error => this.dispatch({type: 'slots-failed', block, notice: toNotice(error)}));
  }

  #slotsArrived(block: Month, range: {start: Instant; end: Instant}, slots: FlowState['slots']): void {
    this.dispatch({type: 'slots-loaded', block, range, slots});
    this.#host.flowSlotsLoaded(this.state.slots.length);
  }

  /** Runs network work; an answer after the element left, or to an older question, is dropped. */
  async #guard(signal: AbortSignal, work: () => Promise<void>, refused: (error: BookingError) => void): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (signal.aborted) return;
      const error = isBookingError(cause) ? cause : new BookingError('internal', 'The booking form failed unexpectedly.', {cause});
      refused(error);
      this.#host.flowFailed(error);
    }
  }

  #onOnline = () => {
    if (this.state.phase === 'failed') void this.load();
    else if (this.state.phase === 'pick' && this.state.notice) this.refresh();
  };

  /** The day it is for the visitor, and the first month there is anything to show. */
  get today(): {day: string; month: Month} {
    const day = dayOf(nowInstant(), this.state.timeZone);
    return {day, month: monthOf(day)};
  }
}
