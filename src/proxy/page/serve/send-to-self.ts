import type {Context} from 'hono';
import type {SendToSelf} from './own-api.ts';

/** The proxy as a function, with the server's second argument. */
export type Fetch = (request: Request, server: unknown) => Response | Promise<Response>;

/** The headers of the visitor's request that are passed on. */
const handedOn = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-prefix', 'x-request-id'];

/** Calls the proxy on behalf of the visitor whose request is being answered, so that every limit counts for them. */
export function sendToSelf(c: Context, fetch: Fetch, basePath: string): SendToSelf {
  const own = Object.fromEntries(
    handedOn.flatMap(name => (c.req.header(name) === undefined ? [] : [[name, c.req.header(name)!]])),
  );
  const server = c.env as {requestIP?: (request: Request) => unknown} | undefined;
  // Bun looks up the client's address by the original request.
  const env = typeof server?.requestIP === 'function' ? {requestIP: () => server.requestIP!(c.req.raw)} : server;
  return async (path, {headers, ...init}) =>
    fetch(new Request(new URL(basePath + path, c.req.url), {...init, headers: {...own, ...headers}}), env);
}
