import {embedBase, scriptUrl} from './link.ts';

function hint(rel: 'preconnect' | 'preload', href: string): void {
  const link = document.createElement('link');
  Object.assign(link, {rel, href}, rel === 'preload' && {as: 'script'});
  document.head.append(link);
}

/**
 * Preconnects to the origin of the booking pages under `base` and, with `needsScript`, preloads embed.js unless the
 * page has it.
 */
export function fetchAhead(base: string, needsScript: boolean): void {
  const {origin} = new URL(embedBase(base));
  // One script serves all origins.
  if (needsScript && !window.Cal?.loaded && !document.querySelector('link[href$="/embed/embed.js"]'))
    hint('preload', scriptUrl(base));
  else if (!document.querySelector(`link[href^="${origin}"]`)) hint('preconnect', origin);
}
