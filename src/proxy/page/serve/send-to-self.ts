import type {Context} from 'hono';
import type {SendToSelf} from './own-api.ts';

/** The proxy as a function, with what the server passes beside a request. */
export type Fetch = (request: Request, server: unknown) => Response | Promise<Response>;

/** What a call of our own is told of who called us. */
const handedOn = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-prefix', 'x-request-id'];

/** Calls the proxy in the name of the visitor whose request is answered, so that every limit counts for them. */
export function sendToSelf(c: Context, fetch: Fetch, basePath: string): SendToSelf {
  const own = Object.fromEntries(
    handedOn.flatMap(name => (c.req.header(name) === undefined ? [] : [[name, c.req.header(name)!]])),
  );
  const server = c.env as {requestIP?: (request: Request) => unknown} | undefined;
  // Bun knows a caller by the request it came with.
  const env = typeof server?.requestIP === 'function' ? {requestIP: () => server.requestIP!(c.req.raw)} : server;
  return async (path, {headers, ...init}) =>
    fetch(new Request(new URL(basePath + path, c.req.url), {...init, headers: {...own, ...headers}}), env);
}
