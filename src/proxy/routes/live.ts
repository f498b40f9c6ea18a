import {Hono} from 'hono';
import {BookingError, isBookingError} from '../../core/error.ts';
import {calls} from '../call.ts';
import type {ProxyContext} from '../context.ts';
import {readBearer} from '../live/bearer.ts';
import {readCursor, readPresent} from '../live/chain.ts';
import {toFrame} from '../live/frames.ts';
import {createPlaces} from '../live/places.ts';
import {relay} from '../live/relay.ts';
import type {LiveToken} from '../live/tokens.ts';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  // nginx would hold frames back until its buffer is full.
  'x-accel-buffering': 'no',
};

/** `GET /live`: the stream of one booking's views or, for whom streams do not reach (`Accept: application/json`), the present one. */
export function liveRoutes(context: ProxyContext): Hono {
  const {store, tokens, now, settings} = context;
  const places = createPlaces(settings.liveLimits);
  return new Hono().get('/live', async c => {
    const token = readBearer(c.req.raw.headers) ?? c.req.query('token');
    if (!token) throw new BookingError('token_invalid', 'Send a live token as Bearer or as ?token=.', {status: 401});
    if (isJsonWanted(c.req.header('accept'))) {
      const {topic} = await tokens.verify(token);
      return c.json({event: 'snapshot', ...await readPresent(store, topic)}, 200, {'cache-control': 'no-store'});
    }
    const live = await verify(context, token);
    // An EventSource takes a 401 for the end of all trying, so an expired token is told in the stream.
    // Through the context, or the CORS headers that were set before would be lost.
    if (!live) return c.body(toFrame({event: 'expired'}), 200, headers);
    const cursor = readCursor(c.req.header('last-event-id') ?? c.req.query('cursor'));
    const leave = places.take(live.topic, calls.getStore()?.visitor ?? '');
    return c.body(relay(context, live, cursor, now(), leave), 200, headers);
  });
}

async function verify({tokens}: ProxyContext, token: string): Promise<LiveToken | undefined> {
  try {
    return await tokens.verify(token);
  } catch (error) {
    if (isBookingError(error) && error.code === 'token_expired') return undefined;
    throw error;
  }
}

function isJsonWanted(accept = ''): boolean {
  return accept.includes('application/json') && !accept.includes('text/event-stream');
}
