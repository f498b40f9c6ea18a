import {describe, expect, test} from 'vitest';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';
import type {EventType} from '../../../src/core/model/types.ts';
import {calEventType, success} from './fixtures.ts';

const decode = (members: Record<string, unknown>) => decodeEventTypes(success([calEventType(members)]))[0]!;

test('a plain event type is read', () => {
  expect(decodeEventTypes(success([calEventType()]))).toEqual([
    {
      id: 7,
      slug: '30min',
      title: 'A talk',
      description: 'About anything.',
      durations: [30],
      questions: [
        {slug: 'name', type: 'name', required: true},
        {slug: 'email', type: 'email', required: true},
        {slug: 'location', type: 'location', required: false},
        {slug: 'title', type: 'title', required: false, hidden: true},
        {slug: 'notes', type: 'notes', required: false},
        {slug: 'guests', type: 'guests', required: false},
      ],
      locations: [{type: 'integration', integration: 'cal-video'}],
      hosts: [{name: 'Rick', username: 'rick', avatarUrl: 'https://cal.example/rick.png'}],
      confirmation: 'none',
      bookingUrl: 'https://cal.example/rick/30min',
    },
  ]);
});

test('one by id comes alone, an unknown slug as nothing', () => {
  expect(decodeEventTypes(success(calEventType()))).toHaveLength(1);
  expect(decodeEventTypes(success([]))).toEqual([]);
});

describe('durations', () => {
  test.each([
    [{}, [30]],
    [{lengthInMinutesOptions: [15, 30, 60]}, [30, 15, 60]],
    [{lengthInMinutesOptions: [30]}, [30]],
    [{lengthInMinutesOptions: null}, [30]],
    [{lengthInMinutesOptions: [15, '60', -1, null]}, [30, 15]],
  ])('of %j are %j', (members, durations) => {
    expect(decode(members).durations).toEqual(durations);
  });
});

test('places are kept by kind; addresses, links and numbers never are', () => {
  const {locations} = decode({
    locations: [
      {type: 'address', address: 'Secret St 1', public: false},
      {type: 'address', address: 'Secret St 2', public: true},
      {type: 'link', link: 'https://secret.example', public: true},
      {type: 'phone', phone: '+4930secret', public: true},
      {type: 'integration', integration: 'zoom', link: 'https://secret.example', credentialId: 3},
      {type: 'integration', integration: 'cal-video'},
      {type: 'attendeePhone'},
      {type: 'attendeeAddress'},
      {type: 'attendeeDefined'},
      {type: 'organizersDefaultApp'},
      {type: 'unknown', location: '{"secret":1}'},
    ],
  });
  expect(JSON.stringify(locations)).not.toMatch(/secret/i);
  expect(locations).toEqual([
    {type: 'address'},
    {type: 'link'},
    {type: 'phone'},
    {type: 'integration', integration: 'zoom'},
    {type: 'integration', integration: 'cal-video'},
    {type: 'attendeePhone', ask: 'phone'},
    {type: 'attendeeAddress', ask: 'address'},
    {type: 'attendeeDefined', ask: 'text'},
    {type: 'organizersDefaultApp'},
    {type: 'unknown'},
  ]);
});

describe('settings may be a value, disabled or absent', () => {
  test.each<[string, Record<string, unknown>, Partial<EventType>]>([
    [
      'confirmation',
      {confirmationPolicy: {type: 'always', blockUnconfirmedBookingsInBooker: false}},
      {confirmation: 'always'},
    ],
    [
      'confirmation',
      {confirmationPolicy: {type: 'time', noticeThreshold: {unit: 'hours', count: 2}}},
      {confirmation: 'sometimes'},
    ],
    ['confirmation', {confirmationPolicy: {disabled: true}}, {confirmation: 'none'}],
    ['confirmation', {confirmationPolicy: undefined}, {confirmation: 'none'}],
    [
      'seats',
      {seats: {seatsPerTimeSlot: 4, showAttendeeInfo: true, showAvailabilityCount: true}},
      {seats: {perSlot: 4, showRemaining: true}},
    ],
    [
      'seats',
      {seats: undefined, seatsPerTimeSlot: 4, seatsShowAvailabilityCount: null},
      {seats: {perSlot: 4, showRemaining: false}},
    ],
    ['seats', {seats: {disabled: true}, seatsPerTimeSlot: null}, {seats: undefined}],
    [
      'recurrence',
      {recurrence: {interval: 2, occurrences: 5, frequency: 'weekly'}},
      {recurrence: {count: 5, frequency: 'weekly', interval: 2}},
    ],
    ['recurrence', {recurrence: {disabled: true}}, {recurrence: undefined}],
    ['recurrence', {recurrence: null}, {recurrence: undefined}],
    ['price', {price: 5000, currency: 'eur'}, {price: {amount: 5000, currency: 'EUR'}}],
    [
      'price',
      {metadata: {apps: {stripe: {enabled: true, price: 900, currency: 'gbp'}}}},
      {price: {amount: 900, currency: 'GBP'}},
    ],
    ['price', {metadata: {apps: {stripe: {enabled: false, price: 900}}}}, {price: undefined}],
    ['price', {metadata: {apps: {stripe: {enabled: true, price: 0}}}}, {price: undefined}],
    ['price', {metadata: null}, {price: undefined}],
    ['e-mail verification', {requiresBookerEmailVerification: true}, {requiresEmailVerification: true}],
    ["the owner's key", {bookingRequiresAuthentication: true}, {requiresAuthentication: true}],
    ['the booking page', {bookingUrl: ''}, {bookingUrl: undefined}],
    ['the booking page', {bookingUrl: 'javascript:alert(1)'}, {bookingUrl: undefined}],
    ['the description', {description: null}, {description: undefined}],
  ])('%s: %j', (_, members, expected) => {
    const decoded = decode(members);
    expect({...expected, ...decoded}).toEqual({...decoded, ...expected});
    expect(Object.values(decoded)).not.toContain(undefined);
  });
});

describe('the zone of a locked event type', () => {
  const locked = {lockTimeZoneToggleOnBookingPage: true};
  test.each([
    [
      "is the schedule's",
      {...locked, schedule: {timeZone: 'Asia/Tokyo'}, users: [{name: 'Rick', timeZone: 'Europe/London'}]},
      'Asia/Tokyo',
    ],
    ["is else the host's", {...locked, users: [{name: 'Rick', timeZone: 'Europe/London'}]}, 'Europe/London'],
    ['is unknown when Cal.com does not say', locked, undefined],
    ['is unknown when there is no such zone', {...locked, users: [{name: 'Rick', timeZone: 'Mars/Base'}]}, undefined],
    ['does not count when it is not locked', {users: [{name: 'Rick', timeZone: 'Europe/London'}]}, undefined],
  ])('%s', (_, members, zone) => {
    expect(decode(members).lockedTimeZone).toBe(zone);
  });
});

test("a team's hosts are named, those without a name by their username", () => {
  const hosts = [
    {userId: 1, name: 'Morty', username: 'morty', avatarUrl: 'javascript:x'},
    {userId: 2, name: null, username: 'beth', avatarUrl: null},
    {userId: 3},
  ];
  expect(decode({users: undefined, hosts}).hosts).toEqual([
    {name: 'Morty', username: 'morty'},
    {name: 'beth', username: 'beth'},
  ]);
});

test.each([
  [undefined, 'answer'],
  [{status: 'success'}, 'data'],
  [success([5]), 'data[0]'],
  [success(calEventType({id: '7'})), 'data.id'],
  [success([calEventType({slug: undefined})]), 'data[0].slug'],
  [success([calEventType({title: 3})]), 'data[0].title'],
  [success([calEventType({lengthInMinutes: 0})]), 'data[0].lengthInMinutes'],
  [success([calEventType({bookingFields: undefined})]), 'data[0].bookingFields'],
  [success([calEventType({bookingFields: [null]})]), 'data[0].bookingFields[0]'],
  [success([calEventType({bookingFields: [{type: 'text'}]})]), 'data[0].bookingFields[0].slug'],
  [success([calEventType({bookingFields: [{slug: 'x'}]})]), 'data[0].bookingFields[0].type'],
])('a wrong shape is told with its path: %#', (json, path) => {
  expect(() => decodeEventTypes(json)).toThrow(
    expect.objectContaining({code: 'upstream_shape', message: expect.stringContaining(` at ${path}.`)}),
  );
});

test.each([
  [{disableCancelling: {disabled: true}}, {cancel: true}],
  [{disableRescheduling: {disabled: true}}, {move: true}],
  [{disableRescheduling: {disabled: false, minutesBefore: 60}}, {moveMinutesBefore: 60}],
  [{disableCancelling: {disabled: false}, disableRescheduling: {disabled: false}}, undefined],
])('what visitors may not do later is read from %j', (members, locks) => {
  expect(decode(members).locks).toEqual(locks);
});

test.each([
  ['a paid one', {price: 4900, currency: 'eur'}, 'paid'],
  [
    'one with a required question of an unknown type',
    {bookingFields: [{type: 'hologram', slug: 'shape', required: true}]},
    'question',
  ],
  [
    'one whose unknown question may be left out',
    {bookingFields: [{type: 'hologram', slug: 'shape', required: false}]},
    undefined,
  ],
  [
    'one with seats in a series',
    {seats: {seatsPerTimeSlot: 3}, recurrence: {interval: 1, occurrences: 4, frequency: 'weekly'}},
    'series',
  ],
  [
    'one that wants a choice of nothing',
    {bookingFields: [{type: 'radio', slug: 'room', required: true, options: []}]},
    'question',
  ],
  [
    'one that wants an answer to what it hides',
    {bookingFields: [{type: 'text', slug: 'code', required: true, hidden: true}]},
    'hidden',
  ],
  [
    'one that hides an unknown question that it wants answered',
    {
      bookingFields: [
        {
          type: 'unknown',
          slug: 'unknown',
          bookingField: JSON.stringify({name: 'smsReminderNumber', type: 'phone', required: true, hidden: true}),
        },
      ],
    },
    'hidden',
  ],
  [
    'one whose hidden question may be left out',
    {bookingFields: [{type: 'text', slug: 'code', required: false, hidden: true}]},
    undefined,
  ],
  [
    'one that hides its title, which Cal.com then makes itself',
    {bookingFields: [{type: 'text', slug: 'title', isDefault: true, required: true, hidden: true}]},
    undefined,
  ],
  [
    "one that hides the visitor's phone number",
    {bookingFields: [{type: 'phone', slug: 'attendeePhoneNumber', isDefault: true, required: true, hidden: true}]},
    undefined,
  ],
])("%s says whether only Cal.com's own page can book it", (_, members, reason) => {
  expect(decode(members).handOver).toBe(reason);
});
