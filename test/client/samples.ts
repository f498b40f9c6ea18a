import type {BookingRequest, EventType} from '../../src/core/model/types.ts';

/** An event type as Cal.com sends it. */
export const eventTypeJson = {
  id: 7,
  slug: '30min',
  title: '30 minutes',
  lengthInMinutes: 30,
  bookingFields: [
    {type: 'name', slug: 'name', isDefault: true, required: true},
    {type: 'email', slug: 'email', isDefault: true, required: true},
  ],
  locations: [{type: 'integration', integration: 'cal-video'}],
  users: [{id: 1, name: 'Rick', username: 'rick'}],
};

export const bookingJson = {
  id: 1,
  uid: 'bk1',
  title: '30 minutes',
  status: 'accepted',
  start: '2030-01-07T09:00:00.000Z',
  end: '2030-01-07T09:30:00.000Z',
  eventType: {id: 7, slug: '30min'},
  hosts: [],
  attendees: [],
  metadata: {},
};

export const eventType: EventType = {
  id: 7,
  slug: '30min',
  title: '30 minutes',
  durations: [30],
  hosts: [],
  locations: [],
  confirmation: 'none',
  questions: [
    {slug: 'name', type: 'name', required: true},
    {slug: 'email', type: 'email', required: true},
  ],
};

export const ref = {kind: 'user', username: 'rick', slug: '30min'} as const;
export const week = {start: '2030-01-07T00:00:00.000Z', end: '2030-01-14T00:00:00.000Z'};
export const slotsJson = {'2030-01-07': [{start: '2030-01-07T10:00:00.000Z'}, {start: '2030-01-07T09:00:00.000Z'}]};
export const slots = [{start: '2030-01-07T09:00:00.000Z'}, {start: '2030-01-07T10:00:00.000Z'}];
export const request: BookingRequest = {
  eventType,
  start: '2030-01-07T09:00:00.000Z',
  answers: {name: 'Ann', email: 'ann@example.com'},
  timeZone: 'Europe/Paris',
};
export const attemptId = '0b5e6a1c-6f0e-4f0e-9d6e-2f4b8f5c1a11';
