import {Hono} from 'hono';
import type {ProxyContext} from '../context.ts';
import {openApi} from '../openapi/openapi.ts';

/** `GET /openapi.json`: the description of this proxy's API; public. */
export function openApiRoutes({settings}: ProxyContext): Hono {
  const described = openApi(settings);
  return new Hono().get('/openapi.json', c => c.json(described, 200, {'cache-control': 'public, max-age=3600'}));
}
