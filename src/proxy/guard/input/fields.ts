import {z} from 'zod';
import {isEmail} from '../../../core/flow/answers.ts';
import {isTimeZone, toInstant} from '../../../core/time/time.ts';

/** A text of `min` to `max` characters. */
export function text(max: number, min = 1) {
  return (
    z
      .string({error: ({input}) => (input === undefined ? 'is missing' : 'must be a text')})
      .min(min, 'must not be empty')
      // Whatever else is looked at is looked at in a text that is short.
      .max(max, {error: `must not have more than ${max} characters`, abort: true})
  );
}

/** A whole number from 1 on. */
export const count = z
  .int({error: 'must be a whole number'})
  .min(1, 'must be 1 or more')
  .max(2_147_483_647, 'is too large');

/** A slug or user name of Cal.com's. */
export const slug = text(200).regex(/^(?!\.+$)[^\s\\%+:<>"/?#]+$/, 'holds characters no name has');

export const email = text(254).refine(isEmail, 'must be an e-mail address');

export const phoneNumber = text(20).regex(
  /^\+[1-9]\d{6,14}$/,
  "must be a phone number with its country's code, such as +4930123456",
);

/** Zones that were found right: to find out takes a tenth of a millisecond each time. */
const knownZones = new Set<string>();

function isKnownZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!isTimeZone(zone)) return false;
  // Case does not matter, so there are endless ways to write one.
  if (knownZones.size < 1_000) knownZones.add(zone);
  return true;
}

export const timeZone = text(100).refine(isKnownZone, 'must be an IANA time zone, such as Europe/Berlin');

/** A date and time as an instant; without an offset it is UTC, as Cal.com reads it. */
export const start = text(40).transform((written, context) => {
  const instant = toInstant(written) ?? toInstant(`${written}Z`);
  if (instant !== undefined) return instant;
  context.addIssue({code: 'custom', message: 'must be an ISO 8601 date and time, such as 2026-11-23T09:00:00Z'});
  return z.NEVER;
});
