import {describe, expect, test} from 'vitest';
import {decodeBookings} from '../../../src/core/cal/booking.ts';
import {calBooking, success} from './fixtures.ts';

const decode = (members: Record<string, unknown>) => decodeBookings(success(calBooking(members)))[0];

test('a booking is read without what a page has no business with', () => {
  expect(decodeBookings(success(calBooking()))).toEqual([
    {
      uid: 'booking-1',
      status: 'accepted',
      title: 'A talk between Rick and Ada',
      start: '2026-11-23T09:00:00.000Z',
      end: '2026-11-23T09:30:00.000Z',
      hosts: [{name: 'Rick', timeZone: 'Europe/London'}],
      location: 'https://app.cal.example/video/booking-1',
      eventTypeId: 7,
      attendee: {name: 'Ada', email: 'ada@example.com', timeZone: 'Europe/Berlin'},
      metadata: {order: '17'},
    },
  ]);
});

test('a recurring booking is many', () => {
  const bookings = decodeBookings(success(['u1', 'u2'].map(uid => calBooking({uid, recurringBookingUid: 'r1'}))));
  expect(bookings.map(({uid, recurringBookingUid}) => [uid, recurringBookingUid])).toEqual([
    ['u1', 'r1'],
    ['u2', 'r1'],
  ]);
});

describe('a seated booking', () => {
  const seat = (seatUid: string, name: string) => ({seatUid, name, timeZone: 'Europe/Berlin', absent: false});

  test("shows the visitor's own seat only", () => {
    expect(decode({seatUid: 's2', attendees: [seat('s1', 'Other'), seat('s2', 'Ada')]})).toMatchObject({
      seatUid: 's2',
      attendee: {name: 'Ada'},
    });
  });

  test('without a ticket shows nobody', () => {
    expect(decode({attendees: [seat('s1', 'Other')]})).not.toHaveProperty('attendee');
  });

  test('with hidden attendees is read', () => {
    expect(decode({seatUid: 's2', attendees: []})).toMatchObject({seatUid: 's2'});
  });
});

test.each([
  ['accepted', 'accepted'],
  ['pending', 'pending'],
  ['cancelled', 'cancelled'],
  ['rejected', 'rejected'],
  ['awaiting_host', 'pending'],
])('status %s is %s', (written, status) => {
  expect(decode({status: written}).status).toBe(status);
});

test.each([
  ['https://meet.example/x', 'https://meet.example/x'],
  ['http://meet.example', 'http://meet.example'],
  [' Main St 1 ', 'Main St 1'],
  ['Room 2: second floor', 'Room 2: second floor'],
  ['Room: two', 'Room: two'],
  ['+49301234567', '+49301234567'],
  ['integrations:daily', undefined],
  ['javascript:alert(1)', undefined],
  ['JavaScript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['\tjavascript:alert(1)', undefined],
  ['tel:+49301234567', undefined],
  ['', undefined],
  [null, undefined],
  [{}, undefined],
])('the place %j is kept as %j', (location, kept) => {
  expect(decode({location}).location).toBe(kept);
});

test('metadata is a record of strings', () => {
  expect(decode({metadata: {a: 'x', b: 1, c: true, d: {}, e: null, f: []}}).metadata).toEqual({
    a: 'x',
    b: '1',
    c: 'true',
  });
  expect(decode({metadata: null}).metadata).toEqual({});
});

test('what is unknown or missing beside the point is left out', () => {
  const booking = decode({
    hosts: ['unknown', {name: null}],
    attendees: undefined,
    eventType: null,
    eventTypeId: null,
    title: undefined,
    location: undefined,
  });
  expect(booking).toMatchObject({hosts: [], title: ''});
  expect(Object.values(booking)).not.toContain(undefined);
});

test('the chain of a moved booking is kept', () => {
  expect(decode({rescheduledFromUid: 'old', rescheduledToUid: 'new'})).toMatchObject({
    rescheduledFromUid: 'old',
    rescheduledToUid: 'new',
  });
});

test.each([
  ['uid', undefined],
  ['uid', ''],
  ['uid', 5],
  ['status', 'maybe'],
  ['status', 'toString'],
  ['status', null],
  ['start', 'soon'],
  ['end', undefined],
])('a booking whose %s is %j is a wrong shape', (member, value) => {
  const wrong = expect.objectContaining({code: 'upstream_shape', message: expect.stringContaining(`data.${member}.`)});
  expect(() => decode({[member]: value})).toThrow(wrong);
});

test.each([
  [undefined, 'answer'],
  [success(null), 'data'],
  [success([]), 'data'],
  [success([calBooking(), 1]), 'data[1]'],
])('%j is a wrong shape', (json, path) => {
  expect(() => decodeBookings(json)).toThrow(
    expect.objectContaining({code: 'upstream_shape', message: expect.stringContaining(` at ${path}.`)}),
  );
});
