import {baseAddress} from '../../client/address.ts';
import {createClient} from '../../client/client.ts';
import type {Client} from '../../client/types.ts';
import {BookingError} from '../../core/model/error.ts';
import type {LiveGrant} from '../../core/model/wire.ts';

/** A live stream that can be opened at once. */
export interface StreamSource {
  kind: 'stream';
  grant: LiveGrant;
  proxy?: string | undefined;
}

/** A booking that is asked for by its uid; with a manage token its stream follows. */
export interface BookingSource {
  kind: 'booking';
  uid: string;
  api: string;
  proxy?: string | undefined;
  manageToken?: string | undefined;
  /** Without a proxy: the seat that counts. */
  seatUid?: string | undefined;
}

/** Where news of a booking comes from. */
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

/** A grant comes first, then a token, then the booking itself. Throws `invalid_request` for a token without a usable proxy. */
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

/** The client for a source. A stream stands beside the other addresses of its proxy. */
export function clientOf(source: Source): Client {
  if (source.kind === 'booking')
    return createClient(source.proxy === undefined ? {api: source.api} : {proxy: source.proxy});
  return createClient({proxy: source.proxy ?? source.grant.url.split('?')[0]!.replace(/\/live$/, '')});
}
