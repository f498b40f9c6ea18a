import {Hono} from 'hono';
import type {ProxyContext} from '../context.ts';

/** However many clients ask, the check makes at most one durable write in this time. */
const rememberedMs = 1_000;

/**
 * `GET /healthz`: the process is alive. `GET /readyz`: it can serve and is not stopping, as checked within the last
 * second.
 */
export function healthRoutes({store, isStopping, elapsed}: ProxyContext): Hono {
  let found: {at: number; isReady: boolean} | undefined;
  let check: Promise<boolean> | undefined;

  async function isReady(): Promise<boolean> {
    if (found && elapsed() - found.at < rememberedMs) return found.isReady;
    check ??= store.healthy().finally(() => void (check = undefined));
    found = {isReady: await check, at: elapsed()};
    return found.isReady;
  }

  return new Hono()
    .get('/healthz', c => c.json({status: 'ok'}))
    .get('/readyz', async c => {
      if (isStopping()) return c.json({status: 'it stops'}, 503);
      return (await isReady()) ? c.json({status: 'ok'}) : c.json({status: 'the store cannot be written'}, 503);
    });
}
