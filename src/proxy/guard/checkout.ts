import {decodeProtectedHeader, errors, jwtVerify, type JWTPayload} from 'jose';
import {z} from 'zod';
import {readCalLink} from '../../core/model/cal-link.ts';
import {formatRef} from '../../core/model/format-ref.ts';
import {BookingError} from '../../core/model/error.ts';
import {withoutReserved} from '../../core/model/reserved.ts';
import type {EventTypeRef} from '../../core/model/types.ts';
import {checkoutAudience} from '../checkout-token.ts';
import type {SigningKey} from '../settings/keys.ts';
import type {Settings} from '../settings/settings.ts';
import {text} from './input/fields.ts';

/** The claims of a verified checkout token. */
export interface Checkout {
  /** Identifies the token, which can be used once. */
  id: string;
  eventType: EventTypeRef;
  /** Metadata for the booking; overrides what the browser sends. */
  metadata: Record<string, string>;
}

/** The header that carries the token. */
export const checkoutHeader = 'booking-checkout-token';

/** Metadata keys only the proxy writes: the claims of a checkout token. */
const checkoutKeys = {orderId: 'booking_order', amount: 'booking_price', currency: 'booking_currency'} as const;

/** Matches how long a proxy remembers used tokens: one day. */
const longestSeconds = 24 * 60 * 60;
/** Twenty metadata entries of 540 characters each, in base64. */
const longestToken = 20_000;
/** Tolerance for clock differences between machines. */
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
 * Verifies the checkout token of a booking. Resolves with undefined if none was sent and none is required. Rejects with
 * `token_invalid` or `token_expired` (401).
 */
export async function readCheckout(
  token: string | undefined,
  settings: Pick<Settings, 'checkoutKeys' | 'requireCheckoutToken' | 'calApiUrl'>,
  now: number,
): Promise<Checkout | undefined> {
  if (token === undefined && !settings.requireCheckoutToken) return undefined;
  if (token === undefined)
    throw new BookingError('token_invalid', 'A booking requires a checkout token: send it as Booking-Checkout-Token.', {
      status: 401,
    });
  if (token.length > longestToken) throw invalid(`has more than ${longestToken} characters`);
  const {payload, kid} = await verify(token, settings.checkoutKeys, now);
  const read = claims.safeParse(payload);
  const eventType = read.success && readCalLink(String(read.data.eventType), true, settings.calApiUrl);
  if (!read.success || typeof eventType !== 'object')
    throw invalid('has missing or unknown claims: create it with signCheckoutToken()');
  if (payload.exp! - now / 1000 > longestSeconds + toleranceSeconds) throw invalid('is valid for more than 24 hours');
  const {jti, orderId, price, metadata} = read.data;
  return {
    // An Idempotency-Key contains no spaces, so the two cannot collide.
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

/**
 * Rejects a token for another event type with `not_allowed`. `names` are all cal-links and the number of the event
 * type.
 */
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
        throw new BookingError('token_expired', 'The checkout token has expired: get another one from the shop.', {
          status: 401,
        });
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  throw invalid('is not signed with a key in BOOKING_CHECKOUT_KEYS');
}

/** Libraries in other languages may omit the key's name. */
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
