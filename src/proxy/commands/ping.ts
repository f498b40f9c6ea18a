import {createHmac} from 'node:crypto';
import {codeOf} from '../cal/account/console.ts';
import {readText} from '../cal/upstream/read-text.ts';
import type {Settings} from '../settings/settings.ts';

/** What came back from the address of a webhook. */
export type Pinged = 'ok' | 'unreachable' | 'redirected' | 'refused' | 'unchecked' | 'other';

const timeoutMs = 10_000;
const sentences: Record<Exclude<Pinged, 'ok'>, [message: string, todo: string]> = {
  unreachable: [
    'could not be reached from here',
    'start the proxy there, and check the name, the certificate and the firewall.',
  ],
  redirected: ['answers with a redirect, which Cal.com does not follow', 'register the address it leads to.'],
  refused: [
    'answers, but does not know the signature',
    'give the proxy there the same CAL_WEBHOOK_SECRETS as here, and start it again.',
  ],
  unchecked: ['accepts what nobody signed', 'look what answers there: it is no booking proxy.'],
  other: [
    'answers, but not as a booking proxy',
    'check the address: it ends with /webhooks/cal below the path the proxy is mounted under.',
  ],
};

/** What is so and what to do, for a ping that did not go well. */
export function describePing(pinged: Exclude<Pinged, 'ok'>): [message: string, todo: string] {
  return sentences[pinged];
}

/**
 * Sends what Cal.com's test button sends, signed with the first secret, and once more with a wrong signature, which has to be
 * refused. The proxy stores neither.
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
