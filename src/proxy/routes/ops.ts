import {Hono} from 'hono';
import {BookingError} from '../../core/model/error.ts';
import {doubtOf} from '../../core/state/facts.ts';
import type {ProxyContext} from '../context.ts';
import {isToken} from '../guard/token.ts';
import {readBearer} from '../live/bearer.ts';

/** `/ops/api/*`: the proxy's data, for its operator. Requires the admin token as Bearer. */
export function opsRoutes({settings, store}: ProxyContext): Hono {
  const ops = new Hono();

  ops.use('/ops/api/*', async (c, next) => {
    if (!isToken(settings.adminToken, readBearer(c.req.raw.headers))) {
      throw new BookingError('auth_required', 'Send the admin token (BOOKING_ADMIN_TOKEN) as Bearer.', {status: 401});
    }
    await next();
    c.header('cache-control', 'no-store');
  });

  ops.get('/ops/api/bookings/:uid', async c => {
    const uid = c.req.param('uid');
    const booking = await store.booking(uid);
    if (!booking) throw new BookingError('not_found', 'The proxy does not know this booking.', {status: 404});
    const log = await store.log(uid, 0);
    const events = log.map(({seq, at, cause, view}) => ({seq, at, cause, state: view.state}));
    return c.json({
      uid,
      state: booking.view.state,
      doubtful: doubtOf(booking.facts) !== undefined,
      facts: booking.facts,
      events,
      view: booking.view,
    });
  });

  return ops;
}
