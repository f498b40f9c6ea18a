import {createHmac} from 'node:crypto';
import {codeOf} from '../cal/account/console.ts';
import {readText} from '../cal/upstream/read-text.ts';
import type {Settings} from '../settings/settings.ts';

/** The result of a test request to a webhook's URL. */
export type Pinged = 'ok' | 'unreachable' | 'redirected' | 'refused' | 'unchecked' | 'other';

const timeoutMs = 10_000;
const sentences: Record<Exclude<Pinged, 'ok'>, [message: string, todo: string]> = {
  unreachable: [
    'could not be reached from here',
    'start the proxy there, and check the name, the certificate and the firewall.',
  ],
  redirected: ['answers with a redirect, which Cal.com does not follow', 'register the address it redirects to.'],
  refused: [
    'answers, but rejects the signature',
    'give the proxy there the same CAL_WEBHOOK_SECRETS as here, and restart it.',
  ],
  unchecked: ['accepts wrong signatures', 'check what answers there: it is not a booking proxy.'],
  other: [
    'answers, but not as a booking proxy',
    'check the address: it ends with /webhooks/cal below the path the proxy is mounted under.',
  ],
};

/** The problem and its fix, for a failed ping. */
export function describePing(pinged: Exclude<Pinged, 'ok'>): [message: string, todo: string] {
  return sentences[pinged];
}

/**
 * Sends what Cal.com's test button sends, signed with the first secret, and once more with a wrong signature, which
 * must be rejected. The proxy stores neither.
 */
export async function ping(
  url: string,
  {webhookSecrets: [secret], signatureHeader}: Settings,
  now: number,
  fetch: typeof globalThis.fetch,
): Promise<Pinged> {
  const body = JSON.stringify({
    triggerEvent: 'PING',
    createdAt: new Date(now).toISOString(),
    payload: {type: 'Test', title: 'Test of booking-proxy doctor'},
  });
  const send = (key: string) =>
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [signatureHeader]: createHmac('sha256', key).update(body).digest('hex'),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  try {
    const right = await send(secret!);
    const text = await readText(right);
    if (right.status >= 300 && right.status < 400) return 'redirected';
    if (right.status === 401 && text.includes('bad_signature')) return 'refused';
    if (!right.ok || !text.includes('"success"')) return 'other';
    const wrong = await send(`${secret} but wrong`);
    await wrong.body?.cancel();
    return wrong.ok ? 'unchecked' : 'ok';
  } catch (error) {
    return codeOf(error) === '' ? 'other' : 'unreachable';
  }
}
