import {describe, expect, test} from 'vitest';
import {patchesOf} from '../../../src/proxy/webhooks/facts.ts';

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

test.each([
  'BOOKING_NO_SHOW_UPDATED', 'RECORDING_READY', 'RECORDING_TRANSCRIPTION_GENERATED', 'AFTER_HOSTS_CAL_VIDEO_NO_SHOW',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW', 'WRONG_ASSIGNMENT_REPORT', 'CALENDAR_ENTRY_REJECTED', 'BOOKING_CONFIRMED',
])('%s changes no state', trigger => {
  expect(patches(trigger, {startTime: at})).toEqual([]);
});

test('a paid booking that the host has to confirm says so', () => {
  expect(patches('BOOKING_PAID', {requiresConfirmation: true})).toEqual([{uid: 'u1', facts: {paidAt: at, needsApproval: true}}]);
  expect(patches('BOOKING_CREATED', {requiresConfirmation: true})).toEqual([{uid: 'u1', facts: {acceptedAt: at}}]);
});

describe('a cancellation', () => {
  test('by a host who asks for another time says so', () => {
    expect(patches('BOOKING_CANCELLED', {requestReschedule: true})).toEqual([{uid: 'u1', facts: {cancelledAt: at, rescheduleExpected: true}}]);
  });

  test('of one seat leaves the booking alive', () => {
    const row = {seatsPerTimeSlot: 10, attendees: [{id: 88201, email: 'ravi@example.com'}]};

    expect(patches('BOOKING_CANCELLED', row)).toEqual([{uid: 'u1', facts: {seatsGone: ['attendee:88201'], impliedAt: at}}]);
    expect(patches('BOOKING_CANCELLED', {...row, attendeeSeatId: 's1'})).toEqual([{uid: 'u1', facts: {seatsGone: ['s1'], impliedAt: at}}]);
  });

  test('of a whole seated booking, or of one without seats, ends it', () => {
    expect(patches('BOOKING_CANCELLED', {seatsPerTimeSlot: 10, attendees: [{email: 'ravi@example.com'}]})).toEqual([{uid: 'u1', facts: {cancelledAt: at}}]);
    expect(patches('BOOKING_CANCELLED', {seatsPerTimeSlot: null, attendees: [{id: 88201}]})).toEqual([{uid: 'u1', facts: {cancelledAt: at}}]);
    expect(patches('BOOKING_CANCELLED', {seatsPerTimeSlot: 10, attendees: [null]})).toEqual([{uid: 'u1', facts: {cancelledAt: at}}]);
  });
});

describe('a booking that replaces another', () => {
  const superseded = {uid: 'old', facts: {supersededBy: 'u1', supersededAt: at}};

  test.each(['BOOKING_RESCHEDULED', 'BOOKING_REQUESTED'])('says so of the old one with %s', trigger => {
    expect(patches(trigger, {rescheduleUid: 'old'})[1]).toEqual(superseded);
  });

  test('says nothing of itself, and nothing of a booking whose other seats stay', () => {
    expect(patches('BOOKING_RESCHEDULED', {rescheduleUid: 'u1'})).toHaveLength(1);
    expect(patches('BOOKING_RESCHEDULED', {rescheduleUid: 'old', seatsPerTimeSlot: 10})).toHaveLength(1);
    expect(patches('BOOKING_CREATED', {rescheduleUid: 'old'})).toHaveLength(1);
  });
});
