import {html, nothing, type PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {BookingOutcome} from '../../client/types.ts';
import type {BookingError} from '../../core/error.ts';
import type {EventType} from '../../core/types.ts';
import {BookingElement} from '../booking-element.ts';
import {
  BookingCreatedEvent, BookingErrorEvent, BookingReadyEvent, BookingSlotSelectEvent, BookingSlotsLoadedEvent,
  BookingSubmitEvent,
} from '../events.ts';
import {LocaleController} from '../locale.ts';
import {controls, tokens} from '../tokens.styles.ts';
import {styles} from './booking-form.styles.ts';
import {FlowController, type FlowHost} from './flow-controller.ts';
import {loadLaterSteps} from './lazy.ts';
import {Patience} from './patience.ts';
import {renderDetails} from './render-details.ts';
import {renderDone} from './render-done.ts';
import {renderFailed, renderHandOver} from './render-failed.ts';
import {renderHeader} from './render-header.ts';
import {renderNotice} from './render-notice.ts';
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
  static override styles = [tokens, controls, styles];
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
    const {phase} = this.#flow.state;
    this.#toggle('loading', phase === 'loading');
    this.#toggle('error', phase === 'failed');
    this.#toggle('confirmed', phase === 'done');
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
    const {state} = this.#flow;
    const view = this.#view();
    return html`
      <div part="base" class="base" data-phase=${state.phase}>
        ${this.hideEventTypeDetails ? nothing : renderHeader(view)}
        ${state.phase === 'failed' ? nothing : renderNotice(view)}
        ${this.#renderStep(view)}
      </div>
      <p class="visually-hidden" role="status">${this.#announcement(view)}</p>
    `;
  }

  #renderStep(view: FormView) {
    const {phase, eventType} = view.state;
    if (phase === 'failed') return renderFailed(view);
    if (eventType?.price) return renderHandOver(view, eventType);
    if (phase === 'details' || phase === 'booking') return renderDetails(view);
    if (phase === 'done') return renderDone(view);
    return renderPick(view);
  }

  #announcement({state, t}: FormView): string {
    if (state.phase === 'booking') return t(patienceTexts[this.#patience.level]);
    return state.phase === 'loading' ? t('form.loading') : '';
  }

  flowLoaded(eventType: EventType): void {
    const event = new BookingReadyEvent(eventType);
    this.dispatchEvent(event);
  }

  flowSlotsLoaded(count: number): void {
    const event = new BookingSlotsLoadedEvent(count);
    this.dispatchEvent(event);
    // Ready before the visitor goes on; a failure shows then.
    loadLaterSteps().catch(() => {});
  }

  flowBooked(outcome: BookingOutcome): void {
    this.#patience.stop();
    const [booking] = outcome.bookings;
    if (this.name) {
      const data = new FormData();
      data.set(`${this.name}.uid`, booking.uid);
      data.set(`${this.name}.start`, booking.start);
      this.#internals.setFormValue(data);
    }
    if (outcome.live) this.offerLive(outcome.live);
    const event = new BookingCreatedEvent(booking, booking.status === 'accepted');
    this.dispatchEvent(event);
  }

  flowFailed(error: BookingError): void {
    this.#patience.stop();
    const event = new BookingErrorEvent(error.code, error);
    this.dispatchEvent(event);
  }

  #internals = this.attachInternals();
  #locale = new LocaleController(this);
  #patience = new Patience(this);
  #flow = new FlowController(this);
  #shownPhase = this.#flow.state.phase;

  #toggle(state: string, on: boolean) {
    if (on) this.#internals.states.add(state);
    else this.#internals.states.delete(state);
  }

  #view(): FormView {
    return {
      state: this.#flow.state,
      t: this.#locale.t,
      locale: this.currentLocale,
      today: this.#flow.today.day,
      firstMonth: this.#flow.today.month,
      patience: this.#patience.level,
      formless: this.form !== null,
      prefilled: Object.keys(this.prefill),
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
      const event = new BookingSlotSelectEvent(inner.slot);
      if (this.dispatchEvent(event)) this.#flow.dispatch({type: 'slot-picked', slot: inner.slot});
      else inner.preventDefault();
    },
    takeInstead: slot => {
      const event = new BookingSlotSelectEvent(slot);
      if (!this.dispatchEvent(event)) return;
      this.#flow.dispatch({type: 'slot-picked', slot});
      this.#handlers.proceed();
    },
    proceed: () => {
      loadLaterSteps().then(
        () => this.#flow.dispatch({type: 'continued'}),
        () => this.#flow.dispatch({type: 'noticed', notice: {code: 'network'}}),
      );
    },
    back: () => this.#flow.dispatch({type: 'backed'}),
    answersChange: event => this.#flow.answer(event.answers),
    submit: inner => {
      inner.stopPropagation();
      const event = new BookingSubmitEvent(inner.answers, this.#flow.state.slot?.start);
      if (!this.dispatchEvent(event)) return;
      this.#flow.answer(inner.answers);
      this.#patience.start();
      void this.#flow.submit();
    },
    stateChange: event => this.#flow.dispatch({type: 'view-changed', view: event.view}),
    retry: () => void this.#flow.load(),
    refresh: () => this.#flow.refresh(),
  };
}

/** The plain page a visitor can always be sent to. */
function bookingPage(origin: string, calLink: string): string {
  return `${origin.replace(/\/+$/, '')}/${calLink.replace(/^\/+/, '')}`;
}

const patienceTexts = ['form.booking', 'form.slow', 'form.very_slow'] as const;
