import {expect, test} from 'vitest';
import {decodeSlots} from '../../../src/core/cal/slots.ts';
import {success} from './fixtures.ts';

const at = (time: string, day = '2026-11-23') => `${day}T${time}:00.000Z`;

test('starts become UTC instants in order, whatever day and offset they are filed under', () => {
  expect(
    decodeSlots(
      success({
        '2026-11-24': [{start: '2026-11-24T00:30:00.000+05:30'}],
        '2026-11-23': [{start: '2026-11-23T10:00:00Z'}, {start: '2026-11-23T10:00:00.000+01:00'}],
      }),
    ),
  ).toEqual([{start: at('09:00')}, {start: at('10:00')}, {start: at('19:00')}]);
});

test('the range format brings ends along', () => {
  expect(decodeSlots(success({'2026-11-23': [{start: at('09:00'), end: '2026-11-23T10:30:00.000+01:00'}]}))).toEqual([
    {start: at('09:00'), end: at('09:30')},
  ]);
});

test('a start that comes twice is one slot', () => {
  expect(decodeSlots(success({'2026-11-23': [{start: at('09:00')}], '2026-11-24': [{start: at('09:00')}]}))).toEqual([
    {start: at('09:00')},
  ]);
});

test('a slot outside the range is dropped: its start counts, its end does not', () => {
  const day = {'2026-11-23': ['08:59', '09:00', '09:59', '10:00'].map(time => ({start: at(time)}))};
  expect(decodeSlots(success(day), {start: at('09:00'), end: at('10:00')}).map(({start}) => start)).toEqual([
    at('09:00'),
    at('09:59'),
  ]);
});

test('free seats are counted and full slots dropped', () => {
  expect(
    decodeSlots(
      success({
        '2026-11-23': [
          {start: at('09:00'), seatsBooked: 1, seatsRemaining: 3, seatsTotal: 4, bookingUid: 'u1'},
          {start: at('10:00'), seatsBooked: 3, seatsTotal: 4},
          {start: at('11:00'), seatsBooked: 4, seatsRemaining: 0, seatsTotal: 4},
          {start: at('12:00'), seatsTotal: 4},
        ],
      }),
    ),
  ).toEqual([
    {start: at('09:00'), seatsRemaining: 3, seatsTotal: 4},
    {start: at('10:00'), seatsRemaining: 1, seatsTotal: 4},
    {start: at('12:00'), seatsTotal: 4},
  ]);
});

test('no slots are no slots', () => {
  expect(decodeSlots(success({}))).toEqual([]);
  expect(decodeSlots(success({'2026-11-23': []}))).toEqual([]);
});

test.each([
  [null, 'answer'],
  [[], 'answer'],
  [{}, 'data'],
  [success([]), 'data'],
  [success({'2026-11-23': {}}), 'data["2026-11-23"]'],
  [success({'2026-11-23': ['2026-11-23T09:00:00Z']}), 'data["2026-11-23"][0]'],
  [success({'2026-11-23': [{start: at('09:00')}, {start: 'soon'}]}), 'data["2026-11-23"][1].start'],
  [success({'2026-11-23': [{start: at('09:00'), end: 5}]}), 'data["2026-11-23"][0].end'],
])('%j is told as a wrong shape with its path', (json, path) => {
  expect(() => decodeSlots(json)).toThrow(
    expect.objectContaining({code: 'upstream_shape', message: expect.stringContaining(` at ${path}.`)}),
  );
});
