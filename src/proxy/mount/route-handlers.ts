import type {Proxy} from '../proxy.ts';

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/**
 * The exports of a route file of Next, or of another framework whose handlers take a `Request` and return a `Response`.
 */
export type RouteHandlers = Record<(typeof methods)[number], (request: Request) => Promise<Response>>;

const shared = Symbol.for('booking-elements.proxy');

/**
 * Handlers that create the proxy at the first request, because a build loads the file too. They keep it for the whole
 * process, because a development server reloads the file repeatedly and only one proxy may hold the data.
 */
export function toRouteHandlers(create: () => Proxy): RouteHandlers {
  const store = globalThis as {[shared]?: Proxy};
  const handle = async (request: Request) => (store[shared] ??= create()).fetch(request);
  return Object.fromEntries(methods.map(method => [method, handle])) as RouteHandlers;
}
