import {expect, test} from 'vitest';
import {openPick} from '../../../src/core/page/open-pick.ts';

const slots = ['2026-11-30T09:00:00.000Z', '2026-11-30T22:30:00.000Z', '2026-12-02T09:00:00.000Z'].map(start => ({
  start,
}));
const known = {eventType: {durations: [30]}, slots, timeZone: 'UTC', now: '2026-11-21T12:00:00.000Z'};

test('the first day with times is open, and its month', () => {
  expect(openPick(known)).toMatchObject({
    today: '2026-11-21',
    month: '2026-11',
    day: '2026-11-30',
    durationMinutes: 30,
    duration: undefined,
  });
  expect([...openPick(known).days.keys()]).toEqual(['2026-11-30', '2026-12-02']);
});

test('days are those of the zone', () => {
  expect([...openPick({...known, timeZone: 'Asia/Kolkata'}).days.keys()]).toEqual([
    '2026-11-30',
    '2026-12-01',
    '2026-12-02',
  ]);
});

test('a chosen day is open as long as it has times and is in the chosen month', () => {
  expect(openPick({...known, day: '2026-12-02'})).toMatchObject({day: '2026-12-02', month: '2026-12'});
  expect(openPick({...known, day: '2026-12-03'})).toMatchObject({day: '2026-11-30', month: '2026-11'});
  expect(openPick({...known, day: '2026-12-02', month: '2026-11'})).toMatchObject({
    day: '2026-11-30',
    month: '2026-11',
  });
});

test('a month without times shows no day; without any times it is the present one', () => {
  expect(openPick({...known, month: '2027-01'})).toMatchObject({day: undefined, month: '2027-01'});
  expect(openPick({...known, slots: []})).toMatchObject({day: undefined, month: '2026-11'});
});

test('a duration counts where it is offered', () => {
  const eventType = {durations: [15, 30, 60]};
  expect(openPick({...known, eventType, duration: 60})).toMatchObject({duration: 60, durationMinutes: 60});
  expect(openPick({...known, eventType, duration: 45})).toMatchObject({duration: 15, durationMinutes: 15});
});
