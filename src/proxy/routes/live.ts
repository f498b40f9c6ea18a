import {ServerResponse} from 'node:http';
import {Hono, type Context} from 'hono';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import {calls} from '../observe/call.ts';
import type {ProxyContext} from '../context.ts';
import {readBearer} from '../live/bearer.ts';
import {readCursor, readPresent} from '../live/chain.ts';
import {toFrame} from '../live/frames.ts';
import {createPlaces} from '../live/places.ts';
import {relay, relayInto} from '../live/relay.ts';
import type {LiveToken} from '../live/tokens.ts';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  // Otherwise nginx holds frames back until its buffer is full.
  'x-accel-buffering': 'no',
};

/**
 * `GET /live`: the stream of one booking's views, or with `Accept: application/json` the current view, for clients that
 * streams do not reach.
 */
export function liveRoutes(context: ProxyContext): Hono {
  const {store, hub, tokens, now, settings} = context;
  const places = createPlaces(settings.liveLimits);
  return new Hono().get('/live', async c => {
    const token = readBearer(c.req.raw.headers) ?? c.req.query('token');
    if (!token) throw new BookingError('token_invalid', 'Send a live token as Bearer or as ?token=.', {status: 401});
    if (acceptsJson(c.req.header('accept'))) {
      const {topic} = await tokens.verify(token);
      return c.json({event: 'snapshot', ...(await readPresent(store, topic))}, 200, {'cache-control': 'no-store'});
    }
    const live = await verify(context, token);
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    // A 401 stops an EventSource for good, so an expired token is reported in the stream. Sent through the context to
    // keep the CORS headers set before.
    if (!live) return c.body(toFrame({event: 'expired'}), 200, headers);
    const cursor = readCursor(c.req.header('last-event-id') ?? c.req.query('cursor'));
    const onLeave = places.take(live.topic, calls.getStore()?.visitor ?? '');
    const options = {source: {store, hub}, token: live, cursor, now: now(), onLeave};
    const outgoing = outgoingOf(c);
    if (!outgoing) return c.body(relay(options), 200, headers);
    relayInto(outgoing, Object.fromEntries(c.body(null, 200, headers).headers), options);
    return alreadySent();
  });
}

/** Tells Node's adapter that its response was already written. */
function alreadySent(): Response {
  const response = new Response(null, {headers: {'x-hono-already-sent': 'true'}});
  // The adapter writes its own Response without checking its headers unless the body was accessed.
  void response.body;
  return response;
}

/** Node's own response, if the adapter allows writing to it directly. */
function outgoingOf(c: Context): ServerResponse | undefined {
  const {outgoing} = (c.env ?? {}) as {outgoing?: unknown};
  return outgoing instanceof ServerResponse && !outgoing.headersSent && !outgoing.destroyed ? outgoing : undefined;
}

async function verify({tokens}: ProxyContext, token: string): Promise<LiveToken | undefined> {
  try {
    return await tokens.verify(token);
  } catch (error) {
    if (isBookingError(error) && error.code === 'token_expired') return undefined;
    throw error;
  }
}

function acceptsJson(accept = ''): boolean {
  return accept.includes('application/json') && !accept.includes('text/event-stream');
}
