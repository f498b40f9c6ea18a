import {EmbedFrame} from './embed-frame.ts';
import {frameUrl} from './page-address.ts';
import {isInSight, isReduced, scrollerOf} from './scroll.ts';
import type {EmbedOptions, EmbedTransport} from './transport.ts';

let count = 0;
const free: string[] = [];

/** embed.js, where it runs for others, throws at messages of a name it does not know (1.5.3). */
function mute(namespace: string): void {
  const {actionsManagers: managers} = (window.Cal?.instance?.constructor ?? {}) as {
    actionsManagers?: Record<string, unknown>;
  };
  if (managers) managers[namespace] ??= {fire() {}};
}

/** No booking page is higher; a frame that wants to be is growing without end. */
const highest = 20_000;

/** One frame of ours, which speaks the protocol of Cal.com's page itself. */
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
    // Set one by one: a style attribute would need the page's Content-Security-Policy to allow it.
    Object.assign(iframe.style, {display: 'block', border: '0', width: '100%', minHeight: '300px'});
    iframe.src = frameUrl(options, this.namespace);
    container.append(iframe);
  }

  protected tell(method: string, argument?: object): void {
    this.iframe?.contentWindow?.postMessage({originator: 'CAL', method, arg: argument}, this.frameOrigin!);
  }

  protected override release(): void {
    free.push(this.namespace);
  }

  protected override hear(type: string, data: Record<string, unknown>): void {
    mute(this.namespace);
    if (type === '__iframeReady') this.tell('parentKnowsIframeReady');
    if (type === '__dimensionChanged') this.#resize(Number(data['iframeHeight']));
    if (!isInSight(this.container)) return;
    if (type === '__routeChanged') this.#showTop();
    if (type === '__scrollByDistance') scrollerOf(this.container).scrollBy({top: Number(data['distance']) || 0});
  }

  #resize(height: number): void {
    const {iframe} = this;
    // A difference of a pixel is rounding, and answering it can go on for ever.
    if (!iframe || !(height > 0 && height < highest) || Math.abs(height - iframe.offsetHeight) <= 1) return;
    iframe.style.height = `${height}px`;
  }

  #showTop(): void {
    const {top, height} = this.container.getBoundingClientRect();
    if (-top > height / 4) this.container.scrollIntoView({behavior: isReduced() ? 'auto' : 'smooth'});
  }
}

/**
 * Shows booking pages without any script of Cal.com's. Needs nothing but `frame-src` for their origin in the page's
 * Content-Security-Policy, and works in shadow trees and under Trusted Types.
 */
export const frame: EmbedTransport = {mount: (container, options) => new DirectFrame(container, options)};
