import {afterEach, beforeEach, expect, test} from 'vitest';
import {openProxy, tuesdayAt, type Answer, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;

beforeEach(() => void (system = openProxy({eventTypes: '*'})));
afterEach(async () => system.close());

const filled = {
  'cal-link': 'rick/phone-only',
  slot: tuesdayAt('10:00'),
  step: 'book',
  attempt: 'attempt-of-a-page',
  'answer.name': 'Ann Visitor',
};

const send = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  system.request('/form', {
    method: 'POST',
    body: new URLSearchParams({...filled, ...fields}),
    headers: {origin: 'http://proxy.test', ...headers},
  });

test.each([
  ["the page's country", {'phone-country': 'DE'}, {}, '0151 23456789', '+4915123456789'],
  ['the zone times are shown in', {'time-zone': 'Europe/London'}, {}, '020 7946 0958', '+442079460958'],
  ["the browser's language", {}, {'accept-language': 'sv-SE,sv;q=0.9,en-US;q=0.8'}, '070-123 45 67', '+46701234567'],
  ['its own', {}, {}, '+44 (0)20 7946 0958', '+442079460958'],
])(
  'a phone number is read in the country of %s, and guests as they are pasted',
  async (_whose, fields, headers, typed, sent) => {
    const people = {'answer.attendeePhoneNumber': typed, 'answer.guests': 'Bob <bob@x.example>; mailto:cy@x.example'};
    const answer = await send({...people, ...fields}, headers);
    expect(answer.status).toBe(303);
    expect(system.calls('POST', /bookings/)[0]!.body).toMatchObject({
      attendee: {phoneNumber: sent},
      location: {phone: sent},
      guests: ['bob@x.example', 'cy@x.example'],
    });
  },
);

test('a phone number whose country nothing tells comes back, and the country of the page stays', async () => {
  const {status, text} = await send({'phone-country': 'DE', 'answer.attendeePhoneNumber': '12'});
  expect(status).toBe(422);
  expect(text).toContain('<input type="hidden" name="phone-country" value="DE">');
  expect(text).toContain('Enter a phone number with country code');
  // The place needs the same number.
  expect(text).not.toContain('location.detail');
});
