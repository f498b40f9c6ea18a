import {errors, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyGetKey} from 'jose';
import {BookingError} from '../../core/model/error.ts';
import {longestToken} from '../live/bearer.ts';
import {deriveKey, type SigningKey} from '../settings/keys.ts';

/** The bookings a manage token lets its holder cancel and move. */
export interface ManageGrant {
  uid: string;
  /** With seats, this seat only. */
  seatUid?: string | undefined;
  /** All bookings of this series. */
  seriesUid?: string | undefined;
}

/** Creates and verifies the tokens that allow changes to a booking. */
export interface ManageTokens {
  /** A token that is valid until `until` (milliseconds since 1970). */
  mint(grant: ManageGrant, until: number): Promise<string>;
  /** Rejects with `token_expired` or `token_invalid` (both 401). */
  verify(token: string): Promise<ManageGrant>;
}

const audience = 'booking-manage';
const typ = 'booking-manage+jwt';

/** Tokens signed with the first key (HS256) and accepted from all of them. `now` returns milliseconds. */
export function createManageTokens(keys: readonly SigningKey[], now: () => number): ManageTokens {
  const derived = new Map(keys.map(key => [key.kid, deriveKey(key, 'manage-token')]));
  const findKey: JWTVerifyGetKey = ({kid}) => {
    const key = kid === undefined ? undefined : derived.get(kid);
    if (!key) throw new errors.JWSSignatureVerificationFailed();
    return key;
  };
  return {
    mint: ({uid, seatUid, seriesUid}, until) =>
      new SignJWT({uid, ...(seatUid ? {seat: seatUid} : {}), ...(seriesUid ? {series: seriesUid} : {})})
        .setProtectedHeader({alg: 'HS256', kid: keys[0]!.kid, typ})
        .setAudience(audience)
        .setIssuedAt(Math.floor(now() / 1000))
        .setExpirationTime(Math.floor(until / 1000))
        .sign(derived.get(keys[0]!.kid)!),
    async verify(token) {
      if (token.length > longestToken) throw invalid();
      try {
        const {payload} = await jwtVerify(token, findKey, {
          algorithms: ['HS256'],
          audience,
          typ,
          currentDate: new Date(now()),
          requiredClaims: ['exp'],
        });
        return toGrant(payload);
      } catch (error) {
        if (error instanceof errors.JWTExpired)
          throw new BookingError('token_expired', 'The manage token has expired: request a new link.', {status: 401});
        if (error instanceof errors.JOSEError) throw invalid();
        throw error;
      }
    },
  };
}

/**
 * The URL of the site's page for changing a booking. The token follows the `#`, so it reaches neither the site's server
 * nor a log nor another site.
 */
export function manageLink(page: string, uid: string, token: string): string {
  const url = new URL(page);
  url.hash = new URLSearchParams({'booking-uid': uid, token}).toString();
  return url.href;
}

function toGrant({uid, seat, series}: JWTPayload): ManageGrant {
  if (typeof uid !== 'string') throw invalid();
  return {
    uid,
    ...(typeof seat === 'string' ? {seatUid: seat} : {}),
    ...(typeof series === 'string' ? {seriesUid: series} : {}),
  };
}

function invalid(): BookingError {
  return new BookingError('token_invalid', 'The manage token was not issued by this proxy.', {status: 401});
}
