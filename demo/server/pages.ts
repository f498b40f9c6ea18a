import {globSync} from 'node:fs';
import {basename} from 'node:path';

/** What the menu calls a page; those without a name are reached from another one. */
const names: Record<string, string> = {
  '/': 'booking-elements',
  '/checkout': 'Checkout',
  '/submit': 'Book on submit',
  '/book-first': 'Book, then pay',
  '/pay-first': 'Pay, then book',
  '/parts': 'Parts alone',
  '/themes': 'Themes',
  '/gallery': 'Gallery',
  '/inline': 'Inline embed',
  '/popup': 'Popup',
  '/guide': "Cal.com's guides",
  '/status': 'Status',
  '/no-script': 'Without a script',
};

/** The path a page's file is shown at: `demo/checkout.html` → `/checkout`. */
export function pathOf(file: string): string {
  const name = basename(file, '.html');
  return name === 'index' ? '/' : `/${name}`;
}

/** The demo pages by their path, e.g. `/checkout` → `checkout`. */
export const pages = new Map(globSync('demo/*.html').map(file => [pathOf(file), basename(file, '.html')]));

/** The menu of all pages that are there. */
export function renderMenu(current: string): string {
  const items = Object.entries(names)
    .filter(([path]) => pages.has(path))
    .map(([path, name]) => `<li><a href="${path}"${path === current ? ' aria-current="page"' : ''}>${name}</a></li>`);
  return `<header><nav aria-label="Demo pages"><ul>${items.join('')}</ul></nav></header>`;
}
