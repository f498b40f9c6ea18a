import {embedJs} from '../../embed/embed-js/embed-js.ts';
import {frame} from '../../embed/frame.ts';
import {resolveLink} from '../../embed/link.ts';
import {toEmbedUi} from '../../embed/theme.ts';
import {transportFor} from '../../embed/embed-js/script-bases.ts';
import type {EmbedTransport} from '../../embed/transport.ts';
import {colorSchemeOf} from '../base/color-scheme.ts';
import {isNear} from './near.ts';
import {toRequest, type PageSettings} from './page-request.ts';
import {startPage} from './started.ts';
import type {TransportName} from './transports.ts';

const transports: Record<TransportName, EmbedTransport> = {'embed-js': embedJs, frame};

/** An element with one of these properties set before its code loads is left alone: they override its attributes. */
const properties = [
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
];

/** Lays the booking page and the fallback link out as the element will, so that nothing moves when it takes over. */
const layoutCss = `
  booking-inline:not(:defined):has(> [slot='embed']) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
    min-block-size: max(30rem, 480px);
  }

  booking-inline:not(:defined):has(> [slot='embed']) > * {
    grid-area: 1 / 1;
  }

  booking-inline:not(:defined):has(> [data-embedded]) > :not([slot]) {
    visibility: hidden;
  }

  booking-inline:not(:defined) > [slot='embed']:not([data-embedded]) {
    opacity: 0;
    max-block-size: max(30rem, 480px);
    overflow: hidden;
  }
`;

/**
 * Loads the booking page of each `<booking-inline>` near the viewport while the element's code loads. The element takes
 * the page over. Nothing is loaded if it would need another page, e.g. because a property is set or a live session has
 * to
 * be opened first; if its settings change later, the element starts over.
 */
export function startPages(): void {
  const hosts = document.querySelectorAll<HTMLElement>('booking-inline:not(:defined)');
  if (hosts.length === 0) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(layoutCss);
  document.adoptedStyleSheets.push(sheet);
  for (const host of hosts) start(host);
}

function start(host: HTMLElement): void {
  const read = (name: string) => host.getAttribute(name) ?? undefined;
  if (read('proxy') || host.hasAttribute('metadata') || properties.some(name => Object.hasOwn(host, name))) return;
  if (read('loading') !== 'eager' && !isNear(host)) return;
  const link = resolveLink(read('cal-link') ?? read('callink'), read('origin'));
  if (!link) return;

  host.style.colorScheme = colorSchemeOf(read('theme'));
  const settings: PageSettings & {hideEventTypeDetails: boolean} = {
    prefill: {},
    metadata: {},
    config: {},
    layout: read('layout') as PageSettings['layout'],
    timeZone: read('time-zone') ?? read('timezone'),
    timeoutMs: Number(read('timeout-ms') ?? 10_000),
    forwardQueryParams: host.hasAttribute('forward-query-params'),
    hideEventTypeDetails: host.hasAttribute('hide-event-type-details') || host.hasAttribute('hideeventtypedetails'),
  };
  const {layout, hideEventTypeDetails, config} = settings;
  const request = toRequest(
    link,
    settings,
    toEmbedUi(host, {config, hideEventTypeDetails, ...(layout ? {layout} : {})}),
  );
  const name = transportFor(read('transport') === 'frame' ? 'frame' : 'embed-js', link.base);
  // The path is a provisional title: the element sets one in the page's language.
  startPage(host, name, transports[name], request, link.path);
}
