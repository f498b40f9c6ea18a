import {Hono} from 'hono';
import {BookingError, isBookingError} from '../../core/error.ts';
import type {ProxyContext} from '../context.ts';
import {readBearer} from '../live/bearer.ts';
import {toFrame} from '../live/frames.ts';
import {relay} from '../live/relay.ts';
import type {LiveToken} from '../live/tokens.ts';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  // nginx would hold frames back until its buffer is full.
  'x-accel-buffering': 'no',
};

/** `GET /live`: the stream of one booking's views. */
export function liveRoutes(context: ProxyContext): Hono {
  return new Hono().get('/live', async c => {
    const token = readBearer(c.req.raw.headers) ?? c.req.query('token');
    if (!token) throw new BookingError('token_invalid', 'Send a live token as Bearer or as ?token=.', {status: 401});
    const live = await verify(context, token);
    // An EventSource takes a 401 for the end of all trying, so an expired token is told in the stream.
    // Through the context, or the CORS headers that were set before would be lost.
    if (!live) return c.body(toFrame({event: 'expired'}), 200, headers);
    const cursor = toCursor(c.req.header('last-event-id') ?? c.req.query('cursor'));
    return c.body(relay(context, live, cursor, context.now()), 200, headers);
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

function toCursor(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
