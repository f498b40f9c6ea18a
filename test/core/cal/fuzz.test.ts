import {describe, expect, test} from 'vitest';
import {decodeBookings} from '../../../src/core/cal/booking.ts';
import {toBookingError} from '../../../src/core/cal/errors.ts';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';
import {decodeSlots} from '../../../src/core/cal/slots.ts';
import {isBookingError} from '../../../src/core/model/error.ts';
import {calBooking, calEventType, success} from './fixtures.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20261121);

/** mulberry32: the same seed gives the same numbers everywhere. */
function createRandom(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = [
  '',
  'data',
  'error',
  'code',
  'message',
  'start',
  'type',
  'slug',
  'name',
  'unknown',
  'bookingField',
  '__proto__',
  'constructor',
  'toString',
  'splitName',
  'location',
  'accepted',
  'slot_taken',
  '{',
  '{"type":"unknown","name":5}',
  '2026-11-23T09:00:00Z',
  '2026-13-45T99:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59-23:59',
  'responses - {x}error_required_field',
  '\u0000\ud800',
  'x'.repeat(2000),
];

function createFuzz(random: () => number) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  function json(depth = 0): unknown {
    const kind = random();
    if (kind < 0.12) return pick([null, true, false]);
    if (kind < 0.27) return pick([0, -1, 1.5, 7, 1e308, -0, 30]);
    if (kind < 0.55 || depth > 4) return pick(words);
    const items = Array.from({length: Math.floor(random() * 4)}, () => json(depth + 1));
    return kind < 0.72 ? items : Object.fromEntries(items.map(item => [pick(words), item]));
  }
  /** The value with one of its members, at any depth, replaced or taken out. */
  function spoil(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || random() < 0.08) return json();
    const copy = structuredClone(value) as Record<string, unknown>;
    const keys = Object.keys(copy);
    if (keys.length === 0) return json();
    const key = pick(keys);
    if (random() < 0.1) delete copy[key];
    else copy[key] = spoil(copy[key]);
    return copy;
  }
  return {json, spoil};
}

const eventType = calEventType({
  lengthInMinutesOptions: [15, 30],
  seats: {seatsPerTimeSlot: 2, showAvailabilityCount: true},
  schedule: {timeZone: 'Asia/Tokyo'},
  lockTimeZoneToggleOnBookingPage: true,
  bookingFields: [
    {type: 'select', slug: 's', required: true, options: ['a', {value: 'b'}]},
    {type: 'unknown', slug: 'u', bookingField: '{"name":"n","type":"phone"}'},
    {type: 'splitName'},
  ],
  metadata: {apps: {stripe: {enabled: true, price: 5, currency: 'eur'}}},
  recurrence: {interval: 1, occurrences: 2, frequency: 'weekly'},
});
const slots = {
  '2026-11-23': [
    {start: '2026-11-23T09:00:00Z', end: '2026-11-23T09:30:00Z', seatsBooked: 1, seatsRemaining: 1, seatsTotal: 2},
    {start: '2026-11-23T10:00:00+01:00'},
  ],
};

describe(`fuzzing with FUZZ_SEED=${seed}`, () => {
  test.each<[string, (json: unknown) => unknown, unknown]>([
    ['event types', decodeEventTypes, success([eventType, eventType])],
    ['slots', decodeSlots, success(slots)],
    ['bookings', decodeBookings, success([calBooking({seatUid: 's1'}), calBooking({status: 'pending'})])],
  ])('whatever comes as %s is read without a hole, or refused by one of our errors', (_, decode, valid) => {
    const {json, spoil} = createFuzz(createRandom(seed));
    let read = 0;
    for (let round = 0; round < 4000; round++) {
      const answer: unknown = JSON.parse(
        JSON.stringify(round % 4 === 0 ? json() : spoil(round % 4 === 1 ? spoil(valid) : valid)) ?? 'null',
      );
      try {
        const decoded = decode(answer);
        expect(JSON.parse(JSON.stringify(decoded)), JSON.stringify(answer)).toStrictEqual(decoded);
        read++;
      } catch (error) {
        if (!isBookingError(error) || error.code !== 'upstream_shape')
          throw new Error(`Failed on ${JSON.stringify(answer)}`, {cause: error});
      }
    }
    expect(read).toBeGreaterThan(500);
  });

  test('whatever comes as an error becomes one of ours', () => {
    const {json, spoil} = createFuzz(createRandom(seed));
    const valid = {
      status: 'error',
      message: 'x',
      error: {code: 'slot_taken', message: 'x', details: {fields: {a: 'b'}, errors: [{property: 'start'}], uid: 'u'}},
    };
    for (let round = 0; round < 4000; round++) {
      const body = JSON.stringify(round % 2 ? spoil(valid) : json()) ?? '';
      const error = toBookingError(400 + (round % 200), round % 7 ? body : body.slice(1));
      expect(isBookingError(error), body).toBe(true);
      expect(
        Object.values(error.fields ?? {}).every(reason => typeof reason === 'string'),
        body,
      ).toBe(true);
    }
  });
});
