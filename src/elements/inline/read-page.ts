import {transportFor} from '../../embed/embed-js/script-bases.ts';
import {resolveLink, type EmbedLink} from '../../embed/link.ts';
import {earlySettings, type EarlySettings} from '../base/early-settings.ts';
import type {BookingInline} from './booking-inline.ts';
import {isNear} from './near.ts';
import type {TransportName} from './transports.ts';

/** The settings of `<booking-inline>` that decide which booking page it loads, and when. */
const settings = [
  'calLink',
  'origin',
  'proxy',
  'transport',
  'prefill',
  'metadata',
  'config',
  'theme',
  'layout',
  'timeZone',
  'hideEventTypeDetails',
  'timeoutMs',
  'forwardQueryParams',
  'loading',
] as const satisfies readonly (keyof BookingInline)[];

/** A booking page that can be loaded before the code of its element. */
export interface EarlyPage {
  host: HTMLElement;
  link: EmbedLink;
  transport: TransportName;
  settings: EarlySettings<(typeof settings)[number]>;
}

/**
 * The booking page of each `<booking-inline>` that needs it now and whose attributes fully describe it. A page with a
 * live session is left to the element, which opens the session first.
 */
export function readPages(): EarlyPage[] {
  const hosts = document.querySelectorAll<HTMLElement>('booking-inline:not(:defined)');
  return [...hosts].flatMap((host): EarlyPage[] => {
    const own = earlySettings(host, settings);
    if (!own || own.read('proxy') || own.has('metadata') || (own.read('loading') !== 'eager' && !isNear(host)))
      return [];
    const link = resolveLink(own.read('calLink'), own.read('origin'));
    if (!link) return [];
    const transport = transportFor(own.read('transport') === 'frame' ? 'frame' : 'embed-js', link.base);
    return [{host, link, transport, settings: own}];
  });
}
