import {errors, jwtVerify, SignJWT, type JWTPayload, type JWTVerifyGetKey} from 'jose';
import {BookingError} from '../../core/model/error.ts';
import {longestToken} from './bearer.ts';
import {deriveKey, type SigningKey} from '../settings/keys.ts';

/** A session that waits for its booking. */
export interface SessionTopic {
  rid: string;
  /** The booking the site claims to have made: the only one shown with its times. */
  claim?: string | undefined;
  /**
   * Whether it is an attempt's session. Its reference is never disclosed, so no link can plant it in somebody else's
   * booking.
   */
  own?: true | undefined;
}

/** What a token gives access to: the stream of one booking, of one seat in it, or of one session. */
export type Topic = {uid: string; seat?: string | undefined} | SessionTopic;

/** A verified token. Times are in milliseconds since 1970. */
export interface LiveToken {
  topic: Topic;
  expiresAt: number;
}

/** Creates and verifies the tokens of live streams. */
export interface Tokens {
  /** A token for one topic, valid for 15 minutes. */
  mint(topic: Topic): Promise<string>;
  /** Rejects with `token_expired` or `token_invalid` (both 401). */
  verify(token: string): Promise<LiveToken>;
  /**
   * A new token for the same topic; the given one may be expired. Possible until 24 hours after the first token was
   * made. With `claim`, the new token is for the booking with that uid in the token's session. Rejects like `verify`,
   * and with `not_allowed` (403) if the token is for another booking.
   */
  renew(token: string, claim?: string): Promise<string>;
}

const lifetimeSeconds = 15 * 60;
const renewableSeconds = 24 * 60 * 60;
const audience = 'booking-live';
const typ = 'booking-live+jwt';

/** Tokens signed with the first key (HS256) and accepted from all of them. `now` returns milliseconds. */
export function createTokens(keys: readonly SigningKey[], now: () => number): Tokens {
  const [signer] = keys;
  if (!signer) throw new Error('createTokens: at least one signing key is required.');
  const derived = new Map(keys.map(key => [key.kid, deriveKey(key, 'live-token')]));
  const findKey: JWTVerifyGetKey = ({kid}) => {
    const key = kid === undefined ? undefined : derived.get(kid);
    if (!key) throw new errors.JWSSignatureVerificationFailed();
    return key;
  };

  function sign(topic: Topic, firstAt: number): Promise<string> {
    const seconds = Math.floor(now() / 1000);
    return new SignJWT({...topic, first: firstAt})
      .setProtectedHeader({alg: 'HS256', kid: signer!.kid, typ})
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + lifetimeSeconds)
      .sign(derived.get(signer!.kid)!);
  }

  async function read(token: string): Promise<Claims & {expired: boolean}> {
    if (token.length > longestToken) throw invalid();
    try {
      const {payload} = await jwtVerify(token, findKey, {
        algorithms: ['HS256'],
        audience,
        typ,
        currentDate: new Date(now()),
        requiredClaims: ['exp'],
      });
      return {...toClaims(payload), expired: false};
    } catch (error) {
      // jose throws this only after checking signature, audience and type.
      if (error instanceof errors.JWTExpired) return {...toClaims(error.payload), expired: true};
      if (error instanceof errors.JOSEError) throw invalid();
      throw error;
    }
  }

  return {
    mint: topic => sign(topic, Math.floor(now() / 1000)),
    async verify(token) {
      const {topic, expiresAt, expired} = await read(token);
      if (expired) throw new BookingError('token_expired', 'The live token has expired: renew it.', {status: 401});
      return {topic, expiresAt};
    },
    async renew(token, claim) {
      const {topic, firstAt} = await read(token);
      if (now() / 1000 >= firstAt + renewableSeconds) {
        throw new BookingError('token_expired', 'The live token is too old to be renewed: open a new session.', {
          status: 401,
        });
      }
      return sign(claim === undefined ? topic : claimed(topic, claim), firstAt);
    },
  };
}

interface Claims extends LiveToken {
  /** Seconds since 1970. */
  firstAt: number;
}

function claimed(topic: Topic, uid: string): Topic {
  const known = 'uid' in topic ? topic.uid : topic.claim;
  if (known === uid) return topic;
  if (known !== undefined || !('rid' in topic) || topic.own) {
    throw new BookingError('not_allowed', 'The live token is for another booking: open a new session.', {status: 403});
  }
  return {...topic, claim: uid};
}

function toClaims({uid, seat, rid, claim, own, first, exp}: JWTPayload): Claims {
  if (typeof first !== 'number' || typeof exp !== 'number') throw invalid();
  if (typeof uid === 'string')
    return {topic: {uid, ...(typeof seat === 'string' ? {seat} : {})}, firstAt: first, expiresAt: exp * 1000};
  if (typeof rid === 'string') {
    const topic = {rid, ...(typeof claim === 'string' ? {claim} : {}), ...(own === true ? ({own} as const) : {})};
    return {topic, firstAt: first, expiresAt: exp * 1000};
  }
  throw invalid();
}

function invalid(): BookingError {
  return new BookingError('token_invalid', 'The live token was not issued by this proxy.', {status: 401});
}
