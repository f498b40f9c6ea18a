import {Hono} from 'hono';
import type {ProxyContext} from '../context.ts';
import {readBearer} from '../live/bearer.ts';
import {grantTopic, liveUrl} from '../live/grant.ts';
import {mintRef} from '../live/refs.ts';

/** `POST /live/sessions`: a session for a booking that is still to be made or, with a live token, a newer token. */
export function sessionRoutes(context: ProxyContext): Hono {
  return new Hono().post('/live/sessions', async c => {
    const token = readBearer(c.req.raw.headers);
    c.header('cache-control', 'no-store');
    if (token) return c.json({token: await context.tokens.renew(token), url: liveUrl(c.req.raw)}, 201);
    const {ref, rid} = mintRef(context.settings.signingKeys);
    return c.json({ref, ...await grantTopic(context, {rid}, c.req.raw)}, 201);
  });
}
