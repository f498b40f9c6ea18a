import {decodeProtectedHeader, errors, jwtVerify, type JWTPayload} from 'jose';
import {z} from 'zod';
import {formatRef, readCalLink} from '../../core/model/cal-link.ts';
import {BookingError} from '../../core/model/error.ts';
import {withoutReserved} from '../../core/model/reserved.ts';
import type {EventTypeRef} from '../../core/model/types.ts';
import {checkoutAudience} from '../checkout-token.ts';
import type {SigningKey} from '../settings/keys.ts';
import type {Settings} from '../settings/settings.ts';
import {text} from './input/fields.ts';

/** What a verified checkout token says. */
export interface Checkout {
  /** Names what can be used once. */
  id: string;
  eventType: EventTypeRef;
  /** What goes into the booking's metadata instead of what the page says. */
  metadata: Record<string, string>;
}

/** Where the page puts the token. */
export const checkoutHeader = 'booking-checkout-token';

/** Metadata that only the proxy writes: what a checkout token vouches for. */
const checkoutKeys = {orderId: 'booking_order', amount: 'booking_price', currency: 'booking_currency'} as const;

/** A proxy forgets after a day which tokens were used. */
const longestSeconds = 24 * 60 * 60;
/** Twenty facts of the shop's, of 540 characters each, in base64. */
const longestToken = 20_000;
/** Clocks of two machines differ. */
const toleranceSeconds = 60;

const claims = z.object({
  jti: text(200),
  orderId: text(200),
  eventType: z.union([z.string(), z.int()]),
  price: z.object({amount: z.number().min(0), currency: z.string().regex(/^[A-Za-z]{3}$/)}).optional(),
  metadata: z
    .record(text(40), text(500))
    .refine(own => Object.keys(own).length <= 20)
    .optional(),
});

/**
 * Verifies the checkout token of a booking. Resolves with undefined when there is none and none is needed. Rejects with
 * `token_invalid` or `token_expired` (401); neither says which part of the token was wrong.
 */
export async function readCheckout(
  token: string | undefined,
  settings: Pick<Settings, 'checkoutKeys' | 'requireCheckoutToken' | 'calApiUrl'>,
  now: number,
): Promise<Checkout | undefined> {
  if (token === undefined && !settings.requireCheckoutToken) return undefined;
  if (token === undefined)
    throw new BookingError(
      'token_invalid',
      'Bookings are made with a checkout token only: send it as Booking-Checkout-Token.',
      {status: 401},
    );
  if (token.length > longestToken) throw invalid(`has more than ${longestToken} characters`);
  const {payload, kid} = await verify(token, settings.checkoutKeys, now);
  const read = claims.safeParse(payload);
  const eventType = read.success && readCalLink(String(read.data.eventType), true, settings.calApiUrl);
  if (!read.success || typeof eventType !== 'object')
    throw invalid('says too little or too much: make it with signCheckoutToken()');
  if (payload.exp! - now / 1000 > longestSeconds + toleranceSeconds) throw invalid('is good for more than 24 hours');
  const {jti, orderId, price, metadata} = read.data;
  return {
    // A space is in no Idempotency-Key, so the two never meet.
    id: `checkout ${kid} ${jti}`,
    eventType,
    metadata: {
      ...withoutReserved(metadata ?? {}),
      [checkoutKeys.orderId]: orderId,
      ...(price
        ? {[checkoutKeys.amount]: String(price.amount), [checkoutKeys.currency]: price.currency.toUpperCase()}
        : {}),
    },
  };
}

/** Refuses a token that was made for another event type with `not_allowed`. `names` are all cal-links and the number it goes by. */
export function requireSameEventType({eventType}: Checkout, names: readonly string[]): void {
  if (names.includes(formatRef(eventType).toLowerCase())) return;
  throw new BookingError('not_allowed', 'The checkout token is for another event type.', {status: 403});
}

async function verify(
  token: string,
  keys: readonly SigningKey[],
  now: number,
): Promise<{payload: JWTPayload; kid: string}> {
  const candidates = keys.filter(({kid}) => [kid, undefined].includes(kidOf(token)));
  for (const {kid, secret} of candidates) {
    try {
      const {payload} = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        audience: checkoutAudience,
        currentDate: new Date(now),
        clockTolerance: toleranceSeconds,
        requiredClaims: ['exp', 'jti'],
      });
      return {payload, kid};
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new BookingError('token_expired', 'The checkout token is over: get another one from the shop.', {
          status: 401,
        });
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  throw invalid('is not one of a shop this proxy knows');
}

/** Libraries of other languages may leave the key's name out. */
function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return '';
  }
}

function invalid(why: string): BookingError {
  return new BookingError('token_invalid', `The checkout token ${why}.`, {status: 401});
}
