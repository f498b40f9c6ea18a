import {expect, test} from 'vitest';
import {decodeBookings} from '../../../src/core/cal/booking.ts';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';

const long = '1'.repeat(60_000);

test('of names and titles of an event type no more is shown than a browser draws at once', () => {
  const [eventType] = decodeEventTypes({
    data: {
      id: 1,
      slug: 'a',
      title: long,
      description: long,
      lengthInMinutes: 30,
      users: [{name: long, username: 'a'}],
      bookingFields: [
        {type: 'splitName', slug: 'name', firstNameLabel: long, lastNameLabel: long},
        {type: 'select', slug: 'size', label: long, placeholder: long, options: ['Small', long]},
      ],
    },
  });

  expect(JSON.stringify(eventType).length).toBeLessThan(20_000);
  expect(eventType!.title).toHaveLength(1_000);
  expect(eventType!.description).toHaveLength(10_000);
  // A part of an option would be no option.
  expect(eventType!.questions[1]!.options).toEqual(['Small']);
});

test('the same goes for a booking', () => {
  const [booking] = decodeBookings({
    data: {
      uid: 'a',
      status: 'accepted',
      title: long,
      start: '2026-11-30T10:00:00Z',
      end: '2026-11-30T10:30:00Z',
      location: long,
      hosts: [{name: long}],
      attendees: [{name: long, email: 'a@b.example'}],
    },
  });

  expect(JSON.stringify(booking).length).toBeLessThan(7_000);
});
