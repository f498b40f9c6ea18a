import {createHmac} from 'node:crypto';

/** One of the proxy's signing secrets. The first of a list signs; all of them verify. */
export interface SigningKey {
  kid: string;
  secret: string;
}

/** Derives a key for a single purpose, so that a signature made for one purpose is invalid for the others. */
export function deriveKey(key: SigningKey, purpose: 'live-token' | 'booking-ref' | 'manage-token'): Uint8Array {
  return createHmac('sha256', key.secret).update(`booking-proxy ${purpose}`).digest();
}
