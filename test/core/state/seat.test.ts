import {describe, expect, test} from 'vitest';
import type {BookingFacts} from '../../../src/core/state/facts.ts';
import {areSeatsEqual, toSeatView} from '../../../src/core/state/seat.ts';

const early = '2026-11-20T08:00:00.000Z';
const at = '2026-11-20T09:00:00.000Z';
const late = '2026-11-20T10:00:00.000Z';
const joinUrl = {at, value: 'https://meet.example/a'};

/** Two people have a seat each in an accepted booking. */
const booking: BookingFacts = {
  requestedAt: early,
  acceptedAt: late,
  start: {at, value: late},
  end: {at, value: late},
  joinUrl,
  seatStates: {mine: {at, value: 'here'}, other: {at: late, value: 'here'}},
};

function withMine(value: string, facts: BookingFacts = {}): BookingFacts {
  return {...booking, ...facts, seatStates: {...booking.seatStates, mine: {at: late, value}}};
}

describe('the holder of a seat sees', () => {
  test('the booking, with the time the seat itself was taken', () => {
    expect(toSeatView('u1', booking, 'mine')).toEqual({
      uid: 'u1',
      state: 'accepted',
      start: late,
      end: late,
      joinUrl: joinUrl.value,
      steps: [{name: 'confirmed', status: 'done', at}],
    });
  });

  test("the booking also when nothing was heard of the seat, but nobody else's times", () => {
    expect(toSeatView('u1', booking, 'unheard')).toMatchObject({
      state: 'accepted',
      steps: [{name: 'confirmed', status: 'done'}],
    });
    expect(JSON.stringify(toSeatView('u1', booking, 'unheard').steps)).not.toContain('2026');
  });

  test('a cancellation when the seat is gone, while the booking goes on for the others, and no way in any more', () => {
    expect(toSeatView('u1', withMine('left'), 'mine')).toEqual({
      uid: 'u1',
      state: 'cancelled',
      start: late,
      end: late,
      steps: [
        {name: 'confirmed', status: 'done'},
        {name: 'cancelled', status: 'failed', at: late},
      ],
    });
    expect(toSeatView('u1', withMine('left'), 'other').state).toBe('accepted');
  });

  test('that the seat moved, and where to; not when it stayed in a booking that kept its uid', () => {
    expect(toSeatView('u1', withMine('moved u2'), 'mine')).toMatchObject({state: 'rescheduled', rescheduledTo: 'u2'});
    expect(toSeatView('u1', withMine('moved u2'), 'other').state).toBe('accepted');
    expect(toSeatView('u1', withMine('moved u1'), 'mine').state).toBe('accepted');
  });

  test('what happens to all of it', () => {
    expect(toSeatView('u1', {...booking, cancelledAt: late}, 'mine').state).toBe('cancelled');
    expect(toSeatView('u1', {...booking, supersededBy: 'u2', supersededAt: late}, 'mine')).toMatchObject({
      state: 'rescheduled',
      rescheduledTo: 'u2',
    });
    expect(
      toSeatView('u1', withMine('left', {supersededBy: 'u2', supersededAt: late}), 'mine').state,
      'a seat that is gone moves nowhere',
    ).toBe('cancelled');
    expect(toSeatView('u1', {requestedAt: early}, 'mine').state).toBe('pending');
    expect(
      toSeatView('u1', {requestedAt: early, seatStates: booking.seatStates!}, 'mine').steps[0],
      'when the seat was asked for',
    ).toEqual({name: 'requested', status: 'done', at});
    expect(toSeatView('u1', {requestedAt: early, rejectedAt: at}, 'mine').state).toBe('rejected');
    expect(toSeatView('u1', {rejectedAt: early, acceptedAt: at}, 'mine').state).toBe('accepted');
    expect(toSeatView('u1', {}, 'mine')).toEqual({uid: 'u1', state: 'unknown', steps: []});
  });

  test('nothing of what others paid', () => {
    expect(toSeatView('u1', {...booking, paidAt: early}, 'mine').steps.map(({name}) => name)).toEqual(['confirmed']);
  });
});

test('seats are equal when nobody came, left or moved; times do not count', () => {
  expect(areSeatsEqual({}, {acceptedAt: at})).toBe(true);
  expect(areSeatsEqual(booking, {seatStates: {mine: {at: late, value: 'here'}, other: {at, value: 'here'}}})).toBe(
    true,
  );
  expect(areSeatsEqual(booking, withMine('left'))).toBe(false);
  expect(areSeatsEqual({}, booking)).toBe(false);
});
