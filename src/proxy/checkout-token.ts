/** The order a shop's backend confirms before a visitor may book. */
export interface CheckoutOrder {
  /** What may be booked: `user/slug`, `team/team-slug/slug`, or the event type's number. */
  eventType: string | number;
  /** The shop's order number, up to 200 characters. */
  orderId: string;
  /** The amount charged, in the currency's smallest unit: 4900 with `EUR` is 49 euros. */
  price?: {amount: number; currency: string};
  /** Further metadata for the booking: keys of up to 40 characters, values of up to 500. */
  metadata?: Record<string, string>;
  /** Lifetime of the token in seconds, at most 86400. Defaults to 3600. */
  expiresInSeconds?: number;
  /** Unique id of the token; a token can be used for one booking. Defaults to `orderId`. */
  id?: string;
}

/** The `aud` claim of checkout tokens. */
export const checkoutAudience = 'booking-checkout';

/**
 * Signs a checkout token: a JWT (HS256) that a shop's backend gives to its site, which sends it in the header
 * `Booking-Checkout-Token`. `key` is one of BOOKING_CHECKOUT_KEYS, written `kid:secret`. Requires only WebCrypto.
 * Rejects with a `TypeError` that names the invalid argument.
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

/** URL-safe base64 without padding. */
function encode(data: string | ArrayBuffer): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
