import {expect, test} from 'vitest';
import {filterBookings} from '../../../src/proxy/book/filter-booking.ts';
import {filterEventType} from '../../../src/proxy/cal/filter-event-type.ts';

const secretive = {
  id: 1,
  uid: 'u1',
  title: 'Talk',
  status: 'accepted',
  start: '2026-11-24T10:00:00Z',
  end: '2026-11-24T10:30:00Z',
  hosts: [
    {
      id: 3,
      name: 'Rick',
      email: 'rick@host.example',
      displayEmail: 'rick@host.example',
      username: 'rick',
      timeZone: 'UTC',
    },
  ],
  cancelledByEmail: 'rick@host.example',
  rescheduledByEmail: 'rick@host.example',
  attendees: [
    {name: 'Ann', email: 'ann@a.example', timeZone: 'UTC'},
    {name: 'Guest', email: 'guest@g.example', timeZone: 'UTC'},
  ],
  guests: ['guest@g.example'],
  bookingFieldsResponses: {notes: 'private'},
  oneTimePassword: 'otp',
  references: [{secret: 'x'}],
  metadata: {orderId: '17', booking_attempt: 'attempt', booking_ref: 'ref', nested: {a: 1}},
};

test("the one who booked sees the own address and nobody else's", () => {
  const text = JSON.stringify(filterBookings(secretive, 'visitor'));
  expect(text).toContain('ann@a.example');
  expect(text).not.toMatch(/rick@|guest@|otp|references|private|nested/);
});

test("who has the uid sees no address and none of the kit's keys", () => {
  const text = JSON.stringify(filterBookings([secretive], 'holder'));
  expect(text).not.toMatch(/@|booking_attempt|booking_ref|otp/);
  expect(text).toContain('"orderId":"17"');
});

test('who knows nothing but the uid sees no name, no words anybody wrote, no place and no other uid to go on with', () => {
  const booking = {
    ...secretive,
    title: 'Talk between Rick and Ann',
    location: '+4930123456',
    cancellationReason: 'ill',
    seatUid: 's1',
    recurringBookingUid: 'r1',
    rescheduledToUid: 'u2',
  };
  const known = {
    uid: 'u1',
    status: 'accepted',
    start: '2026-11-24T10:00:00Z',
    end: '2026-11-24T10:30:00Z',
    rescheduledToUid: 'u2',
  };

  expect(filterBookings(booking, 'anybody', true)).toEqual(known);
  expect(filterBookings([booking, booking], 'anybody', true)).toEqual([known, known]);
});

test('of a seated booking only the seat that is named is shown', () => {
  const seats = [
    {name: 'Ann', seatUid: 's1'},
    {name: 'Bob', seatUid: 's2'},
  ];
  expect(filterBookings({...secretive, seatUid: 's2', attendees: seats}, 'visitor')).toMatchObject({
    attendees: [{name: 'Bob'}],
  });
  expect(filterBookings({...secretive, attendees: seats}, 'holder')).toMatchObject({attendees: []});
});

test('a member Cal.com adds tomorrow does not pass', () => {
  expect(
    filterEventType({
      id: 1,
      slug: 's',
      newThing: 'x',
      users: [{name: 'Rick', email: 'rick@host.example', newThing: 'x'}],
    }),
  ).toEqual({id: 1, slug: 's', users: [{name: 'Rick'}]});
});

test('an event type that has no questions stored is passed on as one, so that a page asks the usual ones', () => {
  expect(filterEventType({id: 1, bookingFields: null})).toEqual({id: 1, bookingFields: null});
});

test('a stored question passes with what it takes to ask it', () => {
  const stored = {
    name: 'smsReminderNumber',
    type: 'phone',
    required: true,
    sources: [{id: 'default', type: 'secret'}],
    options: [{value: 'a', label: 'A', price: 5}],
  };
  const {bookingFields} = filterEventType({
    bookingFields: [
      {type: 'unknown', slug: 'unknown', bookingField: JSON.stringify(stored)},
      {type: 'text', slug: 'internal', hidden: true},
    ],
  }) as {bookingFields: {bookingField: string}[]};
  expect(bookingFields).toHaveLength(1);
  expect(JSON.parse(bookingFields[0]!.bookingField)).toEqual({
    name: 'smsReminderNumber',
    type: 'phone',
    required: true,
    options: [{value: 'a', label: 'A'}],
  });
});

test('settings that are switched off pass as they are', () => {
  expect(
    filterEventType({
      recurrence: null,
      seats: {disabled: true},
      confirmationPolicy: {type: 'time', noticeThreshold: {unit: 'hours', count: 48}},
    }),
  ).toEqual({
    recurrence: null,
    seats: {disabled: true},
    confirmationPolicy: {type: 'time', noticeThreshold: {unit: 'hours', count: 48}},
  });
});

test('of the apps only the price passes', () => {
  expect(
    filterEventType({
      metadata: {
        apps: {stripe: {enabled: true, price: 49, currency: 'eur', credentialId: 8}, crm: {enabled: true, key: 'x'}},
        other: 1,
      },
    }),
  ).toEqual({metadata: {apps: {stripe: {enabled: true, price: 49, currency: 'eur'}}}});
});

test('a link to join is for pages only where the owner allows it; a place in words always is', () => {
  const link = {...secretive, location: 'https://app.cal.com/video/abc'};
  expect(filterBookings(link, 'visitor')).not.toHaveProperty('location');
  expect(filterBookings(link, 'visitor', true)).toMatchObject({location: link.location});
  expect(filterBookings({...secretive, location: '1 Main Street, Berlin'}, 'holder')).toMatchObject({
    location: '1 Main Street, Berlin',
  });
});
