import type {Instant} from '../model/types.ts';
import {toLink} from '../text/web-address.ts';

/** One meeting in a calendar file. */
export interface CalendarEntry {
  /** The booking's uid; stays the same when the meeting changes. */
  uid: string;
  title: string;
  start: Instant;
  end: Instant;
  description?: string;
  /** An address or a join link. */
  location?: string;
  url?: string;
  /** `CANCELLED` removes the meeting from a calendar. */
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** Increases with every change of the same uid. */
  sequence: number;
}

const encoder = new TextEncoder();

/** `2026-11-23T09:00:00.000Z` → `20261123T090000Z`. */
function stamp(instant: Instant): string {
  return `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Escapes text as in RFC 5545 §3.3.11; control characters would end the line or the file. */
function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** Folds a line to at most 75 octets, with a space before continuations (RFC 5545 §3.1); never inside a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

function event(
  {uid, title, start, end, description, location, url, status, sequence}: CalendarEntry,
  now: Instant,
): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${status}`,
    `SUMMARY:${escapeText(title)}`,
    ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
    ...(location ? [`LOCATION:${escapeText(location)}`] : []),
    // A URI has no escapes, so only an address that cannot break out of the line is written.
    ...(toLink(url) ? [`URL:${url}`] : []),
    'END:VEVENT',
  ];
}

/**
 * Writes a calendar file (RFC 5545); `now` is its creation time. If all meetings are cancelled, the file removes them
 * from a calendar. It names no organizer and no attendees, because calendars would then send e-mails of their own.
 */
export function toIcs(entries: readonly CalendarEntry[], now: Instant): string {
  const isCancelled = entries.every(({status}) => status === 'CANCELLED');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//booking-elements//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${isCancelled ? 'CANCEL' : 'PUBLISH'}`,
    ...entries.flatMap(entry => event(entry, now)),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** A file name from the title's letters and the day, e.g. `30-min-meeting-2026-11-23.ics`. */
export function icsName(title: string, start: Instant): string {
  const name = title
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${name || 'booking'}-${start.slice(0, 10)}.ics`;
}
