import {BookingError} from '../../core/model/error.ts';
import {toLink} from '../../core/text/web-address.ts';
import {decodeFrame} from './frames.ts';
import {readText} from '../read-text.ts';
import type {LiveFrame} from '../../core/model/wire.ts';

export interface LiveRequest {
  url: string;
  token: string;
  /** Position of the last view. */
  id: string | undefined;
  /** Requests the current state instead of a stream. */
  isPoll: boolean;
  signal: AbortSignal;
}

/**
 * Requests a live stream, or the state if streams do not get through. Resolves with undefined if the token is refused;
 * rejects for any other refusal and for an unexpected content type.
 */
export async function requestLive(
  doFetch: typeof fetch,
  {url, token, id, isPoll, signal}: LiveRequest,
): Promise<(Response & {body: object}) | undefined> {
  const type = isPoll ? 'application/json' : 'text/event-stream';
  const headers = {Accept: type, Authorization: `Bearer ${token}`, ...(id === undefined ? {} : {'Last-Event-ID': id})};
  if (!toLink(url)) throw new BookingError('invalid_request', 'The live address is not one of http or https.');
  const response = await doFetch(url, {headers, cache: 'no-store', signal});
  if (!response.ok && response.status !== 401) {
    const [{toBookingError}, text] = await Promise.all([import('../../core/cal/errors.ts'), readText(response)]);
    throw toBookingError(response.status, text, response.headers);
  }
  if (response.ok && response.body && response.headers.get('content-type')?.startsWith(type))
    return response as Response & {body: object};
  void response.body?.cancel();
  if (response.status === 401) return undefined;
  throw new BookingError('upstream_shape', 'The live address was answered with something that is not a stream.');
}

/** Reads the answer to a poll as the equivalent frame. Throws `upstream_shape`. */
export async function readState(response: Response): Promise<[frame: LiveFrame, id: string]> {
  const text = await readText(response);
  const id = /"id":"([^"]*)"/.exec(text)?.[1] ?? '';
  return [decodeFrame('snapshot', id, text), id];
}
