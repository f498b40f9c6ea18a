import {createHmac} from 'node:crypto';

/** Cal.com's signature: hexadecimal HMAC-SHA-256 of the body. */
export function signAsCal(body: string | Uint8Array, secret: string): Record<string, string> {
  return {'x-cal-signature-256': createHmac('sha256', secret).update(body).digest('hex')};
}

/** The headers of Standard Webhooks. `id` is the same whenever the message is sent again; `now` is in milliseconds. */
export function signAsStandard(
  body: string | Uint8Array,
  secret: string,
  id: string,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return {'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}`};
}
