/** What a shop vouches for when it lets a visitor book. */
export interface CheckoutOrder {
  /** What may be booked: `user/slug`, `team/team-slug/slug`, or the event type's number. */
  eventType: string | number;
  /** The shop's own number of the order, up to 200 characters. */
  orderId: string;
  /** What was charged, in the currency's smallest unit: 4900 and `EUR` are 49 euros. */
  price?: {amount: number; currency: string};
  /** More facts for the booking's metadata: keys of up to 40 characters, values of up to 500. */
  metadata?: Record<string, string>;
  /** How long the visitor may take; 3600 without it, 86400 at most. */
  expiresInSeconds?: number;
  /** Names the token, which can be used for one booking; the order's number without it. */
  id?: string;
}

/** Who a checkout token is for. */
export const checkoutAudience = 'booking-checkout';

/**
 * Signs a checkout token: a JWT (HS256) that a shop's backend hands to its page, which passes it on as the header
 * `Booking-Checkout-Token`. `key` is one of BOOKING_CHECKOUT_KEYS, written `kid:secret`. Needs nothing but WebCrypto.
 * Rejects with a `TypeError` that says what is wrong.
 */
export async function signCheckoutToken(
  key: string,
  order: CheckoutOrder,
  now: () => number = Date.now,
): Promise<string> {
  const [, kid, secret] = /^([\w-]{1,32}):(.{32,})$/s.exec(key) ?? [];
  if (kid === undefined || secret === undefined)
    throw new TypeError('signCheckoutToken: the key must be kid:secret, the secret with 32 characters or more.');
  const {expiresInSeconds = 3600, id, ...facts} = order;
  if (!order.orderId) throw new TypeError('signCheckoutToken: `orderId` is missing.');
  if (!(expiresInSeconds > 0 && expiresInSeconds <= 86_400))
    throw new TypeError('signCheckoutToken: `expiresInSeconds` must be from 1 to 86400.');
  const iat = Math.floor(now() / 1000);
  const claims = {
    ...facts,
    aud: checkoutAudience,
    jti: id ?? order.orderId,
    iat,
    exp: iat + Math.floor(expiresInSeconds),
  };
  const signed = `${encode(JSON.stringify({alg: 'HS256', typ: 'JWT', kid}))}.${encode(JSON.stringify(claims))}`;
  const {subtle} = globalThis.crypto;
  const bytes = new TextEncoder();
  const cryptoKey = await subtle.importKey('raw', bytes.encode(secret), {name: 'HMAC', hash: 'SHA-256'}, false, [
    'sign',
  ]);
  return `${signed}.${encode(await subtle.sign('HMAC', cryptoKey, bytes.encode(signed)))}`;
}

/** Base64 for addresses. */
function encode(data: string | ArrayBuffer): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
