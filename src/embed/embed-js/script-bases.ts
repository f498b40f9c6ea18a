import {complainOnce} from '../warn.ts';

// In the global symbol registry, because `page.js` and the element have two copies of this file.
const key = Symbol.for('booking-script-bases');
const page = globalThis as {[key]?: string[]};

/** Cal.com's own hosts: its app, its European one, and the organizations below both (cal-embed.md §1). */
const ofCal = /^https:\/\/([a-z\d-]{1,63}\.){0,4}cal\.(com|eu)$/i;

/**
 * Allows loading Cal.com's embed script from your own Cal.com, such as `https://cal.company.example`: the base address
 * of its booking pages. Only the site's scripts can call it; markup cannot.
 */
export function allowCalScripts(...bases: string[]): void {
  (page[key] ??= []).push(...bases);
}

/** The bases that script tags in the page's head allow; visitors' content never appears there. */
function ofHead(): string[] {
  const tags = document.head.querySelectorAll<HTMLScriptElement>('script[data-cal-scripts]');
  return [...tags].flatMap(({dataset}) => dataset['calScripts']!.split(' '));
}

/** Whether Cal.com's script may be loaded for booking pages under `base`. */
export function mayLoadScript(base: string): boolean {
  if (ofCal.test(base)) return true;
  return [...(page[key] ?? []), ...ofHead()].some(
    each => URL.canParse(each, document.baseURI) && new URL(each, document.baseURI).href.replace(/\/$/, '') === base,
  );
}

/**
 * Returns the transport for booking pages under `base`: `frame`, which needs no script, if their script may not be
 * loaded.
 */
export function transportFor<Transport>(requested: Transport, base: string): Transport | 'frame' {
  // If embed.js already runs, none is loaded.
  const {Cal: cal} = window as {Cal?: (() => void) & {version?: string}};
  const runs = typeof cal === 'function' && cal.version !== undefined;
  if (typeof requested === 'object' || requested === 'frame' || runs || mayLoadScript(base)) return requested;
  complainOnce(`no script is loaded from ${base}: it is shown by transport="frame". See allowCalScripts.`);
  return 'frame';
}
