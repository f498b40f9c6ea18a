import {BookingError, isBookingError} from '../core/model/error.ts';
import {decodeMessage, type EmbedMessage} from './messages.ts';
import {isInSight} from './scroll.ts';
import {joinEvents, dedupe, type Made, type Reported} from './dedupe-events.ts';
import type {EmbedHandle, EmbedOptions, EmbedUi} from './transport.ts';

/** Cal.com sends its newer event for a booking immediately after the older one. */
const newerMs = 250;

/**
 * The behaviour shared by all transports: accepts messages only from its own frame at the origin of its first message,
 * reports each event once, and reports an error if the booking page does not load.
 */
export abstract class EmbedFrame implements EmbedHandle {
  protected readonly options: EmbedOptions;
  protected readonly container: HTMLElement;
  /** Aborted when the frame is removed. */
  protected readonly end: AbortSignal;
  /** Origin of the frame; known from its first message, because Cal.com may redirect to a customer's domain. */
  protected frameOrigin: string | undefined;

  #end = new AbortController();
  #ui: EmbedUi;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reported: Reported = [];
  #held: Made | undefined;
  #holding: ReturnType<typeof setTimeout> | undefined;

  constructor(container: HTMLElement, options: EmbedOptions) {
    this.options = options;
    this.container = container;
    this.end = this.#end.signal;
    this.#ui = options.ui;
    document.addEventListener('securitypolicyviolation', this.#onViolation, {signal: this.end});
    this.#watch();
  }

  get iframe(): HTMLIFrameElement | undefined {
    return this.container.querySelector('iframe') ?? undefined;
  }

  update(ui: EmbedUi): void {
    this.#ui = ui;
    if (this.frameOrigin !== undefined) this.send('ui', {...ui});
  }

  unmount(): void {
    if (this.end.aborted) return;
    this.#letGo();
    this.#end.abort();
    clearTimeout(this.#timer);
    this.container.replaceChildren();
    this.release();
  }

  /** The name in this frame's messages. */
  protected abstract readonly namespace: string;

  /** Sends an instruction to the booking page in the frame. */
  protected abstract send(method: string, argument?: object): void;

  /** Starts listening to the frame. */
  protected listen(): void {
    window.addEventListener('message', this.#onMessage, {signal: this.end});
  }

  /** Releases the transport's resources. */
  protected release(): void {}

  /** Handles a message that concerns only the transport. */
  protected handle(_type: string, _data: Record<string, unknown>): void {}

  protected fail(error: unknown): void {
    if (this.end.aborted) return;
    clearTimeout(this.#timer);
    this.options.onError(
      isBookingError(error) ? error : new BookingError('embed_failed', String(error), {cause: error}),
    );
  }

  #watch(): void {
    const {timeoutMs, base, path} = this.options;
    this.#timer = setTimeout(() => {
      // Cal.com's booking page sends nothing while it has no size, e.g. in a closed tab panel, and browsers throttle
      // frames off screen.
      if (this.frameOrigin !== undefined && (document.hidden || !isInSight(this.container))) return this.#watch();
      this.fail(
        new BookingError('embed_timeout', `${base}/${path} did not show a booking page within ${timeoutMs} ms.`),
      );
    }, timeoutMs);
  }

  #onViolation = ({effectiveDirective, blockedURI}: SecurityPolicyViolationEvent): void => {
    const {src} = this.iframe ?? {};
    if (
      effectiveDirective !== 'frame-src' ||
      !src ||
      !URL.canParse(blockedURI) ||
      new URL(blockedURI).origin !== new URL(src).origin
    )
      return;
    this.fail(
      new BookingError(
        'embed_blocked',
        `The page's Content-Security-Policy (frame-src) does not allow ${new URL(src).origin}.`,
      ),
    );
  };

  #onMessage = ({source, origin, data}: MessageEvent<unknown>): void => {
    const {iframe} = this;
    if (!iframe || source !== iframe.contentWindow) return;
    const message = decodeMessage(data, this.namespace);
    if (message?.type === 'frame-ready') this.frameOrigin ??= origin;
    if (origin !== this.frameOrigin) return;
    if (message) this.#receive(message);
    else if (isOwn(data, this.namespace)) this.handle(data.type, data.data ?? {});
  };

  #receive(message: EmbedMessage): void {
    if (message.type === 'frame-ready') {
      this.handle('__iframeReady', {});
      this.send('ui', {...this.#ui});
    }
    if (message.type === 'ready') clearTimeout(this.#timer);
    if (message.type === 'failed') {
      const status = Number(message.status);
      return this.fail(
        new BookingError(
          'embed_failed',
          `Cal.com answered ${message.status} for ${this.options.base}/${this.options.path}.`,
          Number.isInteger(status) ? {status} : {},
        ),
      );
    }
    if ('isOlder' in message) return this.#hold(message);
    const whole = this.#held && joinEvents(this.#held, message);
    if (whole) this.#held = undefined;
    else if (message.type !== 'slots-loaded' && message.type !== 'route') this.#letGo();
    this.#dedupe(whole ?? message);
  }

  /**
   * The newer event says whether the booking needs payment and follows immediately; without it the older one is used.
   */
  #hold(message: Made): void {
    this.#letGo();
    this.#held = message;
    this.#holding = setTimeout(() => this.#letGo(), newerMs);
  }

  #letGo(): void {
    clearTimeout(this.#holding);
    const held = this.#held;
    this.#held = undefined;
    if (held) this.#dedupe(held);
  }

  #dedupe(message: EmbedMessage): void {
    const reported = dedupe(this.#reported, message);
    if (!reported) return;
    this.#reported = reported;
    this.options.onMessage(message);
  }
}

/** Whether this is one of Cal.com's own messages about how to show the frame. */
function isOwn(data: unknown, namespace: string): data is {type: string; data?: Record<string, unknown>} {
  const {originator, namespace: of, type} = (data ?? {}) as Record<string, unknown>;
  return originator === 'CAL' && of === namespace && typeof type === 'string';
}
