import {expect, test} from 'vitest';
import {icsName, toIcs, type CalendarEntry} from '../../../src/core/state/ics.ts';

const now = '2026-11-20T08:00:00.000Z';

function entry(members: Partial<CalendarEntry> = {}): CalendarEntry {
  return {
    uid: 'abc123',
    title: '30 Min Meeting',
    start: '2026-11-23T09:00:00.000Z',
    end: '2026-11-23T09:30:00.000Z',
    status: 'CONFIRMED',
    sequence: 0,
    ...members,
  };
}

const file = (members: Partial<CalendarEntry> = {}) => toIcs([entry(members)], now);
/** The file as a calendar reads it: lines put together again. */
const lines = (ics: string) => ics.replace(/\r\n[ \t]/g, '').split('\r\n');

test('a booking is one event with its uid, its times in UTC and the time of writing', () => {
  expect(file()).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//booking-elements//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:abc123',
      'DTSTAMP:20261120T080000Z',
      'DTSTART:20261123T090000Z',
      'DTEND:20261123T093000Z',
      'SEQUENCE:0',
      'STATUS:CONFIRMED',
      'SUMMARY:30 Min Meeting',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

test('text is escaped and cannot end its line', () => {
  const ics = file({
    title: 'A; B, C\\D',
    description: 'one\r\ntwo\rthree\nEND:VEVENT\u0000',
    location: 'Main St 1, Berlin',
  });
  expect(lines(ics)).toContain('SUMMARY:A\\; B\\, C\\\\D');
  expect(lines(ics)).toContain('DESCRIPTION:one\\ntwo\\nthree\\nEND:VEVENT');
  expect(lines(ics)).toContain('LOCATION:Main St 1\\, Berlin');
});

test('no line is longer than 75 octets and no character is cut', () => {
  const title = `${'é'.repeat(50)}${'👩‍🚀'.repeat(20)}漢字`;
  const ics = file({title});
  for (const line of ics.split('\r\n')) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/\p{Surrogate}/u);
  }
  expect(lines(ics)).toContain(`SUMMARY:${title}`);
});

test('a join link is the place and the address; nothing else becomes an address', () => {
  const joined = lines(file({location: 'https://meet.example.com/a?b=1', url: 'https://meet.example.com/a?b=1'}));
  expect(joined).toContain('URL:https://meet.example.com/a?b=1');
  expect(lines(file({url: 'javascript:alert(1)'})).some(line => line.startsWith('URL'))).toBe(false);
  expect(
    lines(file({url: 'https://a.example/\r\nX-EVIL:1'})).some(
      line => line.startsWith('URL') || line.startsWith('X-EVIL'),
    ),
  ).toBe(false);
});

test('a cancelled booking takes itself out of the calendar with a higher sequence', () => {
  const ics = lines(file({status: 'CANCELLED', sequence: 1}));
  expect(ics).toContain('METHOD:CANCEL');
  expect(ics).toContain('STATUS:CANCELLED');
  expect(ics).toContain('SEQUENCE:1');
});

test('a series is one file with an event for each date', () => {
  const ics = lines(
    toIcs([entry(), entry({uid: 'def456', start: '2026-11-30T09:00:00.000Z', end: '2026-11-30T09:30:00.000Z'})], now),
  );
  expect(ics.filter(line => line === 'BEGIN:VEVENT')).toHaveLength(2);
  expect(ics).toContain('UID:def456');
});

test.each([
  ['30 Min Meeting', '30-min-meeting-2026-11-23.ics'],
  ['Termin: für/alle?', 'termin-für-alle-2026-11-23.ics'],
  ['会議', '会議-2026-11-23.ics'],
  ['../../..', 'booking-2026-11-23.ics'],
])('the file of "%s" is called %s', (title, name) => {
  expect(icsName(title, '2026-11-23T09:00:00.000Z')).toBe(name);
});
