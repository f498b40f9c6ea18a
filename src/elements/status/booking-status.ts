import {nothing, type PropertyDeclarations, type PropertyValues} from 'lit';
import {BookingError} from '../../core/model/error.ts';
import type {MessageKey} from '../../core/words/messages.ts';
import {movedSteps} from '../../core/state/booking-view.ts';
import type {BookingView, LiveGrant} from '../../core/model/wire.ts';
import {statusWords} from '../../core/words/en/status.ts';
import {troubleWords} from '../../core/words/en/trouble.ts';
import {colorSchemeOf} from '../base/color-scheme.ts';
import {BookingErrorEvent} from '../events/events.ts';
import {BookingStateChangeEvent, BookingStepEvent, type BookingCreatedEvent} from '../events/events-later.ts';
import {renderWhen} from '../change/when.ts';
import {html} from '../base/html.ts';
import {checkInputs} from '../inputs/inputs.ts';
import {keepKeys} from '../base/keys.ts';
import {KitElement} from '../base/kit-element.ts';
import {LocaleController} from '../base/locale.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';
import {lazyPart, type LazyPart} from '../loading/lazy-part.ts';
import {renderReload} from '../loading/reload.ts';
import {buttons, tokens} from '../base/tokens.styles.ts';
import {deviceZone} from '../base/device-zone.ts';
import {styles} from './booking-status.styles.ts';
import type {Manage} from './manage.ts';
import {LiveController, type NewsHost} from './live-controller.ts';
import {renderConnection, renderError, renderJoin} from './render-parts.ts';
import {renderSteps} from './render-steps.ts';
import {statusInputs} from './status-inputs.ts';
import {TargetController, type TargetHost} from './target-controller.ts';
import {tellChange, titleOf, type News} from './tell.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-status': BookingStatus;
  }
}

const words = {...statusWords, ...troubleWords};

/**
 * The live state of a booking: state, time and steps. A booking named by its uid can also be moved and cancelled here:
 * directly with `cal-link`, through a proxy with `manage-token`.
 *
 * @customElement booking-status
 * @fires {BookingStateChangeEvent} booking-state-change - The booking's state changed.
 * @fires {BookingStepEvent} booking-step - A step is over: done, failed or skipped.
 * @fires {BookingErrorEvent} booking-error - Updates stopped, e.g. because the token was refused; or a change was
 *   refused.
 * @fires {BookingRescheduledEvent} booking-rescheduled - The booking was moved here, which gave it a new uid.
 * @fires {BookingCancelledEvent} booking-cancelled - The booking was cancelled here.
 * @csspart status - Everything.
 * @csspart title - The state in words.
 * @csspart steps - The list of steps.
 * @csspart step - One step; also `step-done`, `step-waiting`, `step-failed` or `step-skipped`.
 * @csspart join - The link into the meeting.
 * @csspart actions - The buttons that move and cancel.
 * @csspart secondary - A button.
 * @csspart connection - The note that the connection is lost or restored.
 * @csspart error - A failure and how to go on.
 * @cssstate loading - The booking is loading.
 * @cssstate empty - There is no booking yet.
 * @cssstate confirmed - The booking is confirmed.
 * @cssstate error - Updates stopped.
 */
export class BookingStatus extends KitElement implements NewsHost, TargetHost {
  static override styles = [tokens, buttons, styles];

  static override properties: PropertyDeclarations = {
    bookingUid: {attribute: 'booking-uid'},
    seatUid: {attribute: 'seat-uid'},
    manageToken: {attribute: 'manage-token'},
    calLink: {attribute: 'cal-link'},
    token: {},
    proxy: {},
    api: {},
    for: {},
    locale: {},
    timeZone: {attribute: 'time-zone'},
    theme: {reflect: true},
    compact: {type: Boolean, reflect: true},
    live: {attribute: false},
    view: {attribute: false},
    latest: {state: true},
    news: {state: true},
    isStale: {state: true},
  };

  constructor() {
    super();
    keepKeys(this);
  }

  /** Uid of the booking. Without a token its state is polled. */
  bookingUid?: string;

  /** Uid of the visitor's seat, whose state is shown. Not needed with a proxy's tokens, which contain it. */
  seatUid?: string;

  /** Manage token of the booking, from its manage link; allows changes; requires `proxy`. */
  manageToken?: string;

  /** "user/slug" of the booked event type; allows moving the booking without a proxy. */
  calLink = '';

  /** Live token of the booking, from the proxy; requires `proxy`. */
  token?: string;

  /** Base address of the companion proxy. */
  proxy?: string;

  /** Base address of Cal.com's API; used without a proxy. */
  api = 'https://api.cal.com';

  /** Id of an inline, popup or form element whose booking is shown once it exists. */
  for?: string;

  /** BCP 47 language tag. Defaults to the nearest `lang` attribute. */
  locale?: string;

  /** IANA time zone for showing times. Defaults to the visitor's. */
  timeZone?: string;

  /** `light`, `dark` or `auto` (the visitor's setting). Defaults to the `color-scheme` inherited from the page. */
  theme?: 'light' | 'dark' | 'auto';

  /** Shows only the steps. Changes of the state are still announced to screen readers. */
  compact = false;

  /** Grants access to the booking's live stream; from the response that made the booking. */
  live?: LiveGrant;

  /** A view that the site already has; shown until the first update. */
  view?: BookingView;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.style.colorScheme = colorSchemeOf(this.theme);
    this.#target.follow(this.for);
    this.#follow();
    const title = this.#title;
    this.#toggle('error', this.#news.error !== undefined);
    this.#toggle('loading', title === 'status.loading');
    this.#toggle('empty', title === 'status.none');
    this.#toggle('confirmed', this.#shown?.state === 'accepted');
  }

  protected override updated(): void {
    if (this.#mayChange && !this.#manage.part && !this.isStale) this.#manage.load().catch(() => (this.isStale = true));
  }

  protected override checkInputs(): void {
    checkInputs(this, statusInputs);
  }

  override render() {
    const {t, locale} = this.#locale;
    const {connection, error} = this.#news;
    const shown = this.#shown;
    const title = this.#title;
    const zone = this.timeZone || deviceZone();
    return html`
      <div part="status" class="base" role="group" aria-labelledby="title"
        data-state=${title === 'status.failed' ? 'error' : (shown?.state ?? 'unknown')}>
        <div role="status" aria-atomic="false" class=${this.compact ? 'visually-hidden' : ''}>
          <p id="title" part="title" class="title" data-focus tabindex="-1">${t(title)}</p>
          <p class="visually-hidden">${this.news?.(t, locale, zone) ?? ''}</p>
        </div>
        ${error ? renderError(error, t, () => this.#news.retry()) : nothing}
        ${shown?.start && shown.end && !this.compact ? renderWhen(shown.start, shown.end, zone, locale) : nothing}
        ${renderSteps(shown?.steps ?? [], t, locale, zone)}
        ${shown && !this.compact ? renderJoin(shown, t) : nothing}
        ${this.#mayChange ? this.#manage.part?.render(t, locale) : nothing}
        ${this.isStale ? renderReload(t) : nothing}
        ${renderConnection(connection, t)}
      </div>
    `;
  }

  newsArrived(view: BookingView): void {
    const before = this.#shown;
    // A proxy without a webhook yet knows less than the response that made the booking.
    if (before && view.state === 'unknown') return;
    // The stream of a session contains nothing but the state until its booking is known.
    this.latest = view.uid === undefined ? {...before, ...view} : view;
    const isOther = before?.uid !== undefined && view.uid !== undefined && before.uid !== view.uid;
    const isChange = isOther || view.state !== (before?.state ?? 'unknown');
    const steps = movedSteps(before, view);
    this.news = tellChange(before, view, steps) ?? (isChange ? undefined : this.news);
    if (isChange) {
      const event = new BookingStateChangeEvent(view);
      this.dispatchEvent(event);
    }
    for (const step of steps) {
      const event = new BookingStepEvent(step);
      this.dispatchEvent(event);
    }
  }

  newsFailed(error: BookingError): void {
    tellMistake('tellFailure', this, error, false);
    const event = new BookingErrorEvent(error.code, error);
    this.dispatchEvent(event);
  }

  targetChanged(): void {
    this.#news.refresh();
  }

  targetBooked({booking, accepted}: BookingCreatedEvent): void {
    const {uid, start, end, status = accepted ? 'accepted' : 'pending'} = booking;
    this.#follow();
    // The booking's stream was faster than the event.
    if (this.#news.isFollowing && this.isKnown) return;
    this.newsArrived({uid, state: status, ...(start ? {start} : {}), ...(end ? {end} : {}), steps: []});
  }

  protected override failed(cause: unknown): void {
    super.failed(cause);
    this.#toggle('loading', false);
    this.#toggle('error', true);
    this.newsFailed(new BookingError('internal', "The booking's state could not be shown.", {cause}));
  }

  /** The newest view, other than the site's. */
  private latest?: BookingView | undefined;

  /** Text of the last change besides the state, for screen readers. */
  private news?: News | undefined;

  /** @internal Code that is needed could not be loaded. */
  isStale = false;

  #internals = this.attachInternals();
  #locale = new LocaleController(this, words);
  #target = new TargetController(this);
  #news = new LiveController(this);
  #manage: LazyPart<Manage> = lazyPart(this, async adopt => {
    const {Manage, styles: manageStyles} = await import('./manage.ts');
    adopt(manageStyles);
    return new Manage({
      host: this,
      client: () => this.#news.client(),
      now: () => ({booking: this.#news.booking!, view: this.#shown!}),
      goOn: uid => this.#news.goOn(uid),
    });
  });

  /** Whether a state is known. */
  get isKnown(): boolean {
    const {state = 'unknown'} = this.#shown ?? {};
    return state !== 'unknown';
  }

  get #shown(): BookingView | undefined {
    return this.latest ?? this.view;
  }

  get #title(): MessageKey {
    return titleOf(this.#shown, this.#news);
  }

  /** Changes need the uid, and through a proxy the manage token. Cal.com and the proxy have the final say. */
  get #mayChange(): boolean {
    const {bookingUid, proxy, manageToken, compact} = this;
    return Boolean(bookingUid && (!proxy || manageToken)) && !compact && this.#news.booking !== undefined;
  }

  #follow() {
    if (!this.isConnected) return;
    const {token, bookingUid, seatUid, manageToken, proxy, api} = this;
    const live = this.live ?? this.#target.live;
    const booked = live || token || bookingUid || proxy ? {} : this.#target.booking;
    const isOther = this.#news.follow({live, token, bookingUid, seatUid, manageToken, proxy, api, ...booked});
    // Keeps the shown view if the new source is of the same booking.
    if (isOther && !(live?.uid && live.uid === this.#shown?.uid)) this.latest = this.news = undefined;
  }

  #toggle(name: string, on: boolean) {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }
}
