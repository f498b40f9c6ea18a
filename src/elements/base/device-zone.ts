import {isTimeZone} from '../../core/time/time.ts';

/** The device's IANA zone; UTC where the browser names none that it knows itself, such as `Etc/Unknown`. */
export function deviceZone(): string {
  const {timeZone} = Intl.DateTimeFormat().resolvedOptions() as {timeZone?: string};
  return timeZone && isTimeZone(timeZone) ? timeZone : 'UTC';
}
