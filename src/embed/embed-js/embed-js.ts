import {BookingError} from '../../core/model/error.ts';
import {EmbedFrame} from '../embed-frame.ts';
import {embedPath, isMisread} from '../page-address.ts';
import {returnNamespace, takeNamespace} from './namespaces.ts';
import {isInSight} from '../scroll.ts';
import {openQueue, runtimeReady, type Cal} from './runtime.ts';
import type {EmbedOptions, EmbedTransport} from '../transport.ts';
import {warnOnce} from '../warn.ts';

let noLoader: CSSStyleSheet | undefined;

function dress(iframe: HTMLIFrameElement, title: string): void {
  iframe.title = title;
  // embed.js styles the frame in the document's head, which does not apply in shadow trees.
  iframe.style.border = '0';
  iframe.style.minHeight = '300px';
  // embed.js's own loader reappears over the booking page when the window crosses 768 px, and never goes away (1.5.3).
  if (!noLoader) {
    noLoader = new CSSStyleSheet();
    noLoader.replaceSync('#skeleton-container { display: none !important; }');
  }
  iframe.parentElement?.shadowRoot?.adoptedStyleSheets.push(noLoader);
}

/** A frame managed by Cal.com's embed.js, from taking a namespace to returning it. */
class EmbedJsFrame extends EmbedFrame {
  protected readonly namespace: string;
  #cal: Cal;

  constructor(container: HTMLElement, options: EmbedOptions) {
    super(container, options);
    const {base} = options;
    if (isMisread(base)) {
      warnOnce(
        `Cal.com's embed script takes ${base} for cal.com and loads the booking page from ` +
          `${base.replace('cal.com', 'app.cal.com')}; give the booking pages another host name, ` +
          'or use transport="frame".',
      );
    }
    this.#cal = openQueue();
    this.namespace = takeNamespace(this.#cal, base);
    // The capturing phase runs before embed.js's own listener, whichever was added first.
    window.addEventListener('message', this.#keepFromEmbedJs, {capture: true, signal: this.end});
    this.#start().catch((error: unknown) => this.fail(error));
  }

  protected send(method: string, argument?: object): void {
    this.#cal.ns?.[this.namespace]?.(method, argument);
  }

  protected override release(): void {
    returnNamespace(this.#cal, this.options.base, this.namespace);
  }

  /**
   * embed.js acts on every message with a namespace's name, whichever window sent it (1.5.3): any frame in the page
   * could set the height of this one. It also scrolls the page to an embed whose route changes out of sight.
   */
  #keepFromEmbedJs = (event: MessageEvent<unknown>): void => {
    const {source, origin, data} = event;
    const [originator, namespace, type] = String((data as {fullType?: unknown} | null)?.fullType).split(':', 3);
    if (originator !== 'CAL' || namespace !== this.namespace) return;
    const {iframe, frameOrigin = origin} = this;
    const isOurs = iframe && source === iframe.contentWindow && origin === frameOrigin;
    if (!isOurs || (type === '__routeChanged' && !isInSight(this.container))) event.stopImmediatePropagation();
  };

  async #start(): Promise<void> {
    const {base, path, config, title} = this.options;
    await runtimeReady(this.#cal, base, this.end);
    if (this.end.aborted) return;
    // Must follow embed.js's own listener, which repeats its first instructions to a reloaded page.
    this.listen();
    // embed.js modifies the config it receives.
    this.send('inline', {calLink: embedPath(path, config), elementOrSelector: this.container, config: {...config}});
    const {iframe} = this;
    if (!iframe)
      throw new BookingError(
        'embed_failed',
        `embed.js created no frame for "${path}". See its message in the console.`,
      );
    dress(iframe, title);
  }
}

/**
 * Shows booking pages through their own Cal.com's embed.js, loaded at run time. Needs `script-src` and `frame-src` for
 * that origin and inline styles in the page's Content-Security-Policy.
 */
export const embedJs: EmbedTransport = {mount: (container, options) => new EmbedJsFrame(container, options)};
