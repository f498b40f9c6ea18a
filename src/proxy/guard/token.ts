import {createHash, timingSafeEqual} from 'node:crypto';

/** Whether the token equals the expected one, in constant time. False if no token is expected. */
export function isToken(expected: string | undefined, given: string | undefined): boolean {
  if (!expected || given === undefined) return false;
  // Hashes have the same length for any input.
  const digest = (token: string) => createHash('sha256').update(token).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
