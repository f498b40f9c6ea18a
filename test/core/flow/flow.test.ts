import {expect, test} from 'vitest';
import type {FlowAction} from '../../../src/core/flow/flow-actions.ts';
import {startFlow, type FlowState} from '../../../src/core/flow/flow-state.ts';
import {reduceFlow} from '../../../src/core/flow/flow.ts';
import type {Booking} from '../../../src/core/model/types.ts';
import {anEventType} from '../fixtures.ts';

const slots = ['09:00', '09:30', '10:00', '10:30'].map(time => ({start: `2026-11-23T${time}:00.000Z`}));
const answers = {name: 'Ada', email: 'ada@example.com'};

function atDetails(members: Partial<FlowState> = {}): FlowState {
  const start = startFlow('UTC', '2026-11-20T08:00:00.000Z');
  return {
    ...start,
    phase: 'details',
    eventType: anEventType(),
    slots,
    slot: slots[0]!,
    day: '2026-11-23',
    answers,
    ...members,
  };
}

function aBooking(members: Partial<Booking> = {}): Booking {
  return {
    uid: 'b1',
    status: 'accepted',
    title: 'A talk',
    start: slots[0]!.start,
    end: slots[1]!.start,
    hosts: [],
    metadata: {},
    ...members,
  };
}

const run = (state: FlowState, ...actions: FlowAction[]) => actions.reduce(reduceFlow, state);
const submit = (id: string): FlowAction => ({type: 'submitted', id});
const refuse = (code: 'slot_taken' | 'outcome_unknown' | 'network' | 'already_booked'): FlowAction => ({
  type: 'refused',
  notice: {code},
});

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

test('the way back leads from the questions to the times, and from nowhere else', () => {
  expect(run(atDetails(), {type: 'backed'})).toMatchObject({phase: 'pick', slot: slots[0], answers});
  for (const phase of ['loading', 'failed', 'pick', 'booking', 'done'] as const) {
    const state = atDetails({phase});
    expect(run(state, {type: 'backed'})).toBe(state);
  }
});

test('a lost time leads back to the choice with others that are near', () => {
  const state = run(atDetails(), submit('a1'), refuse('slot_taken'));
  expect(state).toMatchObject({
    phase: 'pick',
    answers,
    notice: {code: 'slot_taken', start: slots[0]!.start, instead: [slots[1], slots[2], slots[3]]},
  });
  expect(state.slot).toBeUndefined();
});

const hours = (...times: string[]) => times.map(time => ({start: `2026-11-${time}:00.000Z`}));

test('of the free times the nearest after the lost one are offered, and before it only where there are too few', () => {
  const times = hours('23T09:00', '23T09:30', '23T10:00', '23T10:30', '23T16:30', '24T09:00');
  const instead = (index: number) =>
    run(atDetails({slots: times, slot: times[index]!}), submit('a1'), refuse('slot_taken')).notice!.instead;
  expect(instead(1)).toEqual(times.slice(2, 5));
  expect(instead(4)).toEqual([times[5], times[3], times[2]]);
  expect(instead(5)).toEqual([times[4], times[3], times[2]]);
});

test('times that were refused are not in the list again when Cal.com still offers them, also two of them', () => {
  const range = {start: '2026-11-20T00:00:00.000Z', end: '2027-01-03T00:00:00.000Z'};
  const reload = (state: FlowState) => reduceFlow(state, {type: 'slots-loaded', block: '2026-11', range, slots});
  const first = reload(run(atDetails(), submit('a1'), refuse('slot_taken')));
  expect(first).toMatchObject({
    slots: slots.slice(1),
    notice: {code: 'slot_taken', start: slots[0]!.start, instead: slots.slice(1, 4)},
  });
  const second = reload(
    run(
      {...reduceFlow(first, {type: 'slot-picked', slot: slots[1]!}), phase: 'details'},
      submit('a2'),
      refuse('slot_taken'),
    ),
  );
  expect(second.slots).toEqual(slots.slice(2));
});

test('what is offered in the place of a lost time is free by what was read last', () => {
  const range = {start: '2026-11-20T00:00:00.000Z', end: '2027-01-03T00:00:00.000Z'};
  const lost = run(atDetails(), submit('a1'), refuse('slot_taken'));
  expect(
    reduceFlow(lost, {type: 'slots-loaded', block: '2026-11', range, slots: slots.slice(2)}).notice!.instead,
  ).toEqual(slots.slice(2));
});

test('that times could not be had is no longer said once they are there, and stays while only others are', () => {
  const range = {start: '2026-11-20T00:00:00.000Z', end: '2027-01-03T00:00:00.000Z'};
  const failed = reduceFlow(
    {...atDetails(), phase: 'pick'},
    {type: 'slots-failed', block: '2026-11', notice: {code: 'network'}},
  );
  expect(reduceFlow(failed, {type: 'slots-loaded', block: '2026-11', range, slots}).notice).toBeUndefined();
  expect(
    reduceFlow({...failed, month: '2027-02'}, {type: 'slots-loaded', block: '2026-11', range, slots}).notice,
  ).toEqual({code: 'network'});
});

test.each(['slot_taken', 'already_booked'] as const)(
  "after an unknown outcome %s is most likely the visitor's own booking",
  code => {
    const state = run(atDetails(), submit('a1'), refuse('outcome_unknown'), submit('a2'), refuse(code));
    expect(state).toMatchObject({
      phase: 'details',
      slot: slots[0],
      notice: {code: 'outcome_unknown', isLikely: true},
      attempt: {id: 'a1'},
    });
  },
);

test('another time than the unsure one is lost as ever', () => {
  const state = run(atDetails(), submit('a1'), refuse('outcome_unknown'));
  expect(run({...state, slot: slots[2]!}, submit('a2'), refuse('slot_taken')).phase).toBe('pick');
});

test('a booking ends all doubt', () => {
  const state = run(atDetails(), submit('a1'), refuse('outcome_unknown'), submit('a2'), {
    type: 'booked',
    bookings: [aBooking()],
    manageToken: 't',
  });
  expect(state).toMatchObject({phase: 'done', manageToken: 't'});
  expect(state.unsure).toBeUndefined();
});

test('a booking is moved: its time is chosen anew, its length and what opens it stay', () => {
  const done = run(
    atDetails({duration: 30, manageToken: 't', live: {token: 'l', url: 'https://book.example/live'}}),
    submit('a1'),
    {type: 'booked', bookings: [aBooking()]},
  );
  const moving = run(done, {type: 'move-started', booking: aBooking()});
  expect(moving).toMatchObject({
    phase: 'pick',
    moving: {uid: 'b1'},
    manageToken: 't',
    slots: [],
    blocks: {},
    duration: 30,
  });
  expect(moving.slot ?? moving.bookings ?? moving.notice).toBeUndefined();

  const moved = run({...moving, slot: slots[2]!, phase: 'details'}, submit('a2'), {
    type: 'booked',
    bookings: [aBooking({uid: 'b2'})],
  });
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

test('what was booked before can be moved, as long as it stands and is one', () => {
  const done = (...bookings: [Booking, ...Booking[]]) =>
    run(atDetails({phase: 'done', manageToken: 't1'}), {type: 'booked', bookings}, {type: 'restarted'});
  expect(done(aBooking()).earlier).toEqual({booking: aBooking(), manageToken: 't1'});
  expect(done(aBooking({status: 'cancelled'})).earlier).toBeUndefined();
  expect(done(aBooking(), aBooking({uid: 'b2'})).earlier).toBeUndefined();
});

test('a move by link asks for a length only where there is a choice of them', () => {
  const opened = {...startFlow('UTC', '2026-11-20T08:00:00.000Z'), moving: aBooking(), duration: 30};
  const load = (durations: number[]) => reduceFlow(opened, {type: 'loaded', eventType: anEventType({durations})});
  expect(load([30])).not.toHaveProperty('duration');
  expect(load([15, 30]).duration).toBe(30);
});

test("a reset of the site's form clears the choice and the answers, and returns to the times", () => {
  const done = run(atDetails({isTimeMissed: true}), submit('a1'), {type: 'booked', bookings: [aBooking()]});
  const state = run(done, {type: 'reset'});
  expect(state).toMatchObject({phase: 'pick', answers: {}, problems: {}, slots});
  expect(state.slot ?? state.attempt ?? state.bookings ?? state.isTimeMissed ?? state.notice).toBeUndefined();
});

test('a reset before the event type is loaded shows no times', () => {
  const loading = startFlow('UTC', '2026-11-20T08:00:00.000Z');
  expect(run(loading, {type: 'reset'}).phase).toBe('loading');
});

test('restored answers join those that are there', () => {
  const eventType = anEventType({recurrence: {count: 6, frequency: 'weekly', interval: 1}});
  const state = run(atDetails({eventType}), {type: 'restored', answers: {name: 'Eve', notes: 'Hello'}, count: 3});
  expect(state).toMatchObject({answers: {name: 'Eve', email: 'ada@example.com', notes: 'Hello'}, count: 3});
  expect(run(state, {type: 'restored', answers: {}}).count).toBe(3);
});

test('a submission without a time is remembered', () => {
  expect(run(atDetails({phase: 'pick'}), {type: 'time-missed'})).toMatchObject({phase: 'pick', isTimeMissed: true});
});

test('a booking that the site wants to be moved keeps its length before the event type is known', () => {
  const loading = startFlow('UTC', '2026-11-20T08:00:00.000Z');
  expect(run(loading, {type: 'move-opened', booking: aBooking(), manageToken: 't'})).toMatchObject({
    phase: 'pick',
    moving: {uid: 'b1'},
    duration: 30,
    manageToken: 't',
  });
  expect(run(atDetails(), {type: 'move-started', booking: aBooking()})).not.toHaveProperty('duration');
});

test('an attempt whose id was used for something else goes on under another', () => {
  const refused = run(atDetails(), submit('a1'), {type: 'refused', notice: {code: 'idempotency_conflict'}});
  expect(run(refused, submit('a2')).attempt?.id).toBe('a2');
});

test('a booking that another page is still making is as unsure as one without an answer', () => {
  const state = run(atDetails(), submit('a1'), {type: 'refused', notice: {code: 'in_progress'}});
  expect(run(state, submit('a2'), refuse('slot_taken'))).toMatchObject({
    phase: 'details',
    notice: {code: 'outcome_unknown', isLikely: true},
  });
});

test('the times of an event type that locks its zone are shown in no other', () => {
  const eventType = anEventType({locksTimeZone: true, lockedTimeZone: 'Asia/Tokyo'});
  const state = run(startFlow('UTC', '2026-11-20T08:00:00.000Z'), {type: 'loaded', eventType});
  expect(run(state, {type: 'zone-picked', timeZone: 'Europe/Berlin'}).timeZone).toBe('Asia/Tokyo');
});
