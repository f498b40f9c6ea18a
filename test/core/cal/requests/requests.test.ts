import {expect, test} from 'vitest';
import {bookingRequest, cancelRequest, rescheduleRequest} from '../../../../src/core/cal/requests/booking-requests.ts';
import {eventTypeRequest, slotsRequest, type CalRequest} from '../../../../src/core/cal/requests/requests.ts';

const range = {start: '2026-11-23T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z'};
const rick = {kind: 'user', username: 'rick', slug: '30min'} as const;
const team = {kind: 'team', team: 'acme', slug: 'intro'} as const;

test.each<[string, CalRequest, Partial<CalRequest>]>([
  [
    "a user's event type",
    eventTypeRequest(rick),
    {method: 'GET', path: '/v2/event-types', query: {username: 'rick', eventSlug: '30min'}, version: '2024-06-14'},
  ],
  [
    'an event type by id',
    eventTypeRequest({kind: 'id', id: 42}),
    {method: 'GET', path: '/v2/event-types/42', version: '2024-06-14'},
  ],
  [
    "a numbered team's event type",
    eventTypeRequest({...team, team: '12'}),
    {method: 'GET', path: '/v2/teams/12/event-types', query: {eventSlug: 'intro'}, version: '2024-06-14'},
  ],
  [
    'slots by id',
    slotsRequest(42, range),
    {method: 'GET', path: '/v2/slots', query: {eventTypeId: '42', ...range}, version: '2024-09-04'},
  ],
  [
    'slots by the reference of an id',
    slotsRequest({kind: 'id', id: 42}, range),
    {method: 'GET', path: '/v2/slots', query: {eventTypeId: '42', ...range}, version: '2024-09-04'},
  ],
  [
    'slots of a user',
    slotsRequest(rick, range),
    {
      method: 'GET',
      path: '/v2/slots',
      query: {username: 'rick', eventTypeSlug: '30min', ...range},
      version: '2024-09-04',
    },
  ],
  [
    'slots of a team, with a duration',
    slotsRequest(team, range, 60),
    {
      method: 'GET',
      path: '/v2/slots',
      query: {teamSlug: 'acme', eventTypeSlug: 'intro', ...range, duration: '60'},
      version: '2024-09-04',
    },
  ],
  ['a booking', bookingRequest('a/b'), {method: 'GET', path: '/v2/bookings/a%2Fb', version: '2024-08-13'}],
  [
    'cancelling without a word',
    cancelRequest('u1'),
    {method: 'POST', path: '/v2/bookings/u1/cancel', body: {}, version: '2024-08-13'},
  ],
  [
    'cancelling a seat with a reason',
    cancelRequest('u1', {reason: ' ill ', seatUid: 's1'}),
    {
      method: 'POST',
      path: '/v2/bookings/u1/cancel',
      body: {cancellationReason: 'ill', seatUid: 's1'},
      version: '2024-08-13',
    },
  ],
  [
    'rescheduling with a reason',
    rescheduleRequest('u1', range.start, {reason: 'ill'}),
    {
      method: 'POST',
      path: '/v2/bookings/u1/reschedule',
      body: {start: range.start, reschedulingReason: 'ill'},
      version: '2024-08-13',
    },
  ],
  [
    'rescheduling a seat, whose form knows no reason',
    rescheduleRequest('u1', range.start, {reason: 'ill', seatUid: 's1'}),
    {
      method: 'POST',
      path: '/v2/bookings/u1/reschedule',
      body: {start: range.start, seatUid: 's1'},
      version: '2024-08-13',
    },
  ],
])('%s is asked for as Cal.com wants it', (_, request, expected) => {
  expect(request).toEqual(expected);
});

test('a team told by its slug is refused with what works instead', () => {
  expect(() => eventTypeRequest(team)).toThrow('team/<number>/intro');
});
