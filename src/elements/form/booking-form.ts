import {adoptStyles, html, nothing, type PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {BookingOutcome} from '../../client/types.ts';
import type {BookingError} from '../../core/error.ts';
import type {EventType, Slot} from '../../core/types.ts';
import {BookingElement} from '../booking-element.ts';
import {pickWords} from '../../core/words/pick.ts';
import {BookingErrorEvent, BookingReadyEvent, BookingSlotSelectEvent, BookingSlotsLoadedEvent} from '../events.ts';
import {LocaleController} from '../locale.ts';
import {buttons, tokens} from '../tokens.styles.ts';
import {styles} from './booking-form.styles.ts';
import {FlowController, type FlowHost} from './flow-controller.ts';
import type {LaterSteps} from './later.ts';
import {renderHeader} from './render-header.ts';
import {renderPick} from './render-pick.ts';
import type {FormHandlers, FormView} from './view.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-form': BookingForm;
  }
}

/**
 * A white-label booking flow: calendar, times, questions, confirmation. Alone, or inside a page's own `<form>`.
 *
 * @customElement booking-form
 * @slot fallback - Shown when booking is not possible here, e.g. a link to the booking page.
 * @slot done - Shown under the confirmation, e.g. the shop's next step.
 * @fires {BookingReadyEvent} booking-ready - The event type is loaded.
 * @fires {BookingSlotsLoadedEvent} booking-slots-loaded - Times arrived.
 * @fires {BookingSlotSelectEvent} booking-slot-select - A time was chosen; cancelable.
 * @fires {BookingSubmitEvent} booking-submit - The visitor asked to book; cancelable.
 * @fires {BookingCreatedEvent} booking-created - A booking was made.
 * @fires {BookingErrorEvent} booking-error - Something failed; the form shows it too.
 * @csspart base - Everything.
 * @csspart header - Title, duration, place and host.
 * @csspart title - The event type's title.
 * @csspart summary - The chosen time above the questions.
 * @csspart error - A failure and what to do about it.
 * @csspart submit - The button that goes on.
 * @csspart secondary - A button that goes back or tries again.
 * @csspart confirmation - What was booked.
 * @cssstate loading - Times are being loaded.
 * @cssstate error - Nothing can be booked at present.
 * @cssstate confirmed - A booking was made.
 */
export class BookingForm extends BookingElement implements FlowHost {
  static formAssociated = true;
  static override styles = [tokens, buttons, styles];
  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  /** Numeric id of the event type, instead of `cal-link`; needs a proxy. */
  @property({type: Number, attribute: 'event-type-id'}) eventTypeId?: number;

  /** Under this name the surrounding form gets `<name>.uid` and `<name>.start` once booked. */
  @property({reflect: true}) name = '';

  /** The BCP 47 tag texts and dates are written in. */
  get currentLocale(): string {
    return this.#locale.locale;
  }

  /** The surrounding form, if any. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  protected override willUpdate(): void {
    const {phase, notice, eventType} = this.#flow.state;
    this.#toggle('loading', phase === 'loading');
    this.#toggle('error', phase === 'failed');
    this.#toggle('confirmed', phase === 'done');
    if (notice || eventType?.price) this.#load().catch(() => {});
  }

  protected override updated(changed: PropertyValues<this>): void {
    const source = ['calLink', 'eventTypeId', 'api', 'proxy', 'timeZone'] as const;
    if (source.some(name => changed.has(name))) void this.#flow.load();
    const {phase} = this.#flow.state;
    if (phase === this.#shownPhase) return;
    const wasBusy = this.#shownPhase === 'loading' || this.#shownPhase === 'failed';
    this.#shownPhase = phase;
    // The visitor's focus follows the step, but a page that loads is left alone.
    if (!wasBusy && phase !== 'booking') this.renderRoot.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  override render() {
    const view = this.#view();
    const {phase, notice} = view.state;
    return html`
      <div part="base" class="base" data-phase=${phase}>
        ${this.hideEventTypeDetails ? nothing : renderHeader(view)}
        ${notice && phase !== 'failed' ? this.#later?.renderNotice(view) : nothing}
        ${this.#renderStep(view)}
      </div>
      <p class="visually-hidden" role="status">${phase === 'loading' ? view.t('form.loading') : this.#later?.announcement(view)}</p>
    `;
  }

  #renderStep(view: FormView) {
    const {phase, eventType} = view.state;
    const isPicking = (phase === 'loading' || phase === 'pick') && !eventType?.price;
    return isPicking ? renderPick(view) : (this.#later?.render(view) ?? this.#renderBare(view));
  }

  /** Without the network the words for what went wrong are missing, but not the way on. */
  #renderBare({t, on}: FormView) {
    return html`<button type="button" part="secondary" @click=${on.retry}>${t('form.retry')}</button><slot name="fallback"></slot>`;
  }

  flowLoaded(eventType: EventType): void {
    const event = new BookingReadyEvent(eventType);
    this.dispatchEvent(event);
  }

  flowSlotsLoaded(count: number): void {
    const event = new BookingSlotsLoadedEvent(count);
    this.dispatchEvent(event);
    // Ready before the visitor goes on; a failure shows then.
    this.#load().catch(() => {});
  }

  flowBooked({bookings: [booking], live}: BookingOutcome): void {
    if (this.name) {
      const data = new FormData();
      data.set(`${this.name}.uid`, booking.uid);
      data.set(`${this.name}.start`, booking.start);
      this.#internals.setFormValue(data);
    }
    if (live) this.offerLive(live);
  }

  flowFailed(error: BookingError): void {
    const event = new BookingErrorEvent(error.code, error);
    this.dispatchEvent(event);
  }

  #internals = this.attachInternals();
  #locale = new LocaleController(this, pickWords);
  #flow = new FlowController(this);
  #later?: LaterSteps;
  #shownPhase = this.#flow.state.phase;

  #toggle(state: string, on: boolean) {
    if (on) this.#internals.states.add(state);
    else this.#internals.states.delete(state);
  }

  /** Loads what the first view does not need; rejects when the network is gone. */
  async #load(): Promise<LaterSteps> {
    const {LaterSteps, styles: laterStyles} = await import('./later.ts');
    if (!this.#later) {
      this.#later = new LaterSteps(this.#flow, this);
      adoptStyles(this.renderRoot as ShadowRoot, [...BookingForm.elementStyles, laterStyles]);
      this.requestUpdate();
    }
    return this.#later;
  }

  #view(): FormView {
    const {state, today} = this.#flow;
    return {
      state, t: this.#locale.t, locale: this.currentLocale, today: today.day, firstMonth: today.month, formless: this.form !== null, submitless: false,
      ...(this.calLink ? {bookingUrl: bookingPage(this.origin, this.calLink)} : {}),
      on: this.#handlers,
    };
  }

  #handlers: FormHandlers = {
    daySelect: event => this.#flow.dispatch({type: 'day-picked', day: event.day}),
    monthChange: event => this.#flow.showMonth(event.month),
    zoneChange: event => this.#flow.dispatch({type: 'zone-picked', timeZone: event.zone}),
    showMonth: month => this.#flow.showMonth(month),
    pickDuration: duration => this.#flow.pickDuration(duration),
    slotSelect: inner => {
      inner.stopPropagation();
      if (!this.pickSlot(inner.slot)) inner.preventDefault();
    },
    proceed: () => {
      this.#load().then(later => later.proceed(), () => this.#flow.dispatch({type: 'noticed', notice: {code: 'network'}}));
    },
    retry: () => void this.#flow.load(),
    refresh: () => this.#flow.refresh(),
  };

  /** Chooses a time unless the page objects; returns whether it was chosen. */
  pickSlot(slot: Slot): boolean {
    const event = new BookingSlotSelectEvent(slot);
    const isFine = this.dispatchEvent(event);
    if (isFine) this.#flow.dispatch({type: 'slot-picked', slot});
    return isFine;
  }
}

/** The plain page a visitor can always be sent to. */
function bookingPage(origin: string, calLink: string): string {
  return `${origin.replace(/\/+$/, '')}/${calLink.replace(/^\/+/, '')}`;
}
