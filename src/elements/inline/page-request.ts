import type {LiveSession} from '../../core/model/wire.ts';
import {toEmbedConfig} from '../../embed/config.ts';
import type {EmbedLink} from '../../embed/link.ts';
import type {EmbedOptions, EmbedUi} from '../../embed/transport.ts';
import type {BookingElement} from '../base/booking-element.ts';

/** What an element says about the page it shows. */
export type PageSettings = Pick<BookingElement, 'prefill' | 'metadata' | 'config' | 'layout' | 'timeZone'> & {
  timeoutMs: number;
  forwardQueryParams: boolean;
};

/** What a page is asked for with, and for how long it is waited for. */
export type PageRequest = Pick<EmbedOptions, 'path' | 'base' | 'config' | 'ui' | 'timeoutMs'>;

/** What a transport needs to know of an element. */
export function toRequest(link: EmbedLink, settings: PageSettings, ui: EmbedUi, session?: LiveSession): PageRequest {
  const {prefill, metadata, config, layout, timeZone, timeoutMs, forwardQueryParams} = settings;
  const {theme} = ui;
  const {path, base} = link;
  return {
    path,
    base,
    ui,
    timeoutMs,
    config: toEmbedConfig({
      prefill,
      config,
      metadata,
      ref: session?.ref,
      ...(forwardQueryParams ? {forwarded: location.search} : {}),
      ...(theme ? {theme} : {}),
      ...(layout ? {layout} : {}),
      ...(timeZone ? {timeZone} : {}),
    }),
  };
}
