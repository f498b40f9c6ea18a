import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {dayOf, wallClock} from '../../core/time/time.ts';

/** A query for slots, and the wider one sent to Cal.com: whole days in UTC, so that similar queries share an answer. */
export interface SlotsQuestion {
  asked: Record<string, string>;
  /** Converts the days of the answer to `asked` into the answer to the original query. */
  show(days: Json): Json;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** A time without an offset is in UTC, as in Cal.com's API. */
function read(written: string): number {
  const at = Date.parse(written.includes('T') && !/(Z|[+-]\d\d:?\d\d)$/.test(written) ? `${written}Z` : written);
  return Number.isNaN(at) ? 0 : at;
}

/** Cal.com moves an `end` at midnight to the end of that day (cal-api.md §2.3). */
function readEnd(written: string): number {
  const at = read(written);
  return at % dayMs === 0 ? at + dayMs - 1_000 : at;
}

/** Widens a checked query to whole days, removes its time zone and normalises names. */
export function toSlotsQuestion({start = '', end = '', timeZone, ...others}: Record<string, string>): SlotsQuestion {
  const from = read(start);
  const to = readEnd(end);
  const names = Object.entries(others).map(([name, value]) => [
    name,
    /^(username|eventTypeSlug|teamSlug)$/.test(name) ? value.toLowerCase() : value,
  ]);
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    asked: {
      ...(Object.fromEntries(names) as Record<string, string>),
      start: `${day(from)}T00:00:00.000Z`,
      end: `${day(to)}T23:59:59.000Z`,
    },
    show(days) {
      const found = Object.values(days)
        .flatMap(items => looseObjects(items))
        .filter(slot => isWithin(slot, from, to));
      const shown = new Map<string, Json[]>();
      for (const slot of found) {
        const name = dayOf(new Date(startOf(slot)).toISOString(), timeZone ?? 'UTC');
        const own = shown.get(name) ?? [];
        shown.set(name, own);
        own.push(timeZone === undefined ? slot : inZone(slot, timeZone));
      }
      return Object.fromEntries(shown);
    },
  };
}

const startOf = (slot: Json) => Date.parse(looseText(slot['start']) ?? '');

function isWithin(slot: Json, from: number, to: number): boolean {
  const at = startOf(slot);
  return at >= from && at <= to;
}

function inZone(slot: Json, zone: string): Json {
  const {start, end, ...others} = slot;
  return {start: write(start, zone), ...(end === undefined ? {} : {end: write(end, zone)}), ...looseObject(others)};
}

/** Formats a time as Cal.com does for a query with a time zone: local time with its offset, and UTC with a Z. */
function write(instant: unknown, zone: string): string {
  const at = Date.parse(String(instant));
  const wall = wallClock(at, zone);
  const offset = Math.round((wall - at) / minuteMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const text = new Date(wall).toISOString();
  return zone === 'UTC'
    ? text
    : `${text.slice(0, -1)}${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}
