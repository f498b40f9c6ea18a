import type {CalendarEntry} from './ics.ts';

/** A link that opens a web calendar with the meeting filled in. */
export interface CalendarLink {
  name: 'Google' | 'Outlook.com' | 'Office 365' | 'Yahoo';
  url: string;
}

/** `2026-11-23T09:00:00.000Z` → `20261123T090000Z`. */
const compact = (instant: string) => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

function link(base: string, values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]);
  // Outlook shows a plus sign for a space encoded as `+`.
  return `${base}?${new URLSearchParams(given).toString().replaceAll('+', '%20')}`;
}

/**
 * Returns links that add a meeting to common web calendars. They are built locally: no one learns of the booking before
 * the visitor follows one.
 */
export function calendarLinks({
  title,
  start,
  end,
  description,
  location,
}: Omit<CalendarEntry, 'uid' | 'status' | 'sequence'>): CalendarLink[] {
  const outlook = {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: start,
    enddt: end,
    body: description,
    location,
  };
  return [
    {
      name: 'Google',
      url: link('https://calendar.google.com/calendar/render', {
        action: 'TEMPLATE',
        text: title,
        dates: `${compact(start)}/${compact(end)}`,
        details: description,
        location,
      }),
    },
    {name: 'Outlook.com', url: link('https://outlook.live.com/calendar/0/action/compose', outlook)},
    {name: 'Office 365', url: link('https://outlook.office.com/calendar/0/action/compose', outlook)},
    {
      name: 'Yahoo',
      url: link('https://calendar.yahoo.com/', {
        v: '60',
        title,
        st: compact(start),
        et: compact(end),
        desc: description,
        in_loc: location,
      }),
    },
  ];
}
