import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query} from 'lit/decorators.js';
import {embedWords} from '../../core/words/embed.ts';
import type {EmbedBooking, EmbedMessage} from '../../embed/messages.ts';
import {preconnect} from '../../embed/preconnect.ts';
import type {EmbedTransport} from '../../embed/transport.ts';
import {BookingElement} from '../booking-element.ts';
import {
  BookingCancelledEvent, BookingCreatedEvent, BookingErrorEvent, BookingReadyEvent, BookingRescheduledEvent,
  BookingRouteEvent, BookingSlotsLoadedEvent, type CreatedBooking,
} from '../events.ts';
import {LocaleController} from '../locale.ts';
import {tokens} from '../tokens.styles.ts';
import {styles} from './booking-inline.styles.ts';
import {EmbedController} from './embed-controller.ts';
import {whenNear} from './near.ts';
import type {renderFailure} from './render-failure.ts';
import type {TransportName} from './transports.ts';

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

/** The parts of Cal.com's config the element has properties for. */
const shared = ['theme', 'layout', 'hideEventTypeDetails'] as const;

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
  static override styles = [tokens, styles];

  /** Milliseconds until a booking page that is not usable yet counts as failed. It is shown when it comes later. */
  @property({type: Number, attribute: 'timeout-ms'}) timeoutMs = 10_000;

  /** How the booking page is shown: through Cal.com's own script, or without it in a frame of ours (`frame`). */
  @property() transport: TransportName | EmbedTransport = 'embed-js';

  /** `eager` loads the booking page at once; otherwise it waits until the visitor is near. */
  @property() loading: 'lazy' | 'eager' = 'lazy';

  /** Passes the query of the page's address on to the booking page. */
  @property({type: Boolean, attribute: 'forward-query-params'}) forwardQueryParams = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.isConnected && this.waitUntilNear());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWaiting();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('config')) this.#takeFromConfig(changed.get('config'));
    if (changed.has('calLink') || changed.has('origin')) this.#preconnect();
  }

  override render(): TemplateResult {
    const {phase, error, link} = this.embed;
    return html`
      <div class="base" part="base" tabindex="-1">
        <div class="page" ?inert=${phase !== 'ready'}><slot name="embed"></slot></div>
        ${phase === 'loading' ? this.#renderSkeleton() : nothing}
        <div class="error" part="error" role="alert" ?hidden=${!error}>
          ${error ? this.#renderFailure?.(error, this.locales.t, this.#onRetry) : nothing}
          <slot><a part="fallback" href=${link?.url ?? this.origin} target="_blank" rel="noopener">${this.locales.t('embed.open')}</a></slot>
        </div>
      </div>
    `;
  }

  #renderSkeleton(): TemplateResult {
    return html`
      <div class="skeleton" part="skeleton">
        <p class="visually-hidden" role="status">${this.locales.t('embed.loading')}</p>
        <div aria-hidden="true"><i></i><i></i><i></i></div>
        <div class="month" aria-hidden="true">${Array.from({length: 35}, () => html`<i></i>`)}</div>
      </div>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const {phase} = this.embed;
    this.#toggle('loading', phase === 'loading');
    this.#toggle('error', phase === 'failed');
    if (phase !== 'loading') return;
    this.#isSpent = false;
    this.#toggle('confirmed', false);
  }

  /** The visitor booked, moved or cancelled in the page that is shown. */
  protected get isSpent(): boolean {
    return this.#isSpent;
  }

  protected locales = new LocaleController(this, embedWords);

  protected embed = new EmbedController(this, {
    title: () => this.locales.t('embed.title'),
    isWanted: () => this.isWanted || this.loading === 'eager',
    onMessage: message => this.receive(message),
    onError: error => {
      void this.#loadFailure();
      const event = new BookingErrorEvent(error.code, error);
      this.dispatchEvent(event);
    },
    onLive: live => this.offerLive(live),
  });

  /** Whether the booking page is to be shown by now. */
  protected isWanted = false;

  /** Shows the booking page from now on. */
  protected want(): void {
    this.isWanted = true;
    this.embed.syncSoon();
  }

  /** Takes the booking page away until it is wanted again. */
  protected unwant(): void {
    this.isWanted = false;
    this.embed.drop();
  }

  /** Wants the page once the visitor is near. */
  protected waitUntilNear(): void {
    this.#stopWaiting = whenNear(this, () => this.want());
  }

  /** Takes a message of the booking page. */
  protected receive(message: EmbedMessage): void {
    const event = this.#eventOf(message);
    if (message.type === 'booked' || message.type === 'rescheduled') {
      void this.embed.spendSession();
      this.#toggle('confirmed', true);
    }
    if (message.type === 'booked' || message.type === 'rescheduled' || message.type === 'cancelled') this.#isSpent = true;
    if (event) this.dispatchEvent(event);
  }

  @query('.base') private base!: HTMLElement;

  #internals = this.attachInternals();
  #renderFailure: typeof renderFailure | undefined;
  #isSpent = false;
  #stopWaiting = () => {};

  #toggle(state: string, isOn: boolean): void {
    if (isOn) this.#internals.states.add(state);
    else this.#internals.states.delete(state);
  }

  async #loadFailure(): Promise<void> {
    if (this.#renderFailure) return;
    const {failureStyles, renderFailure} = await import('./render-failure.ts');
    this.#renderFailure = renderFailure;
    (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(...failureStyles.map(({styleSheet}) => styleSheet!));
    this.requestUpdate();
  }

  #takeFromConfig(before: Record<string, unknown> = {}): void {
    for (const name of shared) {
      if (name in this.config || name in before) Object.assign(this, {[name]: this.config[name]});
    }
  }

  #preconnect(): void {
    const {link} = this.embed;
    if (link) preconnect(link.base);
  }

  #onRetry = (): void => {
    // The button is about to go, and focus would go to the document with it.
    this.base.focus();
    this.embed.reload();
  };

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
