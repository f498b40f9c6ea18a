import type {ReactiveController} from 'lit';
import {BookingError} from '../../core/error.ts';
import {refKey, type LiveGrant} from '../../core/wire.ts';
import {canBecome, toEmbedConfig} from '../../embed/config.ts';
import {isMisread, resolveLink, type EmbedLink} from '../../embed/link.ts';
import {toEmbedUi} from '../../embed/look.ts';
import type {EmbedMessage} from '../../embed/messages.ts';
import type {EmbedHandle, EmbedTransport, EmbedUi} from '../../embed/transport.ts';
import type {BookingElement} from '../booking-element.ts';
import {observeLook} from './look-observer.ts';
import {LiveSessions} from './session.ts';

/** An element that shows an embedded booking page. */
export type EmbedHost = BookingElement & {transport: EmbedTransport; timeoutMs: number};

/** What the element does when something happens in its page. */
export interface EmbedListener {
  /** Accessible name of the frame. */
  title(): string;
  onMessage(message: EmbedMessage): void;
  onError(error: BookingError): void;
  onLive(live: LiveGrant): void;
}

const warned = new Set<string>();

function warnOnce(text: string): void {
  if (!warned.has(text)) console.warn(`booking-elements: ${text}`);
  warned.add(text);
}

/**
 * Keeps one embedded page in step with its element: shown while the element is connected, loaded again when its
 * address changes, told when only its look does.
 */
export class EmbedController implements ReactiveController {
  /** What the element shows: its page, a place for it, or why there is none. */
  phase: 'loading' | 'ready' | 'failed' = 'loading';
  error: BookingError | undefined;

  #host: EmbedHost;
  #listener: EmbedListener;
  #sessions = new LiveSessions();
  #container: HTMLElement | undefined;
  #handle: EmbedHandle | undefined;
  /** What the page shown (or about to be) was asked for with. */
  #key: string | undefined;
  #ui: EmbedUi = {hideEventTypeDetails: false};
  #unobserve: (() => void) | undefined;

  constructor(host: EmbedHost, listener: EmbedListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  /** The booking page the element means; undefined while it names none. */
  get link(): EmbedLink | undefined {
    return resolveLink(this.#host.calLink, this.#host.origin);
  }

  hostConnected(): void {
    this.#unobserve = observeLook(this.#host, () => this.#sync());
    this.#syncSoon();
  }

  hostDisconnected(): void {
    this.#unobserve?.();
    // An element that is only moved is connected again by then.
    this.#syncSoon();
  }

  hostUpdated(): void {
    this.#syncSoon();
  }

  /** Loads the page again. */
  retry(): void {
    this.#unmount();
    this.#sync();
  }

  /** The page's booking was made; another one needs another live session. */
  spendSession(): void {
    this.#sessions.spend();
  }

  #syncSoon(): void {
    queueMicrotask(() => this.#sync());
  }

  #sync(): void {
    const host = this.#host;
    if (!host.isConnected) return this.#unmount();
    if (!host.hasUpdated) return;
    const {link} = this;
    if (!link) {
      warnOnce(`<${host.localName}> needs a cal-link such as "user/slug" and an http(s) origin; it has cal-link="${host.calLink}" origin="${host.origin}".`);
      this.#unmount();
      return this.#enter('loading');
    }
    const ui = toEmbedUi(host, host);
    const {prefill, metadata, config, proxy, timeZone} = host;
    const key = JSON.stringify([link, prefill, metadata, config, proxy, timeZone]);
    if (key !== this.#key || !canBecome(this.#ui, ui)) {
      this.#unmount();
      this.#key = key;
      this.#ui = ui;
      void this.#mount(key, link);
    } else if (JSON.stringify(ui) !== JSON.stringify(this.#ui)) {
      this.#ui = ui;
      this.#handle?.update(ui);
    }
  }

  async #mount(key: string, link: EmbedLink): Promise<void> {
    const host = this.#host;
    this.#enter('loading');
    if (isMisread(link.base)) {
      warnOnce(`Cal.com's embed script takes ${link.base} for cal.com and loads the booking page from ${link.base.replace('cal.com', 'app.cal.com')}; give the booking pages another host name.`);
    }
    const session = await this.#sessions.get(host.proxy);
    // While the session was opened the element may have gone or asked for another page.
    if (key !== this.#key || this.#handle) return;
    if (session && session.token !== host.live?.token) this.#listener.onLive({token: session.token, url: session.url});
    const {prefill, metadata, config, layout, timeZone, timeoutMs} = host;
    const {theme} = this.#ui;
    this.#container = document.createElement('div');
    this.#container.slot = 'embed';
    host.append(this.#container);
    this.#handle = host.transport.mount(this.#container, {
      ...link,
      config: toEmbedConfig({
        prefill,
        config,
        metadata: session ? {...metadata, [refKey]: session.ref} : metadata,
        ...(theme ? {theme} : {}),
        ...(layout ? {layout} : {}),
        ...(timeZone ? {timeZone} : {}),
      }),
      ui: this.#ui,
      title: this.#listener.title(),
      timeoutMs,
      onMessage: message => {
        if (message.type === 'ready') this.#enter('ready');
        this.#listener.onMessage(message);
      },
      onError: error => {
        this.#enter('failed', error);
        this.#listener.onError(error);
      },
    });
  }

  #unmount(): void {
    this.#key = undefined;
    this.#handle?.unmount();
    this.#handle = undefined;
    this.#container?.remove();
    this.#container = undefined;
  }

  #enter(phase: EmbedController['phase'], error?: BookingError): void {
    if (phase === this.phase && error === this.error) return;
    this.phase = phase;
    this.error = error;
    this.#host.requestUpdate();
  }
}
