import {embedBase, scriptUrl} from './link.ts';

function hint(rel: 'preconnect' | 'preload', href: string): void {
  const link = document.createElement('link');
  Object.assign(link, {rel, href}, rel === 'preload' && {as: 'script'});
  document.head.append(link);
}

/**
 * Lets the browser fetch what booking pages under `base` need while the kit's own parts are on their way: the
 * connection, and embed.js unless the page has one or shows them without.
 */
export function fetchAhead(base: string, needsScript: boolean): void {
  const {origin} = new URL(embedBase(base));
  // One script serves all origins.
  if (needsScript && !window.Cal?.loaded && !document.querySelector('link[href$="/embed/embed.js"]'))
    hint('preload', scriptUrl(base));
  else if (!document.querySelector(`link[href^="${origin}"]`)) hint('preconnect', origin);
}
