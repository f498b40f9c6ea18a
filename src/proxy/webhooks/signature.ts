import {createHmac, timingSafeEqual} from 'node:crypto';

/**
 * Whether one of the secrets signed exactly these bytes (hex HMAC-SHA-256 over the raw body). Never re-serialise the
 * body for this: JSON.stringify may produce other bytes than those signed.
 */
export function verifySignature(
  body: Uint8Array,
  signature: string | null | undefined,
  secrets: readonly string[],
): boolean {
  if (!signature || !/^[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature);
  const matches = secrets.map(
    secret =>
      secret !== '' && timingSafeEqual(Buffer.from(createHmac('sha256', secret).update(body).digest('hex')), given),
  );
  return matches.includes(true);
}
