import {isTimeZone} from '../../core/time/parse-time.ts';

/** The device's IANA time zone; UTC if the browser reports one it cannot format itself, such as `Etc/Unknown`. */
export function deviceZone(): string {
  const {timeZone} = Intl.DateTimeFormat().resolvedOptions() as {timeZone?: string};
  return timeZone && isTimeZone(timeZone) ? timeZone : 'UTC';
}
