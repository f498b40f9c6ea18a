import {Hono} from 'hono';
import type {ProxyContext} from '../context.ts';

/** Whoever asks costs no more than one durable write in this time, however many balancers and strangers ask. */
const rememberedMs = 1_000;

/** `GET /healthz`: the process lives. `GET /readyz`: it can serve, and is not about to stop; as it was found within the last second. */
export function healthRoutes({store, isStopping, elapsed}: ProxyContext): Hono {
  let found: {at: number; isReady: boolean} | undefined;
  let look: Promise<boolean> | undefined;

  async function isReady(): Promise<boolean> {
    if (found && elapsed() - found.at < rememberedMs) return found.isReady;
    look ??= store.healthy().finally(() => void (look = undefined));
    found = {isReady: await look, at: elapsed()};
    return found.isReady;
  }

  return new Hono()
    .get('/healthz', c => c.json({status: 'ok'}))
    .get('/readyz', async c => {
      if (isStopping()) return c.json({status: 'it stops'}, 503);
      return (await isReady()) ? c.json({status: 'ok'}) : c.json({status: 'the store cannot be written'}, 503);
    });
}
