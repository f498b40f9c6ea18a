import {expect, test} from 'vitest';
import {calAt, ask} from './ask.ts';

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
