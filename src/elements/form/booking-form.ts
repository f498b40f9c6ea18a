import {nothing, type PropertyDeclarations, type PropertyValues} from 'lit';
import type {BookingOutcome} from '../../client/types.ts';
import type {BookingError} from '../../core/model/error.ts';
import {withClock} from '../../core/time/locale.ts';
import type {EventType, Slot} from '../../core/model/types.ts';
import {pickWords} from '../../core/words/en/pick.ts';
import {
  BookingErrorEvent,
  BookingReadyEvent,
  BookingSlotSelectEvent,
  BookingSlotsLoadedEvent,
} from '../events/events.ts';
import {html} from '../base/html.ts';
import {toNumber} from '../inputs/to-number.ts';
import {keepKeys} from '../base/keys.ts';
import {LocaleController} from '../base/locale.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';
import {buttons, tokens} from '../base/tokens.styles.ts';
import {styles} from './booking-form.styles.ts';
import {FlowController} from './flow-controller.ts';
import type {FlowHost} from './flow-host.ts';
import {FormControl} from './form-control.ts';
import {lazyPart} from '../loading/lazy-part.ts';
import {renderReload} from '../loading/reload.ts';
import {renderHeader} from './pick/render-header.ts';
import {renderPick} from './pick/render-pick.ts';
import {formHandlers} from './form-handlers.ts';
import type {FormView} from './form-view.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-form': BookingForm;
  }
}

/**
 * A white-label booking flow: calendar, times, questions, confirmation. Works alone or inside the site's `<form>`.
 *
 * @customElement booking-form
 * @slot fallback - Shown when the form cannot book, e.g. a link to the booking page.
 * @slot fields - The site's own controls among the questions. A control named like a question's slug replaces that
 *   question; others become metadata.
 * @slot done - Shown below the confirmation, e.g. the next step of a checkout.
 * @fires {BookingReadyEvent} booking-ready - The event type is loaded.
 * @fires {BookingSlotsLoadedEvent} booking-slots-loaded - Times arrived.
 * @fires {BookingSlotSelectEvent} booking-slot-select - A time was chosen; cancelable.
 * @fires {BookingSubmitEvent} booking-submit - The visitor submitted the answers; cancelable.
 * @fires {BookingCreatedEvent} booking-created - A booking was made.
 * @fires {BookingRescheduledEvent} booking-rescheduled - A booking was moved to another time, which gave it a new uid.
 * @fires {BookingCancelledEvent} booking-cancelled - A booking was cancelled here.
 * @fires {BookingErrorEvent} booking-error - Something failed; the form shows it too.
 * @csspart base - Everything.
 * @csspart header - Title, duration, place and host.
 * @csspart title - The event type's title.
 * @csspart summary - The chosen time above the questions.
 * @csspart error - A failure and how to go on.
 * @csspart submit - The button that continues or books.
 * @csspart secondary - Any other button, e.g. to go back or to try again.
 * @csspart confirmation - The booking that was made.
 * @cssstate loading - Times are loading.
 * @cssstate error - The form cannot book at the moment.
 * @cssstate confirmed - A booking was made.
 */
export class BookingForm extends FormControl implements FlowHost {
  static override styles = [tokens, buttons, styles];

  static override properties: PropertyDeclarations = {
    eventTypeId: {converter: toNumber, attribute: 'event-type-id'},
    duration: {converter: toNumber},
    rescheduleUid: {attribute: 'reschedule-uid'},
    manageToken: {attribute: 'manage-token'},
    noHistory: {type: Boolean, attribute: 'no-history'},
  };
  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  constructor() {
    super();
    keepKeys(this);
  }

  /** Numeric id of the event type, instead of `cal-link`; requires a proxy. */
  eventTypeId?: number;

  /** Preselected duration in minutes, if the event type offers a choice. */
  duration?: number;

  /** Uid of a booking to move, instead of making a new one. */
  rescheduleUid?: string;

  /** Manage token of that booking, from its manage link; required with a proxy. */
  manageToken?: string;

  /** Adds no history entry for the questions: the browser's Back button leaves the page from there too. */
  noHistory = false;

  /** BCP 47 tag of the language of texts and dates. */
  get currentLocale(): string {
    return this.#locale.locale;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const source = ['calLink', 'eventTypeId', 'api', 'proxy', 'timeZone', 'rescheduleUid', 'manageToken'] as const;
    // The request is sent before anything is rendered.
    if (source.some(name => changed.has(name))) void this.#flow.load();
    const {phase, notice, eventType} = this.#flow.state;
    this.toggleState('loading', phase === 'loading');
    this.toggleState('error', phase === 'failed');
    this.toggleState('confirmed', phase === 'done');
    if ((notice || eventType?.handOver) && !this.#isLaterGone) {
      this.#later.load().catch(() => {
        this.#isLaterGone = true;
        this.requestUpdate();
      });
    }
    if (this.layout && this.layout !== 'month_view') this.#columns.load().catch(() => (this.layout = 'month_view'));
  }

  protected override updated(): void {
    const {phase} = this.#flow.state;
    if (phase === this.#shownPhase) return;
    const wasBusy = this.#shownPhase === 'loading' || this.#shownPhase === 'failed';
    this.#shownPhase = phase;
    // The focus follows the step, except while the page loads.
    if (!wasBusy && phase !== 'booking' && !this.#flow.isQuiet)
      this.renderRoot.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  override render() {
    if (this.#server?.isConnected) return nothing;
    const view = this.#view();
    const {phase} = view.state;
    return html`
      <div part="base" class="base" data-phase=${phase} ?inert=${this.isDisabled}>
        ${this.hideEventTypeDetails ? nothing : renderHeader(view)}
        ${this.#isStale ? renderReload(view.t) : this.#later.part?.renderAbove(view)}
        ${this.#renderStep(view)}
      </div>
      <p class="visually-hidden" role="status">${
        phase === 'loading' ? view.t('form.loading') : this.#later.part?.announcement(view)
      }</p>
    `;
  }

  #renderStep(view: FormView) {
    const {phase, eventType} = view.state;
    const isPicking = (phase === 'loading' || phase === 'pick') && !eventType?.handOver;
    if (isPicking) return renderPick(view);
    return (!(this.#isStale && phase === 'failed') && this.#later.part?.render(view)) || this.#renderBare(view);
  }

  get #isStale(): boolean {
    return this.#isLaterGone || this.#flow.state.notice?.isStale === true;
  }

  /** A button that tries again, for when the code that explains failures cannot be loaded. */
  #renderBare({t, on}: FormView) {
    const label = t('form.retry');
    return html`<button type="button" part="secondary" @click=${on.retry}>${label}</button><slot
      name="fallback"></slot>`;
  }

  flowLoaded(eventType: EventType): void {
    const {durations} = eventType;
    if (this.duration && !durations.includes(this.duration)) tellMistake('tellDuration', this.duration, durations);
    const event = new BookingReadyEvent(eventType);
    this.dispatchEvent(event);
  }

  flowSlotsLoaded(count: number): void {
    const event = new BookingSlotsLoadedEvent(count);
    this.dispatchEvent(event);
    // Loads the next steps after the times are painted. A failure is shown when the visitor goes on.
    requestAnimationFrame(() => setTimeout(() => this.#later.load().catch(() => {})));
    this.startControl();
    this.#takeOver();
  }

  flowBooked({live}: BookingOutcome): void {
    if (live) this.offerLive(live);
  }

  flowMoves(uid: string): void {
    this.#later.load().then(
      later => later.openMove(uid, this.manageToken),
      (cause: unknown) => this.#flow.miss(cause, true),
    );
  }

  flowFailed(error: BookingError): void {
    this.startControl();
    tellMistake('tellFailure', this, error, this.#flow.state.phase === 'failed' && !this.rescheduleUid);
    const event = new BookingErrorEvent(error.code, error);
    this.dispatchEvent(event);
  }

  /** @internal */
  override trouble(cause: unknown): void {
    this.#flow.trouble(cause);
  }

  protected override failed(cause: unknown): void {
    super.failed(cause);
    // Only once: rendering the failure may fail too.
    if (this.#flow.state.phase !== 'failed') this.#flow.trouble(cause, 'load-failed');
  }

  #locale = new LocaleController(this, pickWords);
  #flow = new FlowController(this);
  /** The steps after the choice of a time. */
  #later = lazyPart(this, async adopt => {
    const {LaterSteps, styles: laterStyles} = await import('./book/later-steps.ts');
    adopt(laterStyles);
    this.#isLaterGone = false;
    return new LaterSteps(this.#flow, this);
  });
  /** The steps after the choice of a time are needed, but could not be loaded. */
  #isLaterGone = false;
  #columns = lazyPart(this, async adopt => {
    const {renderColumns, styles: columnStyles} = await import('./pick/render-columns.ts');
    adopt(columnStyles);
    return {renderColumns};
  });
  #shownPhase = this.#flow.state.phase;
  /** The first view, rendered by the server or drawn early; stays until the element can replace it. */
  #server = this.shadowRoot?.querySelector<HTMLElement>('[data-server]');

  #takeOver() {
    const server = this.#server;
    if (!server) return;
    const begin = () => {
      this.#server = undefined;
      this.#shownPhase = this.#flow.state.phase;
      this.requestUpdate();
    };
    import('./begin/take-over.ts')
      .then(({takeOver}) => takeOver(server, {host: this, flow: this.#flow, later: this.#later, begin}))
      .catch(() => {
        // The server's form works without the element once it shows questions; the first view does not.
        if (!server.shadowRoot?.querySelector('[data-step=pick]')) return;
        begin();
        server.remove();
      });
  }

  protected override checkout = lazyPart(this, async () => {
    const [Checkout, later] = await Promise.all([
      import('./checkout.ts').then(checkout => checkout.Checkout),
      this.#later.load(),
    ]);
    return new Checkout(this, {internals: this.internals, flow: this.#flow, later, t: this.#locale.t});
  });

  protected override missed(cause: unknown): void {
    this.#flow.miss(cause);
  }

  #view(): FormView {
    const {state, today, firstMonth} = this.#flow;
    return {
      state,
      t: this.#locale.t,
      locale: withClock(this.currentLocale, state.clock),
      today,
      firstMonth,
      formless: this.form !== null,
      submitless: this.submitless,
      layout: this.layout,
      columns: this.#columns.part,
      on: this.#handlers,
    };
  }

  #handlers = formHandlers(this, this.#flow, this.#later);

  /** Chooses a slot unless the site cancels the event; returns whether it was chosen. */
  pickSlot(slot: Slot): boolean {
    const event = new BookingSlotSelectEvent(slot);
    const isFine = this.dispatchEvent(event);
    if (isFine) this.#flow.dispatch({type: 'slot-picked', slot});
    return isFine;
  }
}
