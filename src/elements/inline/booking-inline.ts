import {nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult} from 'lit';
import {BookingError} from '../../core/model/error.ts';
import {toLink} from '../../core/text/web-address.ts';
import {fetchAhead} from '../../embed/preload.ts';
import {resolveLink} from '../../embed/link.ts';
import type {EmbedMessage} from '../../embed/messages.ts';
import {transportFor} from '../../embed/embed-js/script-bases.ts';
import type {EmbedTransport} from '../../embed/transport.ts';
import {BookingElement} from '../base/booking-element.ts';
import {BookingErrorEvent} from '../events/events.ts';
import {html} from '../base/html.ts';
import {toNumber} from '../inputs/to-number.ts';
import {lazyPart} from '../loading/lazy-part.ts';
import {styles} from './booking-inline.styles.ts';
import {clearCopies, isCopy} from '../base/own.ts';
import type {EmbedPage, Phase} from './embed-page.ts';
import {frameTokens} from './frame-tokens.styles.ts';
import {whenNear} from './near.ts';
import {loadTransport, type TransportName} from './transports.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-inline': BookingInline;
  }
}

/** Members of Cal.com's config that are also properties of the element. */
const shared = ['theme', 'layout', 'hideEventTypeDetails'] as const;

/**
 * Cal.com's booking page inside your own.
 *
 * @customElement booking-inline
 * @slot - Shown when the booking page cannot be shown, or before the script runs; e.g. a link to the booking page.
 * @slot embed - Used by the element itself for the frame.
 * @fires {BookingReadyEvent} booking-ready - The booking page can be used.
 * @fires {BookingSlotsLoadedEvent} booking-slots-loaded - The booking page shows times. `count` is always 0, because
 *   the
 *   page does not report it.
 * @fires {BookingCreatedEvent} booking-created - The visitor booked.
 * @fires {BookingRescheduledEvent} booking-rescheduled - The visitor moved a booking.
 * @fires {BookingCancelledEvent} booking-cancelled - The visitor cancelled a booking.
 * @fires {BookingRouteEvent} booking-route - A routing form was submitted, or the visitor chose an event type from a
 *   list.
 * @fires {BookingErrorEvent} booking-error - The booking page cannot be shown: `embed_blocked`, `embed_timeout` or
 *   `embed_failed`.
 * @csspart base - The box around everything.
 * @csspart skeleton - The placeholder while the booking page loads.
 * @csspart error - The failure, if the booking page did not load.
 * @csspart retry - The button that loads it again.
 * @csspart fallback - The link to the booking page, unless the default slot has content.
 * @cssstate loading - The booking page is not usable yet.
 * @cssstate error - The booking page cannot be shown.
 * @cssstate confirmed - The visitor booked or rescheduled.
 */
export class BookingInline extends BookingElement {
  static override styles = [frameTokens, styles];

  static override properties: PropertyDeclarations = {
    timeoutMs: {converter: toNumber, attribute: 'timeout-ms'},
    transport: {},
    loading: {},
    forwardQueryParams: {type: Boolean, attribute: 'forward-query-params'},
  };

  /** Milliseconds after which an unfinished booking page counts as failed. It is still shown if it finishes later. */
  timeoutMs = 10_000;

  /** How the booking page is embedded: by Cal.com's own script (`embed-js`), or by the kit's own frame (`frame`). */
  transport: TransportName | EmbedTransport = 'embed-js';

  /** `lazy` loads the booking page when the element is near the viewport, `eager` at once. */
  loading: 'lazy' | 'eager' = 'lazy';

  /** Passes the query parameters of the page's address on to the booking page. */
  forwardQueryParams = false;

  override connectedCallback(): void {
    if (isCopy(this)) return this.remove();
    clearCopies(this);
    super.connectedCallback();
    void this.updateComplete.then(() => this.isConnected && this.waitUntilNear());
    this.tend();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWaiting();
    // An element that is moved within the document is connected again by then.
    this.tend();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('config')) return;
    // A config that is not an object is reported later, when the booking page is needed.
    const [config, before] = [this.config, changed.get('config')].map(
      each => Object(each ?? {}) as Record<string, unknown>,
    );
    for (const name of shared) if (name in config! || name in before!) Object.assign(this, {[name]: config![name]});
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const {phase} = this;
    this.#toggle('loading', phase === 'loading');
    this.#toggle('error', phase === 'failed');
    if (phase === 'loading') {
      this.isSpent = false;
      this.#toggle('confirmed', false);
    }
    this.tend();
  }

  override render(): TemplateResult {
    const {phase, error, page} = this;
    return html`
      <div class="base" part="base" tabindex="-1">
        <div class="page" ?inert=${phase !== 'ready'}><slot name="embed"></slot></div>
        ${
          phase === 'loading'
            ? html`
          <div class="skeleton" part="skeleton">
            <p role="status">${page?.t('embed.loading')}</p>
            <div aria-hidden="true"><i></i><i></i><i></i></div>
            <div class="month" aria-hidden="true">
              <i></i><i></i><i></i><i></i><i></i><i></i><i></i>
              <i></i><i></i><i></i><i></i><i></i><i></i><i></i>
              <i></i><i></i><i></i><i></i><i></i><i></i><i></i>
              <i></i><i></i><i></i><i></i><i></i><i></i><i></i>
              <i></i><i></i><i></i><i></i><i></i><i></i><i></i>
            </div>
          </div>`
            : nothing
        }
        <div class="error" part="error" role="alert" ?hidden=${phase !== 'failed'}>
          ${error && page ? this.#failure.part?.(error, page.t, this.#onRetry) : nothing}
          <slot><a part="fallback" href=${page?.link?.url ?? toLink(this.origin) ?? nothing} target="_blank"
            rel="noopener">${page?.t('embed.open') || this.calLink}</a></slot>
        </div>
      </div>
    `;
  }

  #embed = lazyPart(this, async () => {
    const link = resolveLink(String(this.calLink ?? ''), String(this.origin ?? ''));
    if (link) fetchAhead(link.base, transportFor(this.transport, link.base) === 'embed-js');
    const [EmbedPage] = await Promise.all([
      import('./embed-page.ts').then(page => page.EmbedPage),
      loadTransport(link ? transportFor(this.transport, link.base) : this.transport),
    ]);
    return new EmbedPage(this, {
      isWanted: () => this.isWanted || this.loading === 'eager',
      onPhase: (phase, error) => this.#enter(phase, error),
      onMessage: (message, event) => this.receive(message, event),
      onLive: live => this.offerLive(live),
    });
  });

  /** The embedded booking page; loaded when it is needed. */
  protected get page(): EmbedPage | undefined {
    return this.#embed.part;
  }

  /** Whether the booking page should be shown. */
  protected isWanted = false;

  /** The visitor booked, moved or cancelled on the shown booking page. */
  protected isSpent = false;

  /** Shows the booking page. */
  protected want(): void {
    this.isWanted = true;
    this.tend();
  }

  /** Removes the booking page until it is needed again. */
  protected unwant(): void {
    this.isWanted = false;
    this.page?.drop();
  }

  /** Shows the booking page once the element is near the viewport. */
  protected waitUntilNear(): void {
    this.#stopWaiting = whenNear(this, () => this.want());
  }

  /** Handles a message of the booking page, and dispatches its event. */
  protected receive({type}: EmbedMessage, event: Event | undefined): void {
    const isMade = type === 'booked' || type === 'rescheduled';
    if (isMade) this.#toggle('confirmed', true);
    if (isMade || type === 'cancelled') this.isSpent = true;
    if (event) this.dispatchEvent(event);
  }

  /** A booking page started by `page.js` may be visible already. */
  protected phase: Phase = [...this.querySelectorAll('[data-embedded]')].some(page => !isCopy(page))
    ? 'ready'
    : 'loading';
  protected error: BookingError | undefined;

  protected override failed(cause: unknown): void {
    super.failed(cause);
    if (this.phase !== 'failed') this.#fail(new BookingError('internal', 'The element could not be shown.', {cause}));
  }

  #internals = this.attachInternals();
  #isLoading = false;
  #failure = lazyPart(this, async adopt => {
    const {renderFailure, styles: failureStyles} = await import('./render-failure.ts');
    adopt(...failureStyles);
    return renderFailure;
  });
  #stopWaiting = () => {};

  /** Updates the booking page to the element's settings, after the current script has finished changing them. */
  protected tend(): void {
    queueMicrotask(() => {
      if (this.page) this.page.sync();
      else if (this.isConnected && !this.#isLoading && (this.isWanted || this.loading === 'eager')) void this.#load();
    });
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      (await this.#embed.load()).sync();
    } catch (cause) {
      this.#fail(new BookingError('embed_blocked', 'A part of the script could not be loaded.', {cause}));
    }
  }

  #fail(error: BookingError): void {
    this.#enter('failed', error);
    const event = new BookingErrorEvent(error.code, error);
    this.dispatchEvent(event);
  }

  #enter(phase: Phase, error?: BookingError): void {
    if (phase === this.phase && error === this.error) return;
    this.phase = phase;
    this.error = error;
    // If that fails too, the link remains.
    if (error) this.#failure.load().catch(() => {});
    this.requestUpdate();
  }

  #toggle(state: string, isOn: boolean): void {
    if (isOn) this.#internals.states.add(state);
    else this.#internals.states.delete(state);
  }

  #onRetry = (): void => {
    // The button is about to be removed; without this the focus would be lost.
    this.renderRoot.querySelector<HTMLElement>('.base')!.focus();
    this.#isLoading = false;
    this.page?.drop();
    this.tend();
  };
}
