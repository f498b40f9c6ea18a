import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {LiveGrant, LiveSession} from '../../core/model/wire.ts';
import {embedWords} from '../../core/words/en/embed.ts';
import {canBecome} from '../../embed/config.ts';
import {resolveLink, type EmbedLink} from '../../embed/link.ts';
import {toEmbedUi} from '../../embed/theme.ts';
import type {EmbedMessage} from '../../embed/messages.ts';
import {transportFor} from '../../embed/embed-js/script-bases.ts';
import type {EmbedHandle, EmbedOptions, EmbedTransport, EmbedUi} from '../../embed/transport.ts';
import {warnOnce} from '../../embed/warn.ts';
import type {BookingElement} from '../base/booking-element.ts';
import {BookingErrorEvent} from '../events/events.ts';
import {commonInputs} from '../inputs/common-inputs.ts';
import {checkInputs, oneOf, upTo, type Inputs} from '../inputs/inputs.ts';
import {LocaleController} from '../base/locale.ts';
import {makeOwn} from '../base/own.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';
import {isZone} from '../inputs/time-inputs.ts';
import {lazyPart, type LazyPart} from '../loading/lazy-part.ts';
import {eventOf} from './event-of.ts';
import {observeLook} from './theme-observer.ts';
import {toRequest} from './page-request.ts';
import type {LiveSessions} from './session.ts';
import {takeStartedPage} from './started.ts';
import {loadTransport, type TransportName} from './transports.ts';

/** An element that shows an embedded booking page. */
export type EmbedHost = BookingElement & {
  transport: TransportName | EmbedTransport;
  timeoutMs: number;
  forwardQueryParams: boolean;
};

const inputs: Inputs = {
  ...commonInputs,
  timeoutMs: [upTo(600_000), 10_000],
  loading: [oneOf('lazy', 'eager'), 'lazy'],
  timeZone: [isZone],
  buttonPosition: [oneOf(undefined, 'bottom-right', 'bottom-left'), 'bottom-right'],
  transport: [
    value =>
      value === 'embed-js' || value === 'frame' || typeof (value as Partial<EmbedTransport>)?.mount === 'function',
    'embed-js',
  ],
};

/** What the element shows: a placeholder, the booking page, or a failure. */
export type Phase = 'loading' | 'ready' | 'failed';

/** Callbacks of the element. */
export interface PageListener {
  /** Whether the booking page should be shown. */
  isWanted(): boolean;
  onPhase(phase: Phase, error?: BookingError): void;
  onMessage(message: EmbedMessage, event: Event | undefined): void;
  onLive(live: LiveGrant): void;
}

/**
 * Keeps an embedded booking page in sync with its element: shows it while the element is connected and needs it,
 * reloads it when its address changes, and updates it in place when only its appearance changes.
 */
export class EmbedPage {
  /** Translates messages into the element's language. */
  readonly t: LocaleController['t'];

  #host: EmbedHost;
  #listener: PageListener;
  #sessions: LazyPart<LiveSessions>;
  #container: HTMLElement | undefined;
  #handle: EmbedHandle | undefined;
  /** The settings of the shown or loading booking page. */
  #key: string | undefined;
  /** Message of the last error caused by the settings. */
  #fault: string | undefined;
  #transport: EmbedHost['transport'] | undefined;
  #ui: EmbedUi = {};
  #unobserve: (() => void) | undefined;

  constructor(host: EmbedHost, listener: PageListener) {
    this.#host = host;
    this.#sessions = lazyPart(host, async () => {
      const {LiveSessions} = await import('./session.ts');
      return new LiveSessions();
    });
    this.#listener = listener;
    this.t = new LocaleController(host, embedWords).t;
  }

  /** The booking page that the element names, if any. */
  get link(): EmbedLink | undefined {
    return resolveLink(this.#host.calLink, this.#host.origin);
  }

  /** Removes the booking page; the next `sync()` shows a new one if it is needed. */
  drop(): void {
    this.#fault = undefined;
    this.#unmount();
    this.#listener.onPhase('loading');
  }

  /** Shows, reloads, updates or removes the booking page as the element's settings require. */
  sync(): void {
    const host = this.#host;
    if (!host.isConnected) {
      this.#unobserve?.();
      this.#unobserve = undefined;
      return this.#unmount();
    }
    this.#unobserve ??= observeLook(host, () => this.sync());
    if (!host.hasUpdated || !this.#listener.isWanted()) return;
    try {
      this.#show();
      this.#fault = undefined;
    } catch (cause) {
      const error = isBookingError(cause)
        ? cause
        : new BookingError('internal', 'The booking page cannot be requested with these settings.', {cause});
      // Reported once, until a setting changes.
      if (error.message === this.#fault) return;
      this.#fault = error.message;
      this.#unmount();
      this.#fail(error);
    }
  }

  /** Throws if the settings name no booking page. */
  #show(): void {
    const host = this.#host;
    checkInputs(host, inputs);
    const {link} = this;
    if (!link) {
      throw new BookingError(
        'invalid_request',
        `It needs a cal-link such as "user/slug" and an http(s) origin; cal-link is "${host.calLink.slice(0, 60)}", origin is "${host.origin.slice(0, 60)}".`,
      );
    }
    const ui = toEmbedUi(host, host);
    const key = this.#keyOf(link);
    if (key !== this.#key || host.transport !== this.#transport || !canBecome(this.#ui, ui)) {
      this.#unmount();
      this.#key = key;
      this.#transport = host.transport;
      this.#ui = ui;
      void this.#mount(key, link);
    } else if (JSON.stringify(ui) !== JSON.stringify(this.#ui)) {
      this.#ui = ui;
      this.#handle?.update(ui);
    }
    // The frame may be there before the translation of its title.
    for (const frame of this.#container?.querySelectorAll('iframe') ?? []) frame.title = this.t('embed.title');
  }

  #keyOf(link: EmbedLink): string {
    const {prefill, metadata, config, proxy, timeZone, forwardQueryParams} = this.#host;
    const {theme, layout, hideEventTypeDetails, cssVarsPerTheme, ...loaded} = config;
    return JSON.stringify([link, prefill, metadata, loaded, proxy, timeZone, forwardQueryParams]);
  }

  async #mount(key: string, link: EmbedLink): Promise<void> {
    if (this.#takeOver(link)) return;
    const host = this.#host;
    this.#listener.onPhase('loading');
    try {
      const [transport, session] = await Promise.all([
        loadTransport(transportFor(host.transport, link.base)),
        this.#session(),
      ]);
      // In the meantime the element may have been removed or changed.
      if (key !== this.#key || this.#handle) return;
      if (session && session.token !== host.live?.token)
        this.#listener.onLive({token: session.token, url: session.url});
      this.#container = makeOwn(document.createElement('div'));
      this.#container.slot = 'embed';
      host.append(this.#container);
      this.#handle = transport.mount(this.#container, this.#optionsOf(link, session));
    } catch (cause) {
      if (key === this.#key)
        this.#fail(new BookingError('embed_blocked', 'A part of the script could not be loaded.', {cause}));
    }
  }

  async #session(): Promise<LiveSession | undefined> {
    const {proxy} = this.#host;
    if (!proxy) return undefined;
    return this.#sessions
      .load()
      .then(sessions => sessions.get(proxy))
      .catch((error: unknown) => {
        warnOnce('The live status could not be loaded; bookings are made without it.', error);
        return undefined;
      });
  }

  /** Takes over a booking page started by `page.js`; returns false if there is none, or one with other settings. */
  #takeOver(link: EmbedLink): boolean {
    const host = this.#host;
    const started = takeStartedPage(host);
    if (!started) return false;
    const {container, handle} = started;
    const options = this.#optionsOf(link, undefined);
    if (host.proxy || !started.isFor(transportFor(host.transport, link.base), options)) {
      handle.unmount();
      container.remove();
      return false;
    }
    this.#container = container;
    this.#handle = handle;
    handle.update(options.ui);
    started.follow(options);
    return true;
  }

  #optionsOf(link: EmbedLink, session: LiveSession | undefined): EmbedOptions {
    return {
      ...toRequest(link, this.#host, this.#ui, session),
      title: this.t('embed.title'),
      onMessage: message => this.#receive(message),
      onError: error => this.#fail(error),
    };
  }

  #receive(message: EmbedMessage): void {
    if (message.type === 'ready') this.#listener.onPhase('ready');
    if (message.type === 'booked' || message.type === 'rescheduled') void this.#spend(message.booking.uid);
    this.#listener.onMessage(message, eventOf(message));
  }

  /** Ends the live session after a booking, and publishes a grant for that booking. */
  async #spend(uid: string | undefined): Promise<void> {
    const shown = await this.#sessions.part?.spend(uid);
    // In the meantime the element may show another booking page, which has its own session.
    if (shown && this.#host.live?.token === shown.from.token) this.#listener.onLive(shown.live);
  }

  #fail(error: BookingError): void {
    this.#listener.onPhase('failed', error);
    tellMistake('tellFailure', this.#host, error, true);
    const event = new BookingErrorEvent(error.code, error);
    this.#host.dispatchEvent(event);
  }

  #unmount(): void {
    this.#key = undefined;
    this.#handle?.unmount();
    this.#handle = undefined;
    this.#container?.remove();
    this.#container = undefined;
  }
}
