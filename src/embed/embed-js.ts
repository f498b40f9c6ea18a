import {BookingError, isBookingError} from '../core/error.ts';
import {tellOnce, type Told} from './told.ts';
import {embedPath, isMisread} from './link.ts';
import {decodeMessage, type EmbedMessage} from './messages.ts';
import {returnNamespace, takeNamespace} from './namespaces.ts';
import {type Cal, openQueue, runtimeReady} from './runtime.ts';
import type {EmbedHandle, EmbedOptions, EmbedTransport, EmbedUi} from './transport.ts';
import {warnOnce} from './warn.ts';

let noLoader: CSSStyleSheet | undefined;

function dress(iframe: HTMLIFrameElement, title: string): void {
  iframe.title = title;
  // embed.js styles the frame in the document's head, which does not reach into shadow trees.
  iframe.style.border = '0';
  iframe.style.minHeight = '300px';
  // Its own loader comes back over the page when the window crosses 768 px, and never goes again (1.5.3).
  if (!noLoader) {
    noLoader = new CSSStyleSheet();
    noLoader.replaceSync('#skeleton-container { display: none !important; }');
  }
  iframe.parentElement?.shadowRoot?.adoptedStyleSheets.push(noLoader);
}

/** One frame over Cal.com's embed.js, from its namespace to its last message. */
class EmbedJsFrame implements EmbedHandle {
  #options: EmbedOptions;
  #container: HTMLElement;
  #cal: Cal;
  #namespace: string;
  #ui: EmbedUi;
  #end = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Origin of the frame; known from its first message, because Cal.com may redirect to a customer's domain. */
  #frameOrigin: string | undefined;
  #told: Told = [];

  constructor(container: HTMLElement, options: EmbedOptions) {
    this.#options = options;
    this.#container = container;
    this.#ui = options.ui;
    this.#cal = openQueue();
    this.#namespace = takeNamespace(this.#cal, options.base);
    this.#watch();
    void this.#start();
  }

  get iframe(): HTMLIFrameElement | undefined {
    return this.#container.querySelector('iframe') ?? undefined;
  }

  update(ui: EmbedUi): void {
    this.#ui = ui;
    if (this.#frameOrigin !== undefined) this.#call('ui', {...ui});
  }

  unmount(): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort();
    clearTimeout(this.#timer);
    this.#container.replaceChildren();
    returnNamespace(this.#cal, this.#options.base, this.#namespace);
  }

  async #start(): Promise<void> {
    const {base, path, config, title} = this.#options;
    if (isMisread(base)) {
      warnOnce(`Cal.com's embed script takes ${base} for cal.com and loads the booking page from ${base.replace('cal.com', 'app.cal.com')}; give the booking pages another host name, or use transport="frame".`);
    }
    try {
      await runtimeReady(this.#cal, base, this.#end.signal);
      if (this.#end.signal.aborted) return;
      window.addEventListener('message', this.#onMessage, {signal: this.#end.signal});
      // embed.js writes into the config it is given.
      this.#call('inline', {calLink: embedPath(path), elementOrSelector: this.#container, config: {...config}});
      const {iframe} = this;
      if (!iframe) throw new BookingError('embed_failed', `embed.js showed no frame for "${path}". Look for its message in the console.`);
      dress(iframe, title);
    } catch (error) {
      if (!this.#end.signal.aborted) this.#fail(error);
    }
  }

  #call(instruction: string, argument: object): void {
    this.#cal.ns?.[this.#namespace]?.(instruction, argument);
  }

  #fail(error: unknown): void {
    clearTimeout(this.#timer);
    this.#options.onError(isBookingError(error) ? error : new BookingError('embed_failed', String(error), {cause: error}));
  }

  #watch(): void {
    const {timeoutMs, base, path} = this.#options;
    this.#timer = setTimeout(() => {
      // Cal.com's page says nothing while it has no size, e.g. in a closed tab panel.
      if (this.#frameOrigin !== undefined && (document.hidden || !this.#container.checkVisibility())) return this.#watch();
      this.#fail(new BookingError('embed_timeout', `${base}/${path} did not show a booking page within ${timeoutMs} ms.`));
    }, timeoutMs);
  }

  #onMessage = ({source, origin, data}: MessageEvent<unknown>): void => {
    const {iframe} = this;
    if (!iframe || source !== iframe.contentWindow) return;
    const message = decodeMessage(data, this.#namespace);
    if (!message) return;
    if (message.type === 'frame-ready') this.#frameOrigin ??= origin;
    if (origin !== this.#frameOrigin) return;
    this.#receive(message);
  };

  #receive(message: EmbedMessage): void {
    if (message.type === 'frame-ready') this.#call('ui', {...this.#ui});
    if (message.type === 'ready') clearTimeout(this.#timer);
    if (message.type === 'failed') {
      const status = Number(message.status);
      return this.#fail(new BookingError('embed_failed', `Cal.com answered ${message.status} for ${this.#options.base}/${this.#options.path}.`, {
        ...(Number.isInteger(status) ? {status} : {}),
      }));
    }
    const told = tellOnce(this.#told, message);
    if (!told) return;
    this.#told = told;
    this.#options.onMessage(message);
  }
}

/**
 * Shows booking pages through the embed.js of their own Cal.com, loaded at run time. Needs `script-src` and
 * `frame-src` for that origin and inline styles in the page's Content-Security-Policy.
 */
export const embedJs: EmbedTransport = {
  mount: (container, options) => new EmbedJsFrame(container, options),
};
