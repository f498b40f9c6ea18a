import {Hono} from 'hono';
import type {ProxyContext} from '../context.ts';

/** `GET /healthz`: the process lives. `GET /readyz`: it can serve, and is not about to stop. */
export function healthRoutes({store, isStopping}: ProxyContext): Hono {
  return new Hono()
    .get('/healthz', c => c.json({status: 'ok'}))
    .get('/readyz', async c => {
      if (isStopping()) return c.json({status: 'it stops'}, 503);
      const isReady = await store.healthy();
      return c.json({status: isReady ? 'ok' : 'the store cannot be written'}, isReady ? 200 : 503);
    });
}
