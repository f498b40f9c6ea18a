import type {BookingError} from '../core/model/error.ts';
import type {EmbedMessage} from './messages.ts';

/** What an embedded booking page is told while it is shown; Cal.com's `ui` instruction. */
export interface EmbedUi {
  theme?: 'light' | 'dark' | 'auto';
  layout?: string;
  hideEventTypeDetails?: boolean;
  /** Cal.com's CSS variables by theme, names without `--`. */
  cssVarsPerTheme?: {light: Record<string, string>; dark: Record<string, string>};
  /** The page's scheme; a frame of another scheme gets an opaque canvas. */
  colorScheme?: string;
}

/** What an embedded booking page is loaded with; each key becomes a query parameter of its address. */
export type EmbedConfig = Record<string, string | string[] | {id: string}>;

export interface EmbedOptions {
  /** Path of the booking page below `base`, with its query, e.g. `rick/30min?duration=60`. */
  path: string;
  /** Address the booking pages are under, without a slash at the end; may have a path of its own. */
  base: string;
  config: EmbedConfig;
  ui: EmbedUi;
  /** Accessible name of the frame. */
  title: string;
  /** Milliseconds until a page that is still not usable is reported as `embed_timeout`. */
  timeoutMs: number;
  /** Only messages that really come from the embedded page; each booking is told once. */
  onMessage(message: EmbedMessage): void;
  /** `embed_blocked` and `embed_failed` are final; after `embed_timeout` a late `ready` may follow. */
  onError(error: BookingError): void;
}

/** One embedded booking page. */
export interface EmbedHandle {
  /** There once the frame was created. */
  readonly iframe: HTMLIFrameElement | undefined;
  /** Replaces what the page is told, now and whenever its frame loads again. */
  update(ui: EmbedUi): void;
  /** Removes the frame and everything that belongs to it; nothing is reported afterwards. */
  unmount(): void;
}

/** A way to show a Cal.com booking page inside an element of ours. */
export interface EmbedTransport {
  /** Starts to show the page in `container`, which must be connected and empty. Never throws. */
  mount(container: HTMLElement, options: EmbedOptions): EmbedHandle;
}
