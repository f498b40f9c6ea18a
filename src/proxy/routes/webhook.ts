import {createHash} from 'node:crypto';
import {Hono} from 'hono';
import {BookingError} from '../../core/error.ts';
import type {ProxyContext} from '../context.ts';
import {openRef} from '../live/refs.ts';
import {decodeWebhook, type Webhook} from '../webhooks/decode.ts';
import {readBody} from '../webhooks/read-body.ts';
import {signatureHeader, verifySignature} from '../webhooks/signature.ts';
import type {LoggedView} from '../store/store.ts';

/** Cal.com's own bodies stay below 10 KB; a visitor's note may be long. */
const bodyLimit = 512 * 1024;

/** `POST /webhooks/cal`: verify, store, tell the streams, answer. Nothing slow happens here: Cal.com's sender may be waiting. */
export function webhookRoutes(context: ProxyContext): Hono {
  return new Hono().post('/webhooks/cal', async c => {
    const body = await readBody(c.req.raw, bodyLimit);
    if (!verifySignature(body, c.req.header(signatureHeader), context.settings.webhookSecrets)) {
      throw new BookingError('bad_signature', 'The signature is not one of this body: give Cal.com the secret that CAL_WEBHOOK_SECRETS holds.', {status: 401});
    }
    const receivedAt = new Date(context.now()).toISOString();
    const webhook = decodeWebhook(body, receivedAt);
    if (webhook.trigger === 'PING') return c.json({status: 'success', data: {message: 'The booking proxy got the test, and its signature is right.'}});
    if (webhook.trigger === '') context.log.warn({}, 'A signed webhook names no trigger: remove its custom payload template in Cal.com.');
    const session = toSession(context, webhook);
    const views = await receive(context, webhook, body, receivedAt, session);
    context.hooks?.afterCommit?.();
    context.hub.publish(views);
    if (session) context.hub.wake(session.rid);
    return c.body(null, 204);
  });
}

function toSession({settings}: ProxyContext, {ref, uid}: Webhook): {rid: string; uid: string} | undefined {
  const rid = ref === undefined ? undefined : openRef(settings.signingKeys, ref);
  return rid === undefined || uid === undefined ? undefined : {rid, uid};
}

async function receive({store}: ProxyContext, {trigger, patches}: Webhook, body: Uint8Array, receivedAt: string, session?: {rid: string; uid: string}): Promise<LoggedView[]> {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  try {
    return await store.receive({bodyHash, trigger, receivedAt, body}, patches, session);
  } catch (cause) {
    // Of all answers this one makes Cal.com's hosted sender try again.
    throw new BookingError('internal', 'The webhook could not be stored.', {status: 503, retryAfterSeconds: 10, cause});
  }
}
