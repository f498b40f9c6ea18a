import {afterEach, expect, test, vi} from 'vitest';
import type {FlowController} from '../../../src/elements/form/flow-controller.ts';
import type {FlowHost} from '../../../src/elements/form/flow-host.ts';
import type {Hold} from '../../../src/elements/form/book/hold.ts';
import {Keep} from '../../../src/elements/form/keep.ts';
import type {FlowAction} from '../../../src/core/flow/flow-actions.ts';
import {reduceFlow} from '../../../src/core/flow/flow.ts';
import {startFlow, type FlowState} from '../../../src/core/flow/flow-state.ts';
import type {EventType, Slot} from '../../../src/core/model/types.ts';

const slot: Slot = {start: '2099-11-23T09:00:00.000Z'};
const other: Slot = {start: '2099-11-23T10:00:00.000Z'};
const eventType = {id: 1001, durations: [30], questions: [], locations: []} as unknown as EventType;
type TakeBack = Hold['takeBack'];

const before = {key: 'key-of-before', uid: 'r1'};

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  sessionStorage.clear();
  document.body.replaceChildren();
});

/** A form at the choice of a time, and what keeps it over a reload. */
function begin(slots: Slot[], takeBack: TakeBack, reservation?: typeof before) {
  const element = document.createElement('booking-keep-test');
  document.body.append(element);
  const flow = {
    state: {...startFlow('UTC', '2026-11-21T00:00:00.000Z'), eventType, slots, phase: 'pick'} as FlowState,
    loadMonth: async () => {},
    refresh: vi.fn(async () => {}),
    dispatch: (action: FlowAction) => void (flow.state = reduceFlow(flow.state, action)),
    isQuiet: false,
  };
  const proceed = () => void (flow.state = {...flow.state, phase: 'details'});
  const host = Object.assign(element, {
    calLink: 'rick/30min',
    noHistory: true,
    addController() {},
    updateComplete: Promise.resolve(true),
    pickSlot: (picked: Slot) => Boolean((flow.state = {...flow.state, slot: picked})),
  });
  const keep = new Keep(
    flow as unknown as FlowController,
    host as unknown as FlowHost & Element,
    {proceed, back() {}},
    {reservation, takeBack},
  );
  return {flow, keep, host};
}

/** Leaves a form in its questions, as a reload does, and begins the same one again. */
async function reload(takeBack: TakeBack, free = [other]) {
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{type: 'reload'} as unknown as PerformanceEntry]);
  const first = begin([slot, other], takeBack, before);
  first.keep.hostUpdated();
  first.host.pickSlot(slot);
  first.flow.state = {...first.flow.state, phase: 'details'};
  await vi.waitFor(() => {
    first.keep.hostUpdated();
    expect(sessionStorage).toHaveLength(1);
  });
  first.host.remove();
  first.keep.hostDisconnected();
  vi.useFakeTimers({toFake: ['setTimeout']});
  const next = begin(free, takeBack);
  next.keep.hostUpdated();
  await vi.advanceTimersByTimeAsync(10_000);
  next.keep.hostDisconnected();
  return next.flow;
}

test('a reload goes on with the time that the page before reserved, though nobody sees it among the free ones', async () => {
  const takeBack = vi.fn<TakeBack>(async (_slot, _before, _isFree, goOn) => goOn());
  const {state} = await reload(takeBack);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith(slot, before, false, expect.any(Function));
  expect(state).toMatchObject({phase: 'details', slot});
  expect(state.notice).toBeUndefined();
});

test('so it does where the time is still listed as free', async () => {
  const takeBack = vi.fn<TakeBack>(async (_slot, _before, _isFree, goOn) => goOn());
  const {state} = await reload(takeBack, [slot, other]);
  expect(takeBack).toHaveBeenCalledExactlyOnceWith(slot, before, true, expect.any(Function));
  expect(state).toMatchObject({phase: 'details', slot});
});

test('a time that comes free late is tried again', async () => {
  let tries = 0;
  const {state} = await reload(async (_slot, _before, _isFree, goOn) => ++tries === 3 && goOn());
  expect(tries).toBe(3);
  expect(state).toMatchObject({phase: 'details', slot});
});

test('a time that somebody else has is told as taken, with what is free now', async () => {
  const {state, refresh} = await reload(async () => false);
  expect(refresh).toHaveBeenCalledOnce();
  expect(state).toMatchObject({phase: 'pick', notice: {code: 'slot_taken', start: slot.start, instead: [other]}});
});
