import {z} from 'zod';
import {isEmail} from '../../../core/flow/answers.ts';
import {isTimeZone, toInstant} from '../../../core/time/parse-time.ts';

/** A string of `min` to `max` characters. */
export function text(max: number, min = 1) {
  return (
    z
      .string({error: ({input}) => (input === undefined ? 'is missing' : 'must be a string')})
      .min(min, 'must not be empty')
      // Abort, so that later checks only see short strings.
      .max(max, {error: `must not have more than ${max} characters`, abort: true})
  );
}

/** A whole number of 1 or more. */
export const count = z
  .int({error: 'must be a whole number'})
  .min(1, 'must be 1 or more')
  .max(2_147_483_647, 'is too large');

/** A slug or user name of Cal.com. */
export const slug = text(200).regex(
  /^(?!\.+$)[^\s\\%+:<>"/?#]+$/,
  'contains characters that are not allowed in a name',
);

export const email = text(254).refine(isEmail, 'must be an e-mail address');

export const phoneNumber = text(20).regex(
  /^\+[1-9]\d{6,14}$/,
  'must be a phone number with its country code, such as +4930123456',
);

/** Valid zones; each check takes a tenth of a millisecond. */
const knownZones = new Set<string>();

function isKnownZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!isTimeZone(zone)) return false;
  // Zone names are case-insensitive, so the number of spellings must be limited.
  if (knownZones.size < 1_000) knownZones.add(zone);
  return true;
}

export const timeZone = text(100).refine(isKnownZone, 'must be an IANA time zone, such as Europe/Berlin');

/** A date and time as an instant. Without an offset it is UTC, as in Cal.com's API. */
export const start = text(40).transform((written, context) => {
  const instant = toInstant(written) ?? toInstant(`${written}Z`);
  if (instant !== undefined) return instant;
  context.addIssue({code: 'custom', message: 'must be an ISO 8601 date and time, such as 2026-11-23T09:00:00Z'});
  return z.NEVER;
});
