import {EmbedFrame} from './embed-frame.ts';
import {frameUrl} from './page-address.ts';
import {isInSight, isReduced, scrollerOf} from './scroll.ts';
import type {EmbedOptions, EmbedTransport} from './transport.ts';

let count = 0;
const free: string[] = [];

/** embed.js, if it runs for other embeds, throws for messages with an unknown name (1.5.3). */
function mute(namespace: string): void {
  const {actionsManagers: managers} = (window.Cal?.instance?.constructor ?? {}) as {
    actionsManagers?: Record<string, unknown>;
  };
  if (managers) managers[namespace] ??= {fire() {}};
}

/** No booking page is higher; a frame that asks for more is growing endlessly. */
const highest = 20_000;

/** A frame that implements the protocol of Cal.com's booking page without embed.js. */
class DirectFrame extends EmbedFrame {
  protected readonly namespace = free.pop() ?? `booking-frame-${++count}`;

  constructor(container: HTMLElement, options: EmbedOptions) {
    super(container, options);
    this.listen();
    mute(this.namespace);
    const {title, config} = options;
    const iframe = document.createElement('iframe');
    iframe.title = title;
    iframe.name = `cal-embed=${this.namespace}`;
    iframe.allow = 'payment';
    const attributes = config['iframeAttrs'];
    if (typeof attributes === 'object' && 'id' in attributes) iframe.id = attributes.id;
    // Set one by one, because a style attribute requires permission in the page's Content-Security-Policy.
    Object.assign(iframe.style, {display: 'block', border: '0', width: '100%', minHeight: '300px'});
    iframe.src = frameUrl(options, this.namespace);
    container.append(iframe);
  }

  protected send(method: string, argument?: object): void {
    this.iframe?.contentWindow?.postMessage({originator: 'CAL', method, arg: argument}, this.frameOrigin!);
  }

  protected override release(): void {
    free.push(this.namespace);
  }

  protected override handle(type: string, data: Record<string, unknown>): void {
    mute(this.namespace);
    if (type === '__iframeReady') this.send('parentKnowsIframeReady');
    if (type === '__dimensionChanged') this.#resize(Number(data['iframeHeight']));
    if (!isInSight(this.container)) return;
    if (type === '__routeChanged') this.#showTop();
    if (type === '__scrollByDistance') scrollerOf(this.container).scrollBy({top: Number(data['distance']) || 0});
  }

  #resize(height: number): void {
    const {iframe} = this;
    // A difference of one pixel is rounding; correcting it could loop forever.
    if (!iframe || !(height > 0 && height < highest) || Math.abs(height - iframe.offsetHeight) <= 1) return;
    iframe.style.height = `${height}px`;
  }

  #showTop(): void {
    const {top, height} = this.container.getBoundingClientRect();
    if (-top > height / 4) this.container.scrollIntoView({behavior: isReduced() ? 'auto' : 'smooth'});
  }
}

/**
 * Shows booking pages without any of Cal.com's scripts. Needs only `frame-src` for their origin in the page's
 * Content-Security-Policy, and works in shadow trees and with Trusted Types.
 */
export const frame: EmbedTransport = {mount: (container, options) => new DirectFrame(container, options)};
