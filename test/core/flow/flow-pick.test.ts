import {expect, test} from 'vitest';
import {reducePick} from '../../../src/core/flow/flow-pick.ts';
import {startFlow, type FlowState} from '../../../src/core/flow/flow-state.ts';
import type {Booking} from '../../../src/core/model/types.ts';
import {anEventType} from '../fixtures.ts';

const now = '2026-11-20T08:00:00.000Z';
const slots = ['09:00', '09:30'].map(time => ({start: `2026-11-23T${time}:00.000Z`}));

const atPick = (members: Partial<FlowState> = {}): FlowState => ({
  ...startFlow('UTC', now),
  phase: 'pick',
  eventType: anEventType(),
  slots,
  ...members,
});

test('a form that starts over keeps the answers and nothing else', () => {
  const before = atPick({answers: {name: 'Ada'}, lost: [slots[0]!.start], notice: {code: 'network'}});
  expect(reducePick(before, {type: 'opened', now, timeZone: 'Asia/Tokyo'})).toEqual({
    ...startFlow('Asia/Tokyo', now),
    answers: {name: 'Ada'},
  });
});

test('a form starts in the month that it is where the visitor is', () => {
  const newYear = '2026-12-31T20:00:00.000Z';
  const monthIn = (timeZone: string) => reducePick(atPick(), {type: 'opened', now: newYear, timeZone}).month;
  expect([monthIn('Asia/Tokyo'), monthIn('America/New_York')]).toEqual(['2027-01', '2026-12']);
});

test("a form starts with the site's duration, the visitor's clock and the booking to be moved", () => {
  const moving = {uid: 'b1'} as Booking;
  const settings = {duration: 60, clock: 'h23', moving, manageToken: 't'} as const;
  expect(reducePick(atPick(), {type: 'opened', now, timeZone: 'UTC', ...settings})).toMatchObject({
    phase: 'loading',
    ...settings,
  });
});

test('once the network is back, the questions and a part that could not be loaded no longer say that it is gone', () => {
  const after = (members: Partial<FlowState>) => reducePick(atPick(members), {type: 'reconnected'}).notice;
  expect(after({phase: 'details', notice: {code: 'network'}})).toBeUndefined();
  expect(after({notice: {code: 'network', isStale: true}})).toBeUndefined();
});

test('other notices stay when the network is back', () => {
  for (const members of [
    {phase: 'details', notice: {code: 'invalid_answers'}},
    // Whether the times can be loaded now is not known yet.
    {phase: 'pick', notice: {code: 'network'}},
  ] as const) {
    const state = atPick(members);
    expect(reducePick(state, {type: 'reconnected'})).toBe(state);
  }
});

test('a time that was refused may be free again once the visitor comes back', () => {
  const range = {start: '2026-11-20T00:00:00.000Z', end: '2027-01-03T00:00:00.000Z'};
  const load = (state: FlowState) => reducePick(state, {type: 'slots-loaded', block: '2026-11', range, slots}).slots;
  const before = atPick({lost: [slots[0]!.start]});
  expect(load(before)).toEqual([slots[1]]);
  expect(load(reducePick(before, {type: 'returned'}))).toEqual(slots);
});
