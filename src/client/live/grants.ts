import {BookingError} from '../../core/model/error.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {LiveGrant, LiveSession} from '../../core/model/wire.ts';

/** Reads a live grant; undefined if it is missing or not usable. */
export function decodeGrant(json: unknown): LiveGrant | undefined {
  const {token, url} = (json ?? {}) as Record<string, unknown>;
  return typeof token === 'string' && token && typeof url === 'string' && toLink(url) && URL.canParse(url)
    ? {token, url}
    : undefined;
}

/** Reads the answer to a renewal. Throws `upstream_shape` without a usable grant. */
export function decodeRenewal(json: unknown): LiveGrant {
  const grant = decodeGrant(json);
  if (!grant)
    throw new BookingError('upstream_shape', 'POST /live/sessions was answered without a usable token and url.');
  return grant;
}

/** Reads a new live session. Throws `upstream_shape` if a member is missing. */
export function decodeSession(json: unknown): LiveSession {
  const {ref} = (json ?? {}) as Record<string, unknown>;
  if (typeof ref !== 'string' || !ref)
    throw new BookingError('upstream_shape', 'POST /live/sessions was answered without a ref.');
  return {ref, ...decodeRenewal(json)};
}
