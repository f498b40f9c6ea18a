import {BookingError} from '../core/model/error.ts';
import {toLink} from '../core/text/web-address.ts';

/** Where a client's calls go. */
export interface Addresses {
  /** Base address of Cal.com's API, with or without `/v2`; https://api.cal.com without it. Not used with a proxy. */
  api?: string;
  /** Base address of the companion proxy. */
  proxy?: string | undefined;
}

/** The address all paths are appended to. Throws `invalid_request` when it cannot be used. */
export function baseOf({proxy, api = 'https://api.cal.com'}: Addresses): string {
  return proxy === undefined ? baseAddress('api', api) : baseAddress('proxy', proxy);
}

/** The whole address of a call. */
export function addressOf(base: string, {path, query}: {path: string; query?: Record<string, string>}): string {
  return base + path + (query ? `?${new URLSearchParams(query)}` : '');
}

/**
 * Where API paths such as `/v2/slots` are appended: the given address without a slash or `/v2` at its end. A path
 * (`/booking`) is taken relative to the page. Throws `invalid_request` when the address cannot be used.
 */
export function baseAddress(name: 'api' | 'proxy', address: string): string {
  const page = globalThis.document?.baseURI;
  const text = address.trim();
  if (!text || !URL.canParse(text, page)) throw unusable(name, address, 'it is not an address');
  const url = new URL(text, page);
  if (url.username || url.password || url.search || url.hash)
    throw unusable(name, address, 'it must not hold a user name, password, query or #fragment');
  if (!toLink(url.href)) throw unusable(name, address, 'it must start with https:// or http:// and not be too long');
  return (
    url.origin +
    url.pathname
      .replace(/(?<!\/)\/+$/, '')
      .replace(/\/v2$/, '')
      .replace(/(?<!\/)\/+$/, '')
  );
}

function unusable(name: string, address: string, why: string): BookingError {
  return new BookingError('invalid_request', `${name}="${redact(address)}" cannot be used: ${why}.`);
}

function redact(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//…@').slice(0, 200);
}
