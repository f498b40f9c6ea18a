import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import {deriveKey, type SigningKey} from '../settings/keys.ts';

const randomLength = 12;
const macLength = 12;
const form = /^([\w-]{16})\.([\w-]{16})$/;

/**
 * Creates the reference of a live session: `ref` goes into a booking's metadata, where the calendar's owner can see it;
 * `rid` names the session. A ref only proves that the proxy made it; it cannot be exchanged for a token.
 */
export function mintRef(keys: readonly SigningKey[]): {ref: string; rid: string} {
  return toRef(keys, randomBytes(randomLength).toString('base64url'));
}

/** The reference of the session that waits for an attempt's booking: stable, and unguessable for others. */
export function refOfAttempt(keys: readonly SigningKey[], attempt: string): {ref: string; rid: string} {
  const digest = createHmac('sha256', deriveKey(keys[0]!, 'booking-ref')).update(`attempt ${attempt}`).digest();
  return toRef(keys, digest.subarray(0, randomLength).toString('base64url'));
}

function toRef(keys: readonly SigningKey[], rid: string): {ref: string; rid: string} {
  return {ref: `${rid}.${sign(keys[0]!, rid).toString('base64url')}`, rid};
}

/** The `rid` of a ref the proxy made; undefined for anything else. */
export function openRef(keys: readonly SigningKey[], ref: string): string | undefined {
  const [, rid, mac] = form.exec(ref) ?? [];
  if (rid === undefined || mac === undefined) return undefined;
  const given = Buffer.from(mac, 'base64url');
  return keys.map(key => timingSafeEqual(sign(key, rid), given)).includes(true) ? rid : undefined;
}

function sign(key: SigningKey, rid: string): Buffer {
  return createHmac('sha256', deriveKey(key, 'booking-ref')).update(rid).digest().subarray(0, macLength);
}
