import type {BookingError} from '../core/model/error.ts';
import type {EmbedMessage} from './messages.ts';

/** The look of an embedded booking page, sent as Cal.com's `ui` instruction. */
export interface EmbedUi {
  theme?: 'light' | 'dark' | 'auto';
  layout?: string;
  hideEventTypeDetails?: boolean;
  /** Cal.com's CSS variables by theme, names without `--`. */
  cssVarsPerTheme?: {light: Record<string, string>; dark: Record<string, string>};
  /** The page's colour scheme; a frame with another scheme gets an opaque canvas. */
  colorScheme?: string;
}

/** Settings of an embedded booking page; each key becomes a query parameter of its address. */
export type EmbedConfig = Record<string, string | string[] | {id: string}>;

export interface EmbedOptions {
  /** Path of the booking page below `base`, with its query, e.g. `rick/30min?duration=60`. */
  path: string;
  /** Base address of the booking pages, without a trailing slash; may have a path. */
  base: string;
  config: EmbedConfig;
  ui: EmbedUi;
  /** Accessible name of the frame. */
  title: string;
  /** Milliseconds until a booking page that is not usable yet is reported as `embed_timeout`. */
  timeoutMs: number;
  /** Called only with messages that come from the embedded booking page; each booking is reported once. */
  onMessage(message: EmbedMessage): void;
  /** `embed_blocked` and `embed_failed` are final; a late `ready` may follow `embed_timeout`. */
  onError(error: BookingError): void;
}

/** An embedded booking page. */
export interface EmbedHandle {
  /** Undefined until the frame is created. */
  readonly iframe: HTMLIFrameElement | undefined;
  /** Replaces the look, now and whenever the frame loads again. */
  update(ui: EmbedUi): void;
  /** Removes the frame and everything that belongs to it; nothing is reported afterwards. */
  unmount(): void;
}

/** A way to show Cal.com's booking page inside an element. */
export interface EmbedTransport {
  /** Starts showing the booking page in `container`, which must be connected and empty. Never throws. */
  mount(container: HTMLElement, options: EmbedOptions): EmbedHandle;
}
