import {BookingError} from '../../core/model/error.ts';

/**
 * Reads a request's body as bytes, up to `limit`. Counts the bytes that arrive, so chunked bodies and wrong
 * content-lengths are limited too. Rejects with `too_large` (413), or with `internal` if the body was read before.
 * `server` is the second argument of Node's adapter: its parser passes no more bytes than announced, so they can be
 * read without a stream.
 */
export async function readBody(request: Request, limit: number, server?: unknown): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? NaN);
  if (announced > limit) throw tooLarge(limit);
  if (request.bodyUsed)
    throw new BookingError(
      'internal',
      'The request body was read before the proxy saw it: mount the proxy before any body parser.',
      {status: 500},
    );
  if (announced <= limit && isNode(server)) return new Uint8Array(await request.arrayBuffer());
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isNode(server: unknown): boolean {
  return typeof server === 'object' && server !== null && 'incoming' in server;
}

function tooLarge(limit: number): BookingError {
  return new BookingError('too_large', `The body is larger than ${limit} bytes.`, {status: 413});
}
