import {createHmac} from 'node:crypto';
import {isToken} from '../guard/token.ts';

/** How long a sign-in lasts, in milliseconds. */
const lastsMs = 12 * 3_600_000;

export const sessionCookie = 'booking_ops';

const sign = (adminToken: string, until: string) =>
  createHmac('sha256', adminToken).update(`ops session until ${until}`).digest('base64url');

/** The cookie of an operator who signed in. Signed with the admin token, so that a new token ends all sessions. */
export function writeSession(adminToken: string, now: number): {value: string; maxAge: number} {
  const until = String(now + lastsMs);
  return {value: `${until}.${sign(adminToken, until)}`, maxAge: lastsMs / 1_000};
}

/** Whether the cookie's value is one of `writeSession` that has not ended. */
export function isSession(adminToken: string, value: string | undefined, now: number): boolean {
  const [until = '', signature] = (value ?? '').slice(0, 100).split('.');
  return /^\d{1,16}$/.test(until) && isToken(sign(adminToken, until), signature) && Number(until) > now;
}
