import {Hono} from 'hono';
import {calls} from '../observe/call.ts';
import type {ProxyContext} from '../context.ts';
import {readClaimBody} from '../guard/input/change-body.ts';
import {readJson} from '../guard/input/read-json.ts';
import {readBearer} from '../live/bearer.ts';
import {grantTopic, liveUrl} from '../live/grant.ts';
import {createMeter} from '../guard/meter.ts';
import {mintRef} from '../live/refs.ts';

/** Sites request one when they show a booking page; an office may share one address. */
const sessionsPerMinute = 120;

/**
 * `POST /live/sessions`: a session for a booking that will be made; with a live token, a newer token; with a session's
 * token and `{uid}`, a token that shows the booking, whose uid the site knows from Cal.com's `bookingSuccessful`.
 */
export function sessionRoutes(context: ProxyContext): Hono {
  const meter = createMeter(sessionsPerMinute, 60_000, context.elapsed, 'Too many live sessions were requested.');
  return new Hono().post('/live/sessions', async c => {
    const token = readBearer(c.req.raw.headers);
    c.header('cache-control', 'no-store');
    if (token) {
      const claim = readClaimBody(await readJson(c.req.raw));
      return c.json({token: await context.tokens.renew(token, claim), url: liveUrl(c.req.raw, context.settings)}, 201);
    }
    meter(calls.getStore()?.visitor ?? '');
    const {ref, rid} = mintRef(context.settings.signingKeys);
    return c.json({ref, ...(await grantTopic(context, {rid}, c.req.raw))}, 201);
  });
}
