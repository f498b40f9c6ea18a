import type {LiveSession} from '../../core/model/wire.ts';
import {toEmbedConfig} from '../../embed/config.ts';
import type {EmbedLink} from '../../embed/link.ts';
import type {EmbedOptions, EmbedUi} from '../../embed/transport.ts';
import type {BookingElement} from '../base/booking-element.ts';

/** Settings of an element that affect its booking page. */
export type PageSettings = Pick<BookingElement, 'prefill' | 'metadata' | 'config' | 'layout' | 'timeZone'> & {
  timeoutMs: number;
  forwardQueryParams: boolean;
};

/** Which booking page to load, how, and for how long to wait. */
export type PageRequest = Pick<EmbedOptions, 'path' | 'base' | 'config' | 'ui' | 'timeoutMs'>;

/** Converts an element's settings for a transport. */
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
