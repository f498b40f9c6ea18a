import {html, LitElement, nothing, type PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {BookingError, ErrorCode} from '../../core/error.ts';
import type {MessageKey} from '../../core/messages.ts';
import {movedSteps} from '../../core/view.ts';
import type {BookingView, LiveGrant} from '../../core/wire.ts';
import {statusWords} from '../../core/words/status.ts';
import {troubleWords} from '../../core/words/trouble.ts';
import {BookingErrorEvent, BookingStateChangeEvent, BookingStepEvent, type BookingCreatedEvent} from '../events.ts';
import {renderWhen} from '../form/summary.ts';
import {LocaleController} from '../locale.ts';
import {buttons, tokens} from '../tokens.styles.ts';
import {styles} from './booking-status.styles.ts';
import {LiveController, type NewsHost} from './live-controller.ts';
import {renderSteps} from './render-steps.ts';
import {TargetController, type TargetHost} from './target-controller.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-status': BookingStatus;
  }
}

const words = {...statusWords, ...troubleWords};

/** Another try can help. */
const passing = new Set<ErrorCode>(['network', 'timeout', 'rate_limited', 'upstream_down', 'upstream_shape', 'internal']);

/**
 * The live outcome of a booking: where it stands, when it is, and the progress of what follows from it.
 *
 * @customElement booking-status
 * @fires {BookingStateChangeEvent} booking-state-change - The booking's state changed.
 * @fires {BookingStepEvent} booking-step - A step is over: done or failed.
 * @fires {BookingErrorEvent} booking-error - There will be no more news, e.g. because the token is refused.
 * @csspart status - Everything.
 * @csspart title - The state in words.
 * @csspart steps - The list of steps.
 * @csspart step - One step; also `step-done`, `step-waiting` or `step-failed`.
 * @csspart connection - The note that the connection is lost.
 * @csspart error - Why nothing can be shown, and what to do about it.
 * @cssstate loading - Nothing is known yet.
 * @cssstate confirmed - The booking is confirmed.
 * @cssstate error - There will be no more news.
 */
export class BookingStatus extends LitElement implements NewsHost, TargetHost {
  static override styles = [tokens, buttons, styles];

  /** Uid of the booking. Without a token its state is asked for once and not followed. */
  @property({attribute: 'booking-uid'}) bookingUid?: string;

  /** Live token of the booking, from the proxy; needs `proxy`. */
  @property() token?: string;

  /** Base address of the companion proxy. */
  @property() proxy?: string;

  /** Base address of Cal.com's API; used when there is no proxy. */
  @property() api = 'https://api.cal.com';

  /** Id of an inline, popup or form whose booking is shown as soon as there is one. */
  @property() for?: string;

  /** BCP 47 tag; the nearest `lang` without it. */
  @property() locale?: string;

  /** IANA zone times are shown in; the visitor's without it. */
  @property({attribute: 'time-zone'}) timeZone?: string;

  /** `light`, `dark` or `auto` (the visitor's setting); without it the page's `color-scheme` counts. */
  @property({reflect: true}) theme?: 'light' | 'dark' | 'auto';

  /** Shows only the steps, where the page itself says what was booked; changes of the state are still announced. */
  @property({type: Boolean, reflect: true}) compact = false;

  /** Opens the booking's live stream; from the answer that made the booking. */
  @property({attribute: false}) live?: LiveGrant;

  /** What the page knows already; shown until there is news. */
  @property({attribute: false}) view?: BookingView;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.style.colorScheme = this.theme === 'auto' ? 'light dark' : (this.theme ?? '');
    const {error} = this.#news;
    this.#toggle('error', error !== undefined);
    this.#toggle('loading', !error && !this.#isKnown);
    this.#toggle('confirmed', this.#shown?.state === 'accepted');
  }

  protected override updated(): void {
    this.#target.follow(this.for);
    this.#follow();
  }

  override render() {
    const {t, locale} = this.#locale;
    const {isLost, error} = this.#news;
    const shown = this.#shown;
    const zone = this.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone;
    return html`
      <div part="status" class="base" role="group" aria-labelledby="title" data-state=${error && !this.#isKnown ? 'error' : (shown?.state ?? 'unknown')}>
        <div role="status" class=${this.compact ? 'visually-hidden' : ''}><p id="title" part="title" class="title">${t(this.#title)}</p></div>
        ${error ? this.#renderError(error) : nothing}
        ${shown?.start && shown.end && !this.compact ? renderWhen(shown.start, shown.end, zone, locale) : nothing}
        ${renderSteps(shown?.steps ?? [], t, locale, zone)}
        ${isLost ? html`<p part="connection" class="connection">${t('status.reconnecting')}</p>` : nothing}
      </div>
    `;
  }

  #renderError({code}: BookingError) {
    const {t} = this.#locale;
    return html`
      <div part="error" class="failure">
        <p>${t(`error.${code}`)}</p>
        ${passing.has(code) ? html`<button type="button" @click=${this.#onRetry}>${t('status.retry')}</button>` : nothing}
      </div>
    `;
  }

  newsArrived(view: BookingView): void {
    const before = this.#shown;
    // A proxy that has not heard of a booking yet knows less than the answer that made it.
    if (before && view.state === 'unknown') return;
    this.latest = view;
    if (view.state !== (before?.state ?? 'unknown')) {
      const event = new BookingStateChangeEvent(view);
      this.dispatchEvent(event);
    }
    for (const step of movedSteps(before, view)) {
      const event = new BookingStepEvent(step);
      this.dispatchEvent(event);
    }
  }

  newsFailed(error: BookingError): void {
    const event = new BookingErrorEvent(error.code, error);
    this.dispatchEvent(event);
  }

  targetBooked({booking, accepted}: BookingCreatedEvent): void {
    const {uid, start, end, status = accepted ? 'accepted' : 'pending'} = booking;
    this.#follow();
    // The stream of this booking was faster.
    if (this.#news.isFollowing && this.#isKnown) return;
    this.newsArrived({uid, state: status, ...(start ? {start} : {}), ...(end ? {end} : {}), steps: []});
  }

  /** The newest view that was not given by the page. */
  @state() private latest?: BookingView | undefined;

  #internals = this.attachInternals();
  #locale = new LocaleController(this, words);
  #target = new TargetController(this);
  #news = new LiveController(this);

  get #shown(): BookingView | undefined {
    return this.latest ?? this.view;
  }

  get #isKnown(): boolean {
    const {state = 'unknown'} = this.#shown ?? {};
    return state !== 'unknown';
  }

  get #title(): MessageKey {
    if (this.#news.error && !this.#isKnown) return 'status.failed';
    const {state = 'unknown', rescheduleExpected} = this.#shown ?? {};
    return state === 'cancelled' && rescheduleExpected ? 'status.reschedule_expected' : `status.${state}`;
  }

  #follow() {
    if (!this.isConnected) return;
    const {token, bookingUid, proxy, api} = this;
    if (this.#news.follow({live: this.live ?? this.#target.live, token, bookingUid, proxy, api})) this.latest = undefined;
  }

  #toggle(name: string, on: boolean) {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }

  #onRetry() {
    this.#news.retry();
  }
}
