import {createHmac} from 'node:crypto';

/** One of the proxy's signing secrets; the first of a list signs, all of them verify. */
export interface SigningKey {
  kid: string;
  secret: string;
}

/** A key for one purpose only, so that what one part signs means nothing to another. */
export function deriveKey(key: SigningKey, purpose: 'live-token' | 'booking-ref' | 'manage-token'): Uint8Array {
  return createHmac('sha256', key.secret).update(`booking-proxy ${purpose}`).digest();
}
