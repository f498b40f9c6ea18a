import type {IncomingMessage, ServerResponse} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import type {Proxy} from '../proxy.ts';

/** Handles requests of Node, Express or Connect. Passes requests outside of the proxy's path to `next`, if given. */
export type NodeHandler = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** What Express, body parsers and hosts add to Node's request. */
interface Extended extends IncomingMessage {
  /** The URL before Express removed the mount path, and that path. */
  originalUrl?: string;
  baseUrl?: string;
  /** The body as parsed by a body parser. */
  body?: unknown;
  /** The raw bytes, if a host or a parser kept them. */
  rawBody?: unknown;
}

/**
 * The proxy as a handler for Node's `createServer` or as Express middleware. Under a path, that path must also be its
 * `basePath`. After a body parser that keeps no raw bytes, every request with a body fails with an error that says so.
 */
export function toNodeHandler(proxy: Proxy): NodeHandler {
  const answer = getRequestListener(
    (request, server) => {
      const {incoming} = server as {incoming: Extended};
      return proxy.fetch(isEaten(incoming) ? eaten(request) : request, server);
    },
    {overrideGlobalObjects: false},
  );

  return (incoming: Extended, outgoing, next) => {
    const address = incoming.originalUrl ?? incoming.url ?? '/';
    const {baseUrl = ''} = incoming;
    if (baseUrl !== '' && !isBelow(proxy.basePath, baseUrl)) {
      const error = new Error(
        `The booking proxy is mounted at ${baseUrl}, but its basePath is ${proxy.basePath || 'empty'}: use createProxy({basePath: '${baseUrl}', …}).`,
      );
      if (!next) throw error;
      return next(error);
    }
    if (next && !isBelow(address, proxy.basePath)) return next();
    incoming.url = address;
    if (Buffer.isBuffer(incoming.body)) incoming.rawBody = incoming.body;
    void answer(incoming, outgoing);
  };
}

function isBelow(address: string, basePath: string): boolean {
  const path = address.split('?')[0]!;
  return basePath === '' || path === basePath || path.startsWith(`${basePath}/`);
}

/** Whether a parser consumed the body without keeping its bytes, so that no signature can be verified. */
function isEaten({method, readableDidRead, rawBody}: Extended): boolean {
  return readableDidRead && !Buffer.isBuffer(rawBody) && method !== 'GET' && method !== 'HEAD';
}

/** A request with a consumed body, which the proxy's routes detect themselves. */
function eaten({url, method, headers}: Request): Request {
  const request = new Request(url, {method, headers, body: 'read'});
  void request.text();
  return request;
}
