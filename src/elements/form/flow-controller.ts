import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {createReader, type Reader} from '../../client/reader.ts';
import type {BookingOutcome} from '../../client/types.ts';
import {parseCalLink} from '../../core/cal-link.ts';
import {BookingError, isBookingError} from '../../core/error.ts';
import {reduceFlow, startFlow, type FlowAction, type FlowState, type Notice} from '../../core/flow.ts';
import {blockOf, blockRange} from '../../core/schedule.ts';
import {dayOf, monthOf} from '../../core/time.ts';
import type {EventType, EventTypeRef, Instant, InstantRange, Month, Slot} from '../../core/types.ts';
import type {BookingElement} from '../booking-element.ts';

/** What the controller reads of its element, and tells it. */
export interface FlowHost extends ReactiveControllerHost, EventTarget, Pick<BookingElement, 'calLink' | 'api' | 'proxy' | 'prefill' | 'metadata' | 'timeZone' | 'isConnected'> {
  readonly eventTypeId?: number;
  readonly currentLocale: string;
  flowLoaded(eventType: EventType): void;
  flowSlotsLoaded(count: number): void;
  flowBooked(outcome: BookingOutcome): void;
  flowFailed(error: BookingError): void;
  pickSlot(slot: Slot): boolean;
}

const deviceTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const nowInstant = (): Instant => new Date().toISOString();

/** What a visitor is told of an error. */
export function toNotice({code, retryAfterSeconds}: BookingError): Notice {
  return {code, ...(retryAfterSeconds === undefined ? {} : {retryAfterSeconds})};
}

/** Carries the choice of a time between the pure flow and the network. What follows the choice is in `later.ts`. */
export class FlowController implements ReactiveController {
  state: FlowState = startFlow(deviceTimeZone(), nowInstant());

  #host: FlowHost;
  #reader?: Reader;
  #firstMonth: Month = this.state.month;
  #loading?: AbortController;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.#onOnline);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#onOnline);
    this.#loading?.abort();
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
    const timeZone = this.#host.timeZone || deviceTimeZone();
    const {answers} = this.state;
    this.become({...startFlow(timeZone, nowInstant()), answers});
    const block = (this.#firstMonth = this.state.month);
    await this.guard(signal, async () => {
      const {proxy, api} = this.#host;
      this.#reader = createReader(proxy ? {proxy} : {api});
      const range = blockRange(block, timeZone, nowInstant());
      const {eventType, slots} = await this.#reader.loadEventType(this.#ref(), {signal, slots: range});
      this.dispatch({type: 'loaded', eventType});
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
    if (!eventType || !signal) return;
    this.dispatch({type: 'slots-requested', block});
    const range = blockRange(block, timeZone, nowInstant());
    await this.guard(signal, async () => {
      const query = {eventType, ref: this.#ref(), ...range, ...(duration === undefined ? {} : {duration})};
      const slots = await this.#reader!.loadSlots(query, {signal});
      if (this.state.duration === duration) this.#slotsArrived(block, range, slots);
    }, error => this.dispatch({type: 'slots-failed', block, notice: toNotice(error)}));
  }

  #slotsArrived(block: Month, range: InstantRange, slots: Slot[]): void {
    this.dispatch({type: 'slots-loaded', block, range, slots});
    this.#host.flowSlotsLoaded(this.state.slots.length);
  }

  /** Runs network work; an answer after the element left, or to an older question, is dropped. */
  async guard(signal: AbortSignal | undefined, work: () => Promise<void>, refused: (error: BookingError) => void): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (signal?.aborted) return;
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
