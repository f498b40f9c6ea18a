import {describe, expect, test} from 'vitest';
import {decodeWebhook} from '../../../src/proxy/webhooks/decode.ts';
import {fixture, fixtures, payloadOf} from './fixtures.ts';

const receivedAt = '2026-10-10T00:00:00.000Z';
const keyOf = (body: Uint8Array) => decodeWebhook(body, receivedAt).eventKey;
const keyOfFixture = (id: string) => keyOf(fixture(id).body);

/** The key of a fixture's body with some members of its payload changed. */
function keyWith(
  id: string,
  payload: Record<string, unknown>,
  envelope: Record<string, unknown> = {},
): string | undefined {
  const body = payloadOf(id);
  return keyOf(
    new TextEncoder().encode(JSON.stringify({...body, ...envelope, payload: {...body.payload, ...payload}})),
  );
}

test.each(fixtures.filter(({expect: {dedupeKey}}) => dedupeKey && !/[<@]/.test(dedupeKey)))(
  'the event of $id has its name',
  ({body, expect: {dedupeKey}}) => {
    expect(keyOf(body)).toBe(dedupeKey);
  },
);

test('every event has a name, and no two of them the same', () => {
  const ids = [
    'BOOKING_CREATED',
    'FLOW_paid_1_PAYMENT_INITIATED',
    'FLOW_paid_3_CREATED',
    'FLOW_seat_1_CREATED',
    'FLOW_seat_2_CREATED',
    'FLOW_seat_3_CANCELLED_one_seat',
    ...fixtures
      .filter(({id, triggerEvent}) => id === triggerEvent && !/^BOOKING_(CREATED|PAYMENT_INITIATED)$/.test(id))
      .map(({id}) => id),
  ];
  const keys = ids.map(keyOfFixture);

  expect(keys.every(Boolean)).toBe(true);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a retry and a second subscription tell the same event', () => {
  expect(keyOfFixture('DUP_exact_redelivery')).toBe(keyOfFixture('BOOKING_CREATED'));
  expect(keyOfFixture('DUP_other_subscription')).toBe(keyOfFixture('BOOKING_CREATED'));
  expect(keyOfFixture('BOOKING_CREATED.v2026-07-27')).toBe(keyOfFixture('BOOKING_CREATED'));
});

describe('another event of the same booking is', () => {
  test('another seat, whether it has a number or only a person', () => {
    expect(keyOfFixture('FLOW_seat_1_CREATED')).not.toBe(keyOfFixture('FLOW_seat_2_CREATED'));
    const seated = (email: string) => keyWith('BOOKING_CREATED', {seatsPerTimeSlot: 5, attendees: [{email}]});
    expect(seated('a@example.com')).not.toBe(seated('b@example.com'));
  });

  test('the end of the whole booking, after a seat of the same person was given back', () => {
    const cancelled = (attendee: object) =>
      keyWith('BOOKING_CANCELLED', {seatsPerTimeSlot: 5, attendees: [{email: 'a@example.com', ...attendee}]});

    expect(new Set([cancelled({id: 1}), cancelled({id: 2}), cancelled({})]).size).toBe(3);
    const seeminglyAll = (createdAt: string) => keyWith('BOOKING_CANCELLED', {seatsPerTimeSlot: 5}, {createdAt});
    expect(seeminglyAll('2026-10-06T09:00:00.100Z')).toBe(seeminglyAll('2026-10-06T09:00:00.900Z'));
    expect(seeminglyAll('2026-10-06T09:00:00.100Z')).not.toBe(seeminglyAll('2026-10-06T09:05:00.100Z'));
  });

  test('another payment', () => {
    expect(keyWith('BOOKING_PAID', {paymentId: 2})).not.toBe(keyOfFixture('BOOKING_PAID'));
  });

  test('a mark that was taken back, or set again later', () => {
    const mark = (noShow: boolean, createdAt: string) =>
      keyWith('BOOKING_NO_SHOW_UPDATED', {attendees: [{email: 'a@example.com', noShow}]}, {createdAt});
    const keys = [
      mark(true, '2026-10-06T09:00:00.100Z'),
      mark(false, '2026-10-06T09:00:00.100Z'),
      mark(true, '2026-10-06T09:05:00.100Z'),
    ];

    expect(new Set(keys).size).toBe(3);
    expect(mark(true, '2026-10-06T09:00:00.900Z'), 'through a second subscription').toBe(keys[0]);
  });

  test('another move of a slot that keeps its uid', () => {
    const moved = (startTime: string) =>
      keyWith('BOOKING_RESCHEDULED', {uid: 'u1', rescheduleUid: 'u1', seatsPerTimeSlot: 5, startTime});

    expect(moved('2026-10-06T08:00:00Z')).not.toBe(moved('2026-10-06T09:00:00Z'));
  });
});

test('the name of an event holds no address of a person and no link', () => {
  expect(
    fixtures
      .map(({id}) => (id === 'PING_no_secret' ? '' : (keyOfFixture(id) ?? '')))
      .filter(key => /@|:\/\/|token/i.test(key)),
  ).toEqual([]);
});
