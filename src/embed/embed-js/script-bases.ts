import {complainOnce} from '../warn.ts';

// Of the registry, because what begins a page and its element may come from two copies of the kit.
const key = Symbol.for('booking-script-bases');
const page = globalThis as {[key]?: string[]};

/** Cal.com's own: its app, its European one, and the organizations below both (cal-embed.md §1). */
const ofCal = /^https:\/\/([a-z\d-]{1,63}\.){0,4}cal\.(com|eu)$/i;

/**
 * Lets Cal.com's embed script be loaded from your own Cal.com, such as `https://cal.company.example`: the address its
 * booking pages are under. For the site's script; markup cannot do it.
 */
export function allowCalScripts(...bases: string[]): void {
  (page[key] ??= []).push(...bases);
}

/** What script tags in the page's head allow; content of visitors is never there. */
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

/** The transport for pages under `base`: where their script may not be loaded, the one that needs none. */
export function transportFor<Transport>(wanted: Transport, base: string): Transport | 'frame' {
  // Where embed.js runs already, none is loaded.
  const {Cal: cal} = window as {Cal?: (() => void) & {version?: string}};
  const runs = typeof cal === 'function' && cal.version !== undefined;
  if (typeof wanted === 'object' || wanted === 'frame' || runs || mayLoadScript(base)) return wanted;
  complainOnce(`no script is loaded from ${base}: it is shown by transport="frame". See allowCalScripts.`);
  return 'frame';
}
