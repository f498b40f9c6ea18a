import {embedJs} from '../../embed/embed-js/embed-js.ts';
import {frame} from '../../embed/frame.ts';
import {toEmbedUi} from '../../embed/theme.ts';
import type {EmbedTransport} from '../../embed/transport.ts';
import {colorSchemeOf} from '../base/color-scheme.ts';
import {toRequest, type PageSettings} from './page-request.ts';
import type {EarlyPage} from './read-page.ts';
import {startPage} from './started.ts';
import type {TransportName} from './transports.ts';

const transports: Record<TransportName, EmbedTransport> = {'embed-js': embedJs, frame};

/** Lays the booking page and the fallback link out as the element will, so that nothing moves when it takes over. */
const layoutCss = `
  booking-inline:not(:defined):has(> [slot='embed']) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
  }

  /* A site that keeps more room for the element decides, as it does once the element is there. */
  :where(booking-inline:not(:defined):has(> [slot='embed'])) {
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

/** Loads booking pages inside elements whose code has not loaded. Resolves once all can be used. */
export function mountPages(pages: readonly EarlyPage[]): Promise<unknown> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(layoutCss);
  document.adoptedStyleSheets.push(sheet);
  return Promise.all(pages.map(mount));
}

function mount({host, link, transport, settings: {read, has}}: EarlyPage): Promise<unknown> {
  host.style.colorScheme = colorSchemeOf(read('theme'));
  const settings: PageSettings & {hideEventTypeDetails: boolean} = {
    prefill: {},
    metadata: {},
    config: {},
    layout: read('layout') as PageSettings['layout'],
    timeZone: read('timeZone'),
    timeoutMs: Number(read('timeoutMs') ?? 10_000),
    forwardQueryParams: has('forwardQueryParams'),
    hideEventTypeDetails: has('hideEventTypeDetails'),
  };
  const {layout, hideEventTypeDetails, config} = settings;
  const request = toRequest(
    link,
    settings,
    toEmbedUi(host, {config, hideEventTypeDetails, ...(layout ? {layout} : {})}),
  );
  // The path is a provisional title: the element sets one in the page's language.
  return startPage(host, transport, transports[transport], request, link.path);
}
