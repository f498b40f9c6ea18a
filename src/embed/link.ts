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
export function resolveLink(calLink: string, origin: string): EmbedLink | undefined {
  const trimmed = origin.trim() || defaultBase;
  const base = (trimmed.startsWith('/') ? new URL(trimmed, document.baseURI).href : trimmed).replace(/\/+$/, '');
  const link = calLink.trim();
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

/**
 * The path embed.js has to be given: it adds `/embed` itself unless the path already ends with these letters, so a
 * slug such as `notembed` would be shown as a whole page.
 */
export function embedPath(path: string): string {
  const [page = '', query] = path.split(/\?(.*)/s);
  return (page.endsWith('embed') ? `${page}/embed` : page) + (query ? `?${query}` : '');
}

/** Whether embed.js turns this base into another host: it replaces the text `https://cal.com` at its start. */
export function isMisread(base: string): boolean {
  return base.startsWith(defaultBase) && !/^https:\/\/cal\.com(?=$|[/:?#])/.test(base);
}
