import {expect, test} from 'vitest';
import {reduceBook, type BookAction} from '../../src/core/flow-book.ts';
import {startFlow, type FlowState} from '../../src/core/flow.ts';
import type {Booking} from '../../src/core/types.ts';
import {anEventType} from './fixtures.ts';

const slots = ['09:00', '09:30', '10:00', '10:30'].map(time => ({start: `2026-11-23T${time}:00.000Z`}));
const answers = {name: 'Ada', email: 'ada@example.com'};

function atDetails(members: Partial<FlowState> = {}): FlowState {
  const start = startFlow('UTC', '2026-11-20T08:00:00.000Z');
  return {...start, phase: 'details', eventType: anEventType(), slots, slot: slots[0]!, day: '2026-11-23', answers, ...members};
}

function aBooking(members: Partial<Booking> = {}): Booking {
  return {uid: 'b1', status: 'accepted', title: 'A talk', start: slots[0]!.start, end: slots[1]!.start, hosts: [], metadata: {}, ...members};
}

const run = (state: FlowState, ...actions: BookAction[]) => actions.reduce(reduceBook, state);
const submit = (id: string): BookAction => ({type: 'submitted', id});
const refuse = (code: 'slot_taken' | 'outcome_unknown' | 'network' | 'already_booked'): BookAction => ({type: 'refused', notice: {code}});

test('the same answers keep the name of their attempt, others get a new one', () => {
  const first = run(atDetails(), submit('a1'), refuse('network'));
  expect(run(first, submit('a2')).attempt?.id).toBe('a1');
  expect(run(first, {type: 'answered', answers: {...answers, name: 'Eve'}}, submit('a2')).attempt?.id).toBe('a2');
  expect(run(first, {type: 'count-picked', count: 2}, submit('a2')).attempt?.id).toBe('a2');
});

test('a second submission while the first is on its way changes nothing', () => {
  const busy = run(atDetails(), submit('a1'));
  expect(run(busy, submit('a2'))).toBe(busy);
});

test('a lost time leads back to the choice with others that are near', () => {
  const state = run(atDetails(), submit('a1'), refuse('slot_taken'));
  expect(state).toMatchObject({phase: 'pick', answers, notice: {code: 'slot_taken', start: slots[0]!.start, instead: [slots[1], slots[2], slots[3]]}});
  expect(state.slot).toBeUndefined();
});

test.each(['slot_taken', 'already_booked'] as const)('after an unknown outcome %s is most likely the visitor\'s own booking', code => {
  const state = run(atDetails(), submit('a1'), refuse('outcome_unknown'), submit('a2'), refuse(code));
  expect(state).toMatchObject({phase: 'details', slot: slots[0], notice: {code: 'outcome_unknown', isLikely: true}, attempt: {id: 'a1'}});
});

test('another time than the unsure one is lost as ever', () => {
  const state = run(atDetails(), submit('a1'), refuse('outcome_unknown'));
  expect(run({...state, slot: slots[2]!}, submit('a2'), refuse('slot_taken')).phase).toBe('pick');
});

test('a booking ends all doubt', () => {
  const state = run(atDetails(), submit('a1'), refuse('outcome_unknown'), submit('a2'), {type: 'booked', bookings: [aBooking()], manageToken: 't'});
  expect(state).toMatchObject({phase: 'done', manageToken: 't'});
  expect(state.unsure).toBeUndefined();
});

test('a booking is moved: its time is chosen anew, its length and what opens it stay', () => {
  const done = run(atDetails({duration: 30, manageToken: 't', live: {token: 'l', url: 'https://book.example/live'}}), submit('a1'), {type: 'booked', bookings: [aBooking()]});
  const moving = run(done, {type: 'move-started', booking: aBooking()});
  expect(moving).toMatchObject({phase: 'pick', moving: {uid: 'b1'}, manageToken: 't', slots: [], blocks: {}, duration: 30});
  expect(moving.slot ?? moving.bookings ?? moving.notice).toBeUndefined();

  const moved = run({...moving, slot: slots[2]!, phase: 'details'}, submit('a2'), {type: 'booked', bookings: [aBooking({uid: 'b2'})]});
  expect(moved).toMatchObject({phase: 'done', bookings: [{uid: 'b2'}], manageToken: 't'});
  // The stream of the old booking would tell of the old one.
  expect(moved.moving ?? moved.live).toBeUndefined();
});

test('whoever keeps the old time is back at the old booking', () => {
  const state = run(atDetails(), {type: 'move-started', booking: aBooking()}, {type: 'move-left'});
  expect(state).toMatchObject({phase: 'done', bookings: [{uid: 'b1'}]});
  expect(state.moving).toBeUndefined();
});

test('all of a series is cancelled', () => {
  const done = run(atDetails(), submit('a1'), {type: 'booked', bookings: [aBooking(), aBooking({uid: 'b2'})]});
  expect(run(done, {type: 'cancelled'}).bookings!.map(({status}) => status)).toEqual(['cancelled', 'cancelled']);
});

test('booking another time keeps the answers and nothing of the booking', () => {
  const done = run(atDetails({manageToken: 't'}), submit('a1'), {type: 'booked', bookings: [aBooking()]});
  const again = run(done, {type: 'restarted'});
  expect(again).toMatchObject({phase: 'pick', answers});
  expect(again.bookings ?? again.attempt ?? again.manageToken ?? again.slot).toBeUndefined();
});
