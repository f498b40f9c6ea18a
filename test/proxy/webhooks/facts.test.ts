import {describe, expect, test} from 'vitest';
import {mergeFacts, toView} from '../../../src/core/state/facts.ts';
import {patchesOf, withoutJoinLink} from '../../../src/proxy/webhooks/facts.ts';

const at = '2026-10-01T09:00:00.000Z';

function patches(trigger: string, booking: Record<string, unknown> = {}) {
  return patchesOf({trigger, uid: 'u1', at, detailsAt: at, booking});
}

test.each([
  ['BOOKING_REQUESTED', {requestedAt: at}],
  ['BOOKING_PAYMENT_INITIATED', {awaitingPaymentAt: at}],
  ['BOOKING_PAID', {paidAt: at}],
  ['BOOKING_CREATED', {acceptedAt: at}],
  ['BOOKING_RESCHEDULED', {acceptedAt: at}],
  ['BOOKING_REJECTED', {rejectedAt: at}],
  ['BOOKING_CANCELLED', {cancelledAt: at}],
  ['BOOKING_LOCATION_UPDATED', {impliedAt: at}],
  ['BOOKING_REASSIGNED', {impliedAt: at}],
  ['MEETING_STARTED', {impliedAt: at, startedAt: at}],
  ['MEETING_ENDED', {impliedAt: at, endedAt: at}],
  ['INSTANT_MEETING', {awaitingHostAt: at}],
  ['INSTANT_MEETING_ACCEPTED', {acceptedAt: at}],
])('%s adds its facts, whatever status the body names', (trigger, facts) => {
  expect(patches(trigger, {status: 'CANCELLED'})).toEqual([{uid: 'u1', facts}]);
});

test.each(['WRONG_ASSIGNMENT_REPORT', 'BOOKING_CONFIRMED', 'OOO_CREATED'])('%s says nothing', trigger => {
  expect(patches(trigger, {startTime: at})).toEqual([]);
});

describe('what changes no state', () => {
  test.each([
    ['AFTER_HOSTS_CAL_VIDEO_NO_SHOW', {hostAbsentAt: at}],
    ['AFTER_GUESTS_CAL_VIDEO_NO_SHOW', {guestAbsentAt: at}],
    ['RECORDING_READY', {recordedAt: at}],
    ['RECORDING_TRANSCRIPTION_GENERATED', {transcribedAt: at}],
    ['CALENDAR_ENTRY_REJECTED', {doubtedAt: at}],
  ])('%s is kept beside it', (trigger, facts) => {
    expect(patches(trigger, {startTime: at})).toEqual([{uid: 'u1', facts}]);
    expect(toView('u1', facts)).toEqual({uid: 'u1', state: 'unknown', steps: []});
  });

  test('a mark for staying away names nobody, and the latest word counts', () => {
    const mark = (value: unknown, when: string) =>
      patchesOf({
        trigger: 'BOOKING_NO_SHOW_UPDATED',
        uid: 'u1',
        at: when,
        detailsAt: when,
        booking: {attendees: [{email: 'ravi@example.com', noShow: value}, null, 5]},
      })[0]!.facts;
    const later = '2026-10-01T10:00:00.000Z';

    expect(JSON.stringify(mark(true, at))).not.toContain('ravi');
    expect(Object.values(mergeFacts(mark(false, later), mark(true, at)).noShows!)).toEqual([{at: later, value: false}]);
    expect(mark('yes', at)).toEqual({});
  });
});

test('where a visitor joins is the calendar\u2019s word before the visitor\u2019s own, and nothing but a web address', () => {
  const join = (booking: Record<string, unknown>) => patches('BOOKING_CREATED', booking)[0]!.facts.joinUrl?.value;

  expect(join({location: 'https://meet.example/a', metadata: {videoCallUrl: 'https://evil.example/'}})).toBe(
    'https://meet.example/a',
  );
  expect(join({location: 'integrations:daily', metadata: {videoCallUrl: 'https://app.cal.com/video/u1'}})).toBe(
    'https://app.cal.com/video/u1',
  );
  for (const location of [
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:pass@meet.example/',
    '+4930123456',
    'https://',
    5,
  ])
    expect(join({location})).toBeUndefined();
  expect(withoutJoinLink(patches('BOOKING_CREATED', {location: 'https://meet.example/a'})[0]!)).toEqual({
    uid: 'u1',
    facts: {acceptedAt: at},
  });
});

test('a booking of a series says so', () => {
  expect(patches('BOOKING_CREATED', {recurringEvent: {freq: 2, count: 3, interval: 1}})).toEqual([
    {uid: 'u1', facts: {acceptedAt: at, recurring: true}},
  ]);
  expect(patches('MEETING_STARTED', {recurringEventId: 'r1'})[0]!.facts.recurring).toBe(true);
  expect(patches('MEETING_STARTED', {recurringEventId: null})[0]!.facts).not.toHaveProperty('recurring');
});

test('a paid booking that the host has to confirm says so', () => {
  expect(patches('BOOKING_PAID', {requiresConfirmation: true})).toEqual([
    {uid: 'u1', facts: {paidAt: at, needsApproval: true}},
  ]);
  expect(patches('BOOKING_CREATED', {requiresConfirmation: true})).toEqual([{uid: 'u1', facts: {acceptedAt: at}}]);
});

describe('a cancellation', () => {
  test('by a host who asks for another time says so', () => {
    expect(patches('BOOKING_CANCELLED', {requestReschedule: true})).toEqual([
      {uid: 'u1', facts: {cancelledAt: at, rescheduleExpected: true}},
    ]);
  });

  test('of one seat leaves the booking alive', () => {
    const row = {seatsPerTimeSlot: 10, attendees: [{id: 88201, email: 'ravi@example.com'}]};

    const gone = (seat: string) => [
      {uid: 'u1', facts: {seatStates: {[seat]: {at, value: 'left'}}, impliedAt: at, doubtedAt: at}},
    ];
    expect(patches('BOOKING_CANCELLED', row)).toEqual(gone('attendee:88201'));
    expect(patches('BOOKING_CANCELLED', {...row, attendeeSeatId: 's1'})).toEqual(gone('s1'));
  });

  test('of a whole seated booking seems to end it, of one without seats ends it', () => {
    expect(patches('BOOKING_CANCELLED', {seatsPerTimeSlot: 10, attendees: [{email: 'ravi@example.com'}]})).toEqual([
      {uid: 'u1', facts: {unsureCancelledAt: at, doubtedAt: at}},
    ]);
    expect(patches('BOOKING_CANCELLED', {seatsPerTimeSlot: null, attendees: [{id: 88201}]})).toEqual([
      {uid: 'u1', facts: {cancelledAt: at}},
    ]);
    expect(patches('BOOKING_CANCELLED', {seatsPerTimeSlot: 10, attendees: [null]})).toEqual([
      {uid: 'u1', facts: {unsureCancelledAt: at, doubtedAt: at}},
    ]);
  });
});

describe('a booking that replaces another', () => {
  const superseded = {uid: 'old', facts: {supersededBy: 'u1', supersededAt: at}};

  test.each(['BOOKING_RESCHEDULED', 'BOOKING_REQUESTED'])('says so of the old one with %s', trigger => {
    expect(patches(trigger, {rescheduleUid: 'old'})[1]).toEqual(superseded);
  });

  test('says nothing of itself, and leaves open what became of a booking with other seats', () => {
    expect(patches('BOOKING_RESCHEDULED', {rescheduleUid: 'u1'})).toHaveLength(1);
    expect(
      patches('BOOKING_RESCHEDULED', {rescheduleUid: 'old', seatsPerTimeSlot: 10})[1],
      'Cal.com is to be asked',
    ).toEqual({uid: 'old', facts: {doubtedAt: at}});
    expect(
      patches('BOOKING_RESCHEDULED', {rescheduleUid: 'old', seatsPerTimeSlot: 10, attendeeSeatId: 's1'}).map(
        ({facts}) => facts.seatStates,
      ),
    ).toEqual([{s1: {at, value: 'here'}}, {s1: {at, value: 'moved u1'}}]);
    expect(patches('BOOKING_CREATED', {rescheduleUid: 'old'})).toHaveLength(1);
  });
});
