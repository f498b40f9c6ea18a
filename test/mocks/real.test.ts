import {expect, test} from 'vitest';
import {ask, attendee, calAt, now} from './ask.ts';

// One test for each fact of cal-real.md: what a real Cal.com API v2 answered.

test('1: default fields carry keys of translations for labels, nothing, an empty text, or are not stored at all', async () => {
  const cal = calAt();
  const fields = async (user: string, slug: string) =>
    (await ask(cal, 'GET', `/v2/event-types?username=${user}&eventSlug=${slug}`)).body.data[0].bookingFields;
  expect((await fields('rick', '30min'))[0]).toEqual({type: 'name', slug: 'name', isDefault: true, required: true, label: 'your_name'});
  expect((await fields('rick', '30min')).map(({label}: {label: string}) => label)).toEqual(
    ['your_name', 'email_address', 'additional_notes', 'additional_guests', 'reason_for_reschedule']);
  expect((await fields('rick', 'flexible'))[0]).not.toHaveProperty('label');
  expect((await fields('rick', 'approval'))[0]).toHaveProperty('label', '');
  expect(await fields('morty', '15min')).toBeNull();
});

test('2: slots are kept for two seconds by the exact query; a start some seconds earlier is read anew and loses nothing', async () => {
  let at = now;
  const cal = calAt({now: () => at});
  const starts = async (start: string) => {
    const {body} = await ask(cal, 'GET', `/v2/slots?eventTypeId=1001&start=${start}&end=2026-11-23T23:00:00Z`);
    return (Object.values(body.data) as {start: string}[][]).flat().map(slot => slot.start);
  };
  const first = '2026-11-23T09:00:00.000Z';
  expect((await starts(first))[0]).toBe(first);
  expect((await ask(cal, 'POST', '/v2/bookings', {body: {eventTypeId: 1001, start: first, attendee}})).status).toBe(201);
  at += 1_900;
  expect((await starts(first))[0]).toBe(first);
  expect((await starts('2026-11-23T08:59:59Z'))[0]).toBe('2026-11-23T09:30:00.000Z');
  at += 100;
  expect((await starts(first))[0]).toBe('2026-11-23T09:30:00.000Z');
});
