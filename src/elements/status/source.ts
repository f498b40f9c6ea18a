import {baseAddress} from '../../client/address.ts';
import {createClient} from '../../client/client.ts';
import type {Client} from '../../client/types.ts';
import {BookingError} from '../../core/error.ts';
import type {LiveGrant} from '../../core/wire.ts';

/** Where news of a booking comes from: a live stream, or one answer of Cal.com or the proxy. */
export type Source =
  | {kind: 'live'; grant: LiveGrant; proxy?: string}
  | {kind: 'once'; uid: string; proxy?: string; api: string};

/** Settings of a `<booking-status>` that decide its source. */
export interface SourceSettings {
  live?: LiveGrant | undefined;
  token?: string | undefined;
  bookingUid?: string | undefined;
  proxy?: string | undefined;
  api: string;
}

/** A grant comes first, then a token, then a single look. Throws `invalid_request` for a token without a usable proxy. */
export function sourceOf({live, token, bookingUid, proxy, api}: SourceSettings): Source | undefined {
  const via = proxy === undefined ? {} : {proxy};
  if (live) return {kind: 'live', grant: live, ...via};
  if (token) {
    if (proxy === undefined) throw new BookingError('invalid_request', '<booking-status token> needs the address of the proxy as well: set proxy="…".');
    return {kind: 'live', grant: {token, url: `${baseAddress('proxy', proxy)}/live`}, ...via};
  }
  return bookingUid ? {kind: 'once', uid: bookingUid, api, ...via} : undefined;
}

/** The client for a source. A stream stands beside the other addresses of its proxy. */
export function clientOf(source: Source): Client {
  if (source.kind === 'once') return createClient(source.proxy === undefined ? {api: source.api} : {proxy: source.proxy});
  return createClient({proxy: source.proxy ?? source.grant.url.replace(/\/live(\?.*)?$/, '')});
}
