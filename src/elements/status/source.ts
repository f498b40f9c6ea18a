import {baseAddress} from '../../client/address.ts';
import {createClient} from '../../client/client.ts';
import type {Client} from '../../client/types.ts';
import {BookingError} from '../../core/model/error.ts';
import type {LiveGrant} from '../../core/model/wire.ts';

/** A live stream. */
export interface StreamSource {
  kind: 'stream';
  grant: LiveGrant;
  proxy?: string | undefined;
}

/** A booking named by its uid: polled, or followed by its live stream with a manage token. */
export interface BookingSource {
  kind: 'booking';
  uid: string;
  api: string;
  proxy?: string | undefined;
  manageToken?: string | undefined;
  /** Uid of the visitor's seat; without a proxy only. */
  seatUid?: string | undefined;
}

/** Where updates of a booking come from. */
export type Source = StreamSource | BookingSource;

/** Settings of a `<booking-status>` that decide its source. */
export interface SourceSettings {
  live?: LiveGrant | undefined;
  token?: string | undefined;
  bookingUid?: string | undefined;
  manageToken?: string | undefined;
  seatUid?: string | undefined;
  proxy?: string | undefined;
  api: string;
}

/** Prefers a grant, then a token, then the uid. Throws `invalid_request` for a token without a valid proxy. */
export function sourceOf({
  live,
  token,
  bookingUid,
  manageToken,
  seatUid,
  proxy,
  api,
}: SourceSettings): Source | undefined {
  if (live) return {kind: 'stream', grant: live, proxy};
  if (token) {
    if (proxy === undefined) throw new BookingError('invalid_request', '<booking-status token> needs a proxy.');
    return {kind: 'stream', grant: {token, url: `${baseAddress('proxy', proxy)}/live`}, proxy};
  }
  return bookingUid ? {kind: 'booking', uid: bookingUid, api, manageToken, seatUid, proxy} : undefined;
}

/** An API client for a source. The proxy of a stream is derived from its address, if not set. */
export function clientOf(source: Source): Client {
  if (source.kind === 'booking')
    return createClient(source.proxy === undefined ? {api: source.api} : {proxy: source.proxy});
  return createClient({proxy: source.proxy ?? source.grant.url.split('?')[0]!.replace(/\/live$/, '')});
}
