import {hash} from 'node:crypto';
import {Hono, type Context} from 'hono';
import {BookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import type {Effects} from '../effects/effects.ts';
import {openRef} from '../live/refs.ts';
import type {SessionRef} from '../store/store.ts';
import {decodeWebhook, type Webhook} from '../webhooks/decode.ts';
import {linksOf} from '../webhooks/links.ts';
import {withoutJoinLink} from '../webhooks/facts.ts';
import {requestIdOf} from '../observe/requests.ts';
import {readBody} from '../webhooks/read-body.ts';
import {verifySignature} from '../webhooks/signature.ts';

/** Cal.com's own bodies stay below 10 KB; a visitor's note may be long. */
const bodyLimit = 512 * 1024;

const advice = 'remove its custom payload template in Cal.com, and send no Zapier webhook here';

/**
 * `POST /webhooks/cal`: verify, store, notify the streams, answer. Nothing slow may happen here: Cal.com's sender may
 * be waiting.
 */
export function webhookRoutes(context: ProxyContext, effects?: Effects): Hono {
  const {settings, store, hub, log, now} = context;

  async function take(c: Context): Promise<Response> {
    const body = await readBody(c.req.raw, bodyLimit, c.env);
    const signature = c.req.header(settings.signatureHeader);
    if (!verifySignature(body, signature, settings.webhookSecrets)) throw unsigned(signature);
    const receivedAt = new Date(now()).toISOString();
    const webhook = decodeWebhook(body, receivedAt, {isForm: isForm(c)});
    const {trigger, eventKey} = webhook;
    if (trigger === 'PING') return say(c, 'The booking proxy received the test, and its signature is valid.');
    const session = toSession(context, webhook);
    const patches = [...webhook.patches, ...(await linksOf(store, webhook, session?.rid).catch(unstored))];
    const entry = {
      bodyHash: hash('sha256', body),
      trigger,
      receivedAt,
      body,
      ...(eventKey === undefined ? {} : {eventKey}),
    };
    const also = effects?.alsoFor({...webhook, key: eventKey ?? entry.bodyHash});
    const views = await store
      .receive(entry, settings.joinLinks ? patches : patches.map(withoutJoinLink), session, also)
      .catch(unstored);
    context.hooks?.afterCommit?.();
    if (also) effects?.engine.wake();
    hub.publish(views);
    // Also for changes no view shows: a seat that was taken, a change this proxy made itself.
    if (patches.length > 0) hub.changed();
    if (session) hub.wake(session.rid);
    if (trigger !== '') return c.body(null, 204);
    log.warn(
      {requestId: requestIdOf(c)},
      `A signed webhook is not in Cal.com's own format, so its contents are not trusted: ${advice}.`,
    );
    return say(c, `The webhook was stored, but its contents are not trusted: ${advice}.`);
  }

  // Cal.com follows no redirects, so a trailing slash must not cause one.
  return new Hono().on('POST', ['/webhooks/cal', '/webhooks/cal/'], take);
}

function unsigned(signature: string | undefined): BookingError {
  const message =
    signature === 'no-secret-provided'
      ? 'The webhook is unsigned: set a secret for it in Cal.com, and put the same one into CAL_WEBHOOK_SECRETS.'
      : 'The signature does not match the body: set the secret from CAL_WEBHOOK_SECRETS in Cal.com.';
  return new BookingError('bad_signature', message, {status: 401});
}

function isForm(c: Context): boolean {
  return c.req.header('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
}

function say(c: Context, message: string): Response {
  return c.json({status: 'success', data: {message}});
}

function toSession({settings}: ProxyContext, {ref, uid, seat}: Webhook): SessionRef | undefined {
  const rid = ref === undefined ? undefined : openRef(settings.signingKeys, ref);
  return rid === undefined || uid === undefined ? undefined : {rid, uid, seat};
}

// Only this answer makes Cal.com's hosted sender retry.
function unstored(cause: unknown): never {
  throw new BookingError('internal', 'The webhook could not be stored.', {status: 503, retryAfterSeconds: 10, cause});
}
