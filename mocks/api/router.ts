import {CalRefusal, exception} from '../errors.ts';
import {refusalOf, takeFault, type Faults} from '../faults.ts';
import {iso} from '../world/time.ts';
import type {Announce} from '../webhooks/announce.ts';
import type {World} from '../world/world.ts';
import {answer, cors, preflight} from './answer.ts';
import {authenticate, refuseBadKey} from './auth.ts';
import {readBody} from './body.ts';
import type {Call, Reply, Route} from './call.ts';
import {routes} from './routes.ts';
import type {createThrottle} from './throttle.ts';
import {readVersion} from './versions.ts';

/** What the API works on. */
export interface ApiContext {
  world: World;
  announce: Announce;
  faults: Faults;
  throttle: ReturnType<typeof createThrottle>;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw exception(400, `Failed to decode param '${part}'`);
  }
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split('/');
  const given = path.split('/');
  if (names.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of names.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decode(given[index]!);
    else if (part !== given[index]) return undefined;
  }
  return params;
}

function find(
  method: string,
  path: string,
  version: string,
): {route: Route; params: Record<string, string>} | undefined {
  for (const route of routes) {
    if (route.method !== method || (route.versions && !route.versions.includes(version))) continue;
    const params = match(route.path, path);
    if (params) return {route, params};
  }
  return undefined;
}

async function handle(
  context: ApiContext,
  request: Request,
  address: string,
  headers: Record<string, string>,
): Promise<Response> {
  const {pathname, searchParams} = new URL(address, 'http://stand-in');
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  const found = find(request.method, path, readVersion(request.headers.get('cal-api-version')));
  const isOpenSource = context.world.options.edition === 'open-source';
  if (!found || (isOpenSource && path.startsWith('/v2/teams/')))
    throw exception(404, `Cannot ${request.method} ${address}`);
  const {route, params} = found;
  refuseBadKey(request.headers);
  if (context.world.options.rateLimit) {
    const counted = context.throttle.count(
      request.headers,
      route.limit ? {route: route.path, limit: route.limit} : undefined,
    );
    Object.assign(headers, counted.headers);
    if (counted.refusal) throw counted.refusal;
  }
  const fault = takeFault(context.faults, request.method, path);
  const refusal = fault && refusalOf(fault);
  if (refusal) throw refusal;
  if (
    isOpenSource &&
    route.access === 'key' &&
    path.startsWith('/v2/event-types') &&
    !request.headers.has('authorization')
  ) {
    throw exception(403, 'PermissionsGuard - no authentication provided.');
  }
  const caller = authenticate(request.headers, route.access);
  const call: Call = {
    ...context,
    method: request.method,
    address,
    params,
    query: searchParams,
    body: await readBody(request),
    caller,
    ...(fault ? {fault} : {}),
  };
  const reply = await route.handler(call);
  if (fault === 'lost-answer') return Response.error();
  if (fault === 'shape') return answer(200, {status: 'success', data: {unexpected: true}}, headers);
  return answer(reply.status ?? 200, toBody(reply), headers);
}

function toBody(reply: Reply): unknown {
  if ('body' in reply) return reply.body;
  return {status: 'success', data: reply.data, ...(reply.pagination ? {pagination: reply.pagination} : {})};
}

/** Answers a request to `/v2/…`; `address` is its path and query without the mount path. */
export async function answerApi(context: ApiContext, request: Request, address: string): Promise<Response> {
  if (request.method === 'OPTIONS') return preflight();
  // Also on successful answers (cal-real.md 13).
  const headers: Record<string, string> = {...cors, 'X-Request-Id': crypto.randomUUID()};
  try {
    return await handle(context, request, address, headers);
  } catch (error) {
    if (!(error instanceof CalRefusal)) throw error;
    if (!error.enveloped) delete headers['X-Request-Id'];
    return answer(error.status, error.body(address, iso(context.world.now())), headers);
  }
}
