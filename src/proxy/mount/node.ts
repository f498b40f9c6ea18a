import type {IncomingMessage, ServerResponse} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import type {Proxy} from '../proxy.ts';

/** Answers a request of Node's, Express' or Connect's. What is not below the proxy's path goes to `next` where there is one. */
export type NodeHandler = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** What Express, body parsers and hosts add to Node's request. */
interface Extended extends IncomingMessage {
  /** The address before Express took the path of a mount away, and that path. */
  originalUrl?: string;
  baseUrl?: string;
  /** What a body parser made of the body. */
  body?: unknown;
  /** The bytes, where a host or a parser kept them. */
  rawBody?: unknown;
}

/**
 * The proxy as a handler of Node's `createServer` or as a middleware of Express. Mounted under a path it needs the
 * same path as its `basePath`; after a body parser that keeps no bytes it answers every body with an error that says so.
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
        `The booking proxy is mounted at ${baseUrl}, but its basePath is ${proxy.basePath || 'empty'}: write createProxy({basePath: '${baseUrl}', …}).`,
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

/** Whether a parser has read the body and left nothing of its bytes, without which no signature can be checked. */
function isEaten({method, readableDidRead, rawBody}: Extended): boolean {
  return readableDidRead && !Buffer.isBuffer(rawBody) && method !== 'GET' && method !== 'HEAD';
}

/** A request whose body was read, as the proxy's routes find out by themselves. */
function eaten({url, method, headers}: Request): Request {
  const request = new Request(url, {method, headers, body: 'read'});
  void request.text();
  return request;
}
