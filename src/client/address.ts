import {BookingError} from '../core/model/error.ts';
import {toLink} from '../core/text/web-address.ts';

/** The addresses of a client's requests. */
export interface Addresses {
  /** Base address of Cal.com's API, with or without `/v2`; defaults to https://api.cal.com. Ignored with a proxy. */
  api?: string;
  /** Base address of the companion proxy. */
  proxy?: string | undefined;
}

/** The base address of all request paths. Throws `invalid_request` if it is not valid. */
export function baseOf({proxy, api = 'https://api.cal.com'}: Addresses): string {
  return proxy === undefined ? baseAddress('api', api) : baseAddress('proxy', proxy);
}

/** The complete address of a request. */
export function addressOf(base: string, {path, query}: {path: string; query?: Record<string, string>}): string {
  return base + path + (query ? `?${new URLSearchParams(query)}` : '');
}

/**
 * Normalises the base address of API paths such as `/v2/slots`: removes a trailing slash or `/v2`. A path (`/booking`)
 * is resolved against the page. Throws `invalid_request` if the address is not valid.
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
