// Independent of the kit's time functions, which are tested against this output.

const minute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, found);
  }
  return found;
}

/** Whether the platform supports the IANA zone. */
export function isZone(zone: string): boolean {
  try {
    return format(zone) !== undefined;
  } catch {
    return false;
  }
}

/** Minutes east of UTC in the zone at the instant (ms). */
export function offsetMinutes(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const read: Record<string, number> = {};
  for (const {type, value} of format(zone).formatToParts(at)) read[type] = Number(value);
  const local = Date.UTC(read['year']!, read['month']! - 1, read['day'], read['hour'], read['minute'], read['second']);
  return Math.round((local - Math.floor(at / 1000) * 1000) / minute);
}

/** ISO 8601 in UTC with milliseconds. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** ISO 8601 in the zone with milliseconds and its offset; `Z` in UTC. */
export function localIso(at: number, zone: string): string {
  const offset = offsetMinutes(at, zone);
  if (zone === 'UTC') return iso(at);
  const sign = offset < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(offset);
  return `${iso(at + offset * minute).slice(0, -1)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The calendar day of the instant in the zone. */
export function dayOf(at: number, zone: string): string {
  return iso(at + offsetMinutes(at, zone) * minute).slice(0, 10);
}

/** The day `count` days later. */
export function addDays(day: string, count: number): string {
  return iso(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).slice(0, 10);
}

/** 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The instant (ms) at which the zone's clocks show `minutes` after midnight of the day. */
export function atLocal(day: string, minutes: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * minute;
  const guess = wall - offsetMinutes(wall, zone) * minute;
  return wall - offsetMinutes(guess, zone) * minute;
}

/** The same local time `count` weeks, months or years later. */
export function repeat(at: number, zone: string, frequency: string, count: number): number {
  if (count === 0) return at;
  const local = new Date(at + offsetMinutes(at, zone) * minute);
  if (frequency === 'weekly') local.setUTCDate(local.getUTCDate() + 7 * count);
  if (frequency === 'monthly') local.setUTCMonth(local.getUTCMonth() + count);
  if (frequency === 'yearly') local.setUTCFullYear(local.getUTCFullYear() + count);
  return atLocal(local.toISOString().slice(0, 10), local.getUTCHours() * 60 + local.getUTCMinutes(), zone);
}
