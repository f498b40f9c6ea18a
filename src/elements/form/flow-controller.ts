import type {ReactiveController} from 'lit';
import {createReader, type Reader} from '../../client/reader.ts';
import type {FirstScreen, LoadOptions} from '../../client/types.ts';
import {defined} from '../../core/cal/read.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {FlowAction} from '../../core/flow/flow-actions.ts';
import {reducePick} from '../../core/flow/flow-pick.ts';
import {startFlow, type Clock, type FlowState, type Notice} from '../../core/flow/flow-state.ts';
import {blockOf, blockRange, firstBlock, firstRange} from '../../core/time/schedule.ts';
import {addMonths, dayOf} from '../../core/time/time.ts';
import type {Booking, Day, Instant, InstantRange, Month, Slot, SlotsQuery} from '../../core/model/types.ts';
import {earlyFetchOf} from './begin/early-fetch.ts';
import {refOf} from './event-type-ref.ts';
import type {FlowHost} from './flow-host.ts';
import {loadDescription} from './pick/description.ts';
import {clockKey, remember, visitorClock, visitorZone, zoneKey} from './visitor.ts';

/** Age in milliseconds at which times are reloaded when the visitor returns to the page. */
const staleMs = 60_000;

const nowInstant = (): Instant => new Date().toISOString();

/** The notice that shows an error to the visitor. */
export function toNotice({code, retryAfterSeconds, live}: BookingError): Notice {
  return defined<Notice>({code, retryAfterSeconds, live});
}

type Reduce = (state: FlowState, action: FlowAction) => FlowState;

/**
 * Connects the pure flow to the network up to the choice of a time; `book/later-steps.ts` handles the steps after it.
 */
export class FlowController implements ReactiveController {
  #host: FlowHost;
  /** Reads event types and slots; set by the first request. */
  reader?: Reader;
  /** When times last arrived, in milliseconds since 1970; `Infinity` before that. */
  loadedAt = Infinity;
  /** The `reschedule-uid` whose booking is loaded. */
  openedUid?: string | undefined;
  // `load()` sets the visitor's zone after sending the first request: the first use of Intl takes longer than a paint.
  #state = startFlow('UTC', nowInstant());
  /** The month at which the first block of times starts. */
  firstMonth: Month = this.#state.month;
  /** Returns the next state. The transitions of later steps come with their code. */
  reduce = reducePick as Reduce;
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

  /** The form changes its step without the visitor's action, so the focus must not move. */
  isQuiet = false;

  /** Changes with `dispatch` only. */
  get state(): FlowState {
    return this.#state;
  }

  /** Tells the flow what happened. */
  dispatch(action: FlowAction): void {
    const before = this.#state;
    this.#state = this.reduce(before, action);
    if (this.#state !== before) this.#host.requestUpdate();
  }

  /** Starts over with the element's current settings. The visitor's answers are kept. */
  async load(): Promise<void> {
    this.#loading?.abort();
    const {signal} = (this.#loading = new AbortController());
    // Everything is guarded: a failure must not leave the form loading forever.
    await this.guard(
      signal,
      async () => {
        const {rescheduleUid} = this.#host;
        const now = nowInstant();
        const before = this.state;
        const isOpen = rescheduleUid === this.openedUid;
        const {
          moving,
          manageToken,
          duration = this.#host.duration,
        } = rescheduleUid && isOpen ? before : ({} as Partial<FlowState>);
        const range = firstRange(now);
        const asked =
          rescheduleUid && !isOpen
            ? undefined
            : this.#ask({signal, ...(moving ? {} : {slots: range}), ...(duration ? {duration} : {})}, moving);
        const {timeZone = visitorZone()} = this.#host;
        this.dispatch({
          type: 'opened',
          now,
          timeZone,
          ...defined<Partial<FlowState>>({duration, clock: visitorClock(), moving, manageToken}),
        });
        if (!asked) return this.#host.flowMoves(rescheduleUid!);
        const block = (this.firstMonth = firstBlock(now));
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

  /** Shows times in another time zone, and remembers it for the session. */
  pickZone(timeZone: string): void {
    remember(zoneKey, timeZone);
    this.dispatch({type: 'zone-picked', timeZone});
  }

  /** Shows times with a 12-hour or 24-hour clock, and remembers it for the session. */
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

  /** Loads the month after the shown one, unless it is known already. */
  lookAhead(): void {
    if (this.state.phase === 'pick') void this.loadMonth(addMonths(this.state.month, 1), true);
  }

  /** Reloads the times of the shown month, or of another one, e.g. after a slot was taken or the network came back. */
  refresh(month = this.state.month): Promise<void> {
    return this.#loadBlock(blockOf(month, this.firstMonth));
  }

  async #ask(options: LoadOptions, moving: Booking | undefined): Promise<FirstScreen> {
    const {proxy, api} = this.#host;
    this.reader = createReader({proxy: proxy || undefined, api, fetch: earlyFetchOf(this.#host)});
    return this.reader.loadEventType(refOf(this.#host, moving), options);
  }

  /** Loads the times of a month unless they are known or loading. `quietly` hides failures. */
  async loadMonth(month: Month, quietly = false): Promise<void> {
    const block = blockOf(month, this.firstMonth);
    if (!this.state.blocks[block]) await this.#loadBlock(block, quietly);
  }

  /** Reads the free times in a range for the current event type, duration and moved booking. */
  async loadSlots(range: InstantRange, signal?: AbortSignal): Promise<Slot[]> {
    const {eventType, duration, moving} = this.state;
    return this.reader!.loadSlots(
      {
        eventType: eventType!,
        ref: refOf(this.#host, moving),
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

  /** Handles an unexpected error: reports it, and shows a notice above the form, or instead of it (`load-failed`). */
  trouble(cause: unknown, type: 'load-failed' | 'noticed' = 'noticed'): void {
    void this.guard(
      undefined,
      () => Promise.reject(cause),
      error => this.dispatch({type, notice: toNotice(error)}),
    );
  }

  /**
   * Reports that the code of a step could not be loaded, e.g. because the site was deployed again in the meantime.
   * `atStart` means that the form cannot show anything without it.
   */
  miss(cause: unknown, atStart = false): void {
    this.dispatch({type: atStart ? 'load-failed' : 'noticed', notice: {code: 'network', isStale: true}});
    this.#host.flowFailed(new BookingError('network', 'A part of the form could not be loaded.', {cause}));
  }

  /** Runs network work and passes its error to `refused`. Errors after `signal` was aborted are ignored. */
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
        : new BookingError('internal', 'The element failed unexpectedly.', {cause});
      refused(error);
      if (!quietly) this.#host.flowFailed(error);
    }
  }

  /** Reloads outdated times when the network comes back or the visitor returns to the page. */
  #onWake = ({type}: Event) => {
    const {phase, notice} = this.state;
    const isBack = type === 'online';
    const isLate = !document.hidden && Date.now() - this.loadedAt > staleMs;
    if (isBack) this.dispatch({type: 'reconnected'});
    if (isBack && phase === 'failed') void this.load();
    else if (phase === 'pick' && (isBack ? notice : isLate)) {
      if (isLate) this.dispatch({type: 'returned'});
      void this.refresh();
    }
  };

  /** Today in the shown time zone. */
  get today(): Day {
    return dayOf(nowInstant(), this.state.timeZone);
  }
}
