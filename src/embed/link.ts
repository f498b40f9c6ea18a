import {withoutReservedParameters} from '../core/model/reserved.ts';
import {toLink} from '../core/text/web-address.ts';

/** The address of a booking page. */
export interface EmbedLink {
  /** Path below `base`, with its query. */
  path: string;
  /** Base address of the booking pages, without a trailing slash. */
  base: string;
  /** The address for visitors outside an embed. */
  url: string;
}

/** Maximum length of a cal-link with its query. */
const longest = 8_000;

const defaultBase = 'https://cal.com';

/**
 * Resolves `calLink`: a path below `origin`, or a whole address, which overrides `origin`. An `origin` that starts with
 * a slash is on the page's own host. Returns undefined if either is not an address.
 */
export function resolveLink(calLink: string | undefined, origin: string | undefined): EmbedLink | undefined {
  const trimmed = origin?.trim() || defaultBase;
  if (trimmed.startsWith('/') && !URL.canParse(trimmed, document.baseURI)) return undefined;
  const base = (trimmed.startsWith('/') ? new URL(trimmed, document.baseURI).href : trimmed).replace(/(?<!\/)\/+$/, '');
  const link = calLink?.trim();
  if (!link || !toLink(base) || !URL.canParse(base)) return undefined;
  if (!/^https?:\/\//.test(link)) return linkOf(base, link);
  if (!toLink(link) || !URL.canParse(link)) return undefined;
  if (link.startsWith(`${base}/`)) return linkOf(base, link.slice(base.length));
  const {origin: other, pathname, search} = new URL(link);
  return linkOf(other, pathname + search);
}

function linkOf(base: string, text: string): EmbedLink | undefined {
  const [path = '', query] = text.split('#')[0]!.split(/\?(.*)/s);
  const clean = path.replace(/^\/+|(?<!\/)\/+$/g, '').replace(/\/embed$/, '');
  if (!clean) return undefined;
  const own = query && withoutReservedParameters(query);
  const search = own ? `?${own}` : '';
  const url = `${base}/${clean}${search}`;
  return url.length > longest ? undefined : {path: clean + search, base, url};
}

/** Address of embed.js for booking pages under `base`; Cal.com serves it from its app, not from its website. */
export function scriptUrl(base: string): string {
  return `${embedBase(base)}/embed/embed.js`;
}

/** The base address from which embedded booking pages load. */
export function embedBase(base: string): string {
  return base === defaultBase ? 'https://app.cal.com' : base;
}
