import type {Instant} from '../model/types.ts';

const toIso = (ms: number): Instant => new Date(ms).toISOString();

/** Whether this is an IANA zone that the platform supports. Offsets such as `+01:00` are not. */
export function isTimeZone(zone: string): boolean {
  try {
    return /^[a-z][\w+/-]{0,63}$/i.test(zone) && Boolean(new Intl.DateTimeFormat('en', {timeZone: zone}));
  } catch {
    return false;
  }
}

/** With nanoseconds and an offset an instant has 35 characters. */
const longestInstant = 40;

/**
 * The usual format of Cal.com: UTC with milliseconds. Limited to days that every month has, so that no further check is
 * needed.
 */
const canonical = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/;

/** Converts an ISO 8601 date-time with an offset or `Z` to UTC; `undefined` if the text is not one. */
export function toInstant(text: string): Instant | undefined {
  if (canonical.test(text)) return text;
  if (text.length > longestInstant) return undefined;
  const parts = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)$/i.exec(text);
  if (!parts) return undefined;
  const [, day = '', time = '', offset = ''] = parts;
  const ms = Date.parse(`${day}${time}${offset.replace(/(\d\d)(\d\d)$/, '$1:$2')}`.toUpperCase());
  // Date.parse turns 30 February into 2 March.
  return Number.isNaN(ms) || toIso(Date.parse(day)).slice(0, 10) !== day ? undefined : toIso(ms);
}
