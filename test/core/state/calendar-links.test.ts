import {expect, test} from 'vitest';
import {calendarLinks} from '../../../src/core/state/calendar-links.ts';

const meeting = {
  title: 'Talk & tea + more',
  start: '2026-11-23T09:00:00.000Z',
  end: '2026-11-23T09:30:00.000Z',
  description: 'Line one\nLine two',
  location: 'https://meet.example.com/a?b=1',
};

const linkTo = (name: string) => new URL(calendarLinks(meeting).find(link => link.name === name)!.url);

test('four web calendars are offered, over https, without a plus sign for a space', () => {
  const links = calendarLinks(meeting);
  expect(links.map(({name}) => name)).toEqual(['Google', 'Outlook.com', 'Office 365', 'Yahoo']);
  for (const {url} of links) {
    expect(url).toMatch(/^https:/);
    expect(url).not.toContain('+');
  }
});

test('Google gets both times in UTC', () => {
  const {searchParams} = linkTo('Google');
  expect(searchParams.get('dates')).toBe('20261123T090000Z/20261123T093000Z');
  expect(searchParams.get('text')).toBe(meeting.title);
  expect(searchParams.get('details')).toBe(meeting.description);
  expect(searchParams.get('location')).toBe(meeting.location);
});

test.each(['Outlook.com', 'Office 365'])('%s gets ISO times', name => {
  const {searchParams} = linkTo(name);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    startdt: meeting.start,
    enddt: meeting.end,
    subject: meeting.title,
    rru: 'addevent',
  });
});

test('Yahoo gets both times in UTC', () => {
  const {searchParams} = linkTo('Yahoo');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    v: '60',
    st: '20261123T090000Z',
    et: '20261123T093000Z',
    in_loc: meeting.location,
  });
});

test('what is not known is left out', () => {
  const {description: _, location: __, ...short} = meeting;
  for (const {url} of calendarLinks(short)) expect(url).not.toMatch(/details|location|body|desc=|in_loc/);
});
