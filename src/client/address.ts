import {BookingError} from '../core/error.ts';

/**
 * Where API paths such as `/v2/slots` are appended: the given address without a slash or `/v2` at its end. A path
 * (`/booking`) is taken relative to the page. Throws `invalid_request` when the address cannot be used.
 */
export function baseAddress(name: 'api' | 'proxy', address: string): string {
  const page = globalThis.document?.baseURI;
  const text = address.trim();
  if (!text || !URL.canParse(text, page)) throw unusable(name, address, 'it is not an address');
  const url = new URL(text, page);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw unusable(name, address, 'it must start with https:// or http://');
  if (url.username || url.password || url.search || url.hash) throw unusable(name, address, 'it must not hold a user name, password, query or #fragment');
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
}

function unusable(name: string, address: string, why: string): BookingError {
  return new BookingError('invalid_request', `${name}="${redact(address)}" cannot be used: ${why}.`);
}

function redact(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//…@');
}
