import {html, nothing, type TemplateResult} from 'lit';
import {property, query} from 'lit/decorators.js';
import type {BookingError} from '../../core/error.ts';
import type {MessageKey} from '../../core/messages.ts';
import {embedJs} from '../../embed/embed-js.ts';
import type {EmbedBooking, EmbedMessage} from '../../embed/messages.ts';
import type {EmbedTransport} from '../../embed/transport.ts';
import {BookingElement} from '../booking-element.ts';
import {
  BookingCancelledEvent, BookingCreatedEvent, BookingErrorEvent, BookingReadyEvent, BookingRescheduledEvent,
  BookingRouteEvent, BookingSlotsLoadedEvent, type CreatedBooking,
} from '../events.ts';
import {LocaleController} from '../locale.ts';
import {controls, tokens} from '../tokens.styles.ts';
import {styles} from './booking-inline.styles.ts';
import {EmbedController} from './embed-controller.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-inline': BookingInline;
  }
}

/** What the embedded page told of a booking, as the kit's events tell it; the uid is empty where Cal.com sent none. */
function toCreated({paymentRequired, uid = '', ...rest}: EmbedBooking): CreatedBooking {
  return {uid, ...rest};
}

function isAccepted({status = 'accepted', paymentRequired}: EmbedBooking): boolean {
  return status === 'accepted' && !paymentRequired;
}

function textOf({code, status}: BookingError): MessageKey {
  return code === 'embed_failed' && status === 404 ? 'embed.missing' : `error.${code}`;
}

/**
 * Cal.com's booking page inside your own.
 *
 * @customElement booking-inline
 * @slot - What the visitor gets when the booking page cannot be shown, or before the script runs: a link to it, for example.
 * @slot embed - Used by the element itself for the frame.
 * @fires {BookingReadyEvent} booking-ready - The booking page can be used.
 * @fires {BookingSlotsLoadedEvent} booking-slots-loaded - The booking page shows times; it does not say how many, so `count` is 0.
 * @fires {BookingCreatedEvent} booking-created - The visitor booked.
 * @fires {BookingRescheduledEvent} booking-rescheduled - The visitor moved a booking.
 * @fires {BookingCancelledEvent} booking-cancelled - The visitor cancelled a booking.
 * @fires {BookingRouteEvent} booking-route - A routing form decided, or the visitor chose an event type of a list.
 * @fires {BookingErrorEvent} booking-error - The booking page cannot be shown: `embed_blocked`, `embed_timeout` or `embed_failed`.
 * @csspart base - The box around everything.
 * @csspart skeleton - What is shown while the booking page loads.
 * @csspart error - What is shown instead of a booking page that did not load.
 * @csspart retry - The button that loads it again.
 * @csspart fallback - The link to the booking page, unless the default slot holds another one.
 * @cssstate loading - The booking page is not usable yet.
 * @cssstate error - The booking page cannot be shown.
 * @cssstate confirmed - The visitor booked or rescheduled.
 */
export class BookingInline extends BookingElement {
  static override styles = [tokens, controls, styles];

  /** Milliseconds until a booking page that is not usable yet counts as failed. It is shown when it comes later. */
  @property({type: Number, attribute: 'timeout-ms'}) timeoutMs = 10_000;

  /** How the booking page is shown. */
  @property({attribute: false}) transport: EmbedTransport = embedJs;

  override render(): TemplateResult {
    const {phase} = this.#embed;
    return html`
      <div class="base" part="base" tabindex="-1">
        <div class="page" ?inert=${phase !== 'ready'}><slot name="embed"></slot></div>
        ${phase === 'loading' ? this.#renderSkeleton() : nothing}
        ${this.#renderError()}
      </div>
    `;
  }

  #renderSkeleton(): TemplateResult {
    return html`
      <div class="skeleton" part="skeleton">
        <p class="visually-hidden" role="status">${this.#locale.t('embed.loading')}</p>
        <div aria-hidden="true">${[1, 2, 3].map(() => html`<div class="bar"></div>`)}</div>
        <div class="month" aria-hidden="true">${Array.from({length: 35}, () => html`<div class="cell"></div>`)}</div>
      </div>
    `;
  }

  #renderError(): TemplateResult {
    const {error, link} = this.#embed;
    return html`
      <div class="error" part="error" role="alert" ?hidden=${!error}>
        ${error ? html`<p>${this.#locale.t(textOf(error))}</p>` : nothing}
        <div class="actions">
          <button class="primary" part="retry" type="button" @click=${this.#onRetry}>${this.#locale.t('embed.retry')}</button>
          <slot><a part="fallback" href=${link?.url ?? this.origin} target="_blank" rel="noopener">${this.#locale.t('embed.open')}</a></slot>
        </div>
      </div>
    `;
  }

  protected override updated(): void {
    const {phase} = this.#embed;
    this.#toggle('loading', phase === 'loading');
    this.#toggle('error', phase === 'failed');
    if (phase === 'loading') this.#toggle('confirmed', false);
  }

  @query('.base') private base!: HTMLElement;

  #internals = this.attachInternals();
  #locale = new LocaleController(this);
  #embed = new EmbedController(this, {
    title: () => this.#locale.t('embed.title'),
    onMessage: message => this.#onMessage(message),
    onError: error => {
      const event = new BookingErrorEvent(error.code, error);
      this.dispatchEvent(event);
    },
    onLive: live => this.offerLive(live),
  });

  #toggle(state: string, isOn: boolean): void {
    if (isOn) this.#internals.states.add(state);
    else this.#internals.states.delete(state);
  }

  #onRetry = (): void => {
    // The button is about to go, and focus would go to the document with it.
    this.base.focus();
    this.#embed.retry();
  };

  #onMessage(message: EmbedMessage): void {
    const event = this.#eventOf(message);
    if (message.type === 'booked' || message.type === 'rescheduled') {
      this.#embed.spendSession();
      this.#toggle('confirmed', true);
    }
    if (event) this.dispatchEvent(event);
  }

  #eventOf(message: EmbedMessage): Event | undefined {
    switch (message.type) {
      case 'ready': return new BookingReadyEvent();
      case 'slots-loaded': return new BookingSlotsLoadedEvent(0);
      case 'booked': return new BookingCreatedEvent(toCreated(message.booking), isAccepted(message.booking));
      case 'rescheduled': return new BookingRescheduledEvent(toCreated(message.booking));
      case 'cancelled': return new BookingCancelledEvent(message.uid);
      case 'route': return new BookingRouteEvent(message.data);
      default: return undefined;
    }
  }
}
