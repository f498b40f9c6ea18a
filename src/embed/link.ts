import type {EmbedConfig, EmbedOptions} from './transport.ts';

/** Where a booking page is. */
export interface EmbedLink {
  /** Path below `base`, with its query. */
  path: string;
  /** Address the booking pages are under, without a slash at the end. */
  base: string;
  /** The page as a visitor opens it outside of an embed. */
  url: string;
}

const defaultBase = 'https://cal.com';

/**
 * Finds the booking page that `calLink` means: a path below `origin`, or a whole address, which wins over `origin`.
 * An `origin` that starts with a slash is on the page's own host. Undefined when either is not an address.
 */
export function resolveLink(calLink: string | null, origin: string | null): EmbedLink | undefined {
  const trimmed = origin?.trim() || defaultBase;
  const base = (trimmed.startsWith('/') ? new URL(trimmed, document.baseURI).href : trimmed).replace(/\/+$/, '');
  const link = calLink?.trim();
  if (!link || !/^https?:\/\/[^/]/.test(base) || !URL.canParse(base)) return undefined;
  if (!/^https?:\/\//.test(link)) return linkOf(base, link);
  if (!URL.canParse(link)) return undefined;
  if (link.startsWith(`${base}/`)) return linkOf(base, link.slice(base.length));
  const {origin: other, pathname, search} = new URL(link);
  return linkOf(other, pathname + search);
}

function linkOf(base: string, text: string): EmbedLink | undefined {
  const [path = '', query] = text.split('#')[0]!.split(/\?(.*)/s);
  const clean = path.replace(/^\/+|\/+$/g, '').replace(/\/embed$/, '');
  if (!clean) return undefined;
  const search = query ? `?${query}` : '';
  return {path: clean + search, base, url: `${base}/${clean}${search}`};
}

/** Address of embed.js for booking pages under `base`; Cal.com serves it from its app, not from its website. */
export function scriptUrl(base: string): string {
  return `${embedBase(base)}/embed/embed.js`;
}

/** The base the embedded pages are loaded from. */
export function embedBase(base: string): string {
  return base === defaultBase ? 'https://app.cal.com' : base;
}

/** The link's own query without what the config says; Cal.com takes the first of two. */
function ownQuery(query: string, config: EmbedConfig): URLSearchParams {
  const params = new URLSearchParams(query);
  for (const key of Object.keys(config)) params.delete(key);
  return params;
}

/**
 * The path embed.js has to be given: it adds `/embed` itself unless the path already ends with these letters, so a
 * slug such as `notembed` would be shown as a whole page.
 */
export function embedPath(path: string, config: EmbedConfig): string {
  const [page = '', query = ''] = path.split(/\?(.*)/s);
  const params = ownQuery(query, config).toString();
  return (page.endsWith('embed') ? `${page}/embed` : page) + (params ? `?${params}` : '');
}

/** Address of the embedded page whose messages carry `namespace` (cal-embed.md §3.1). */
export function frameUrl({base, path, config, ui}: Pick<EmbedOptions, 'base' | 'path' | 'config' | 'ui'>, namespace: string): string {
  const [page = '', query = ''] = path.split(/\?(.*)/s);
  const params = ownQuery(query, config);
  for (const [key, value] of Object.entries(config)) {
    if (typeof value === 'object' && !Array.isArray(value)) continue;
    for (const each of [value].flat()) {
      params.append(key, each);
      if (key === 'guests') params.append('guest', each);
    }
  }
  params.set('embed', namespace);
  params.set('embedType', 'inline');
  if (ui.colorScheme === 'light' || ui.colorScheme === 'dark') params.set('ui.color-scheme', ui.colorScheme);
  return `${embedBase(base)}/${page}/embed?${params}`;
}

/** Whether embed.js turns this base into another host: it replaces the text `https://cal.com` at its start. */
export function isMisread(base: string): boolean {
  return base.startsWith(defaultBase) && !/^https:\/\/cal\.com(?=$|[/:?#])/.test(base);
}
