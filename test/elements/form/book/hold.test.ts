import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {lose, recheck} from '../../../../src/elements/form/book/lost-time.ts';
import {Hold} from '../../../../src/elements/form/book/hold.ts';
import type {FlowController} from '../../../../src/elements/form/flow-controller.ts';
import type {FlowHost} from '../../../../src/elements/form/flow-host.ts';
import type {CalRequest} from '../../../../src/core/cal/requests/requests.ts';
import {BookingError} from '../../../../src/core/model/error.ts';
import type {FlowAction} from '../../../../src/core/flow/flow-actions.ts';
import {reduceFlow} from '../../../../src/core/flow/flow.ts';
import {startFlow, type FlowState} from '../../../../src/core/flow/flow-state.ts';
import type {EventType, Slot} from '../../../../src/core/model/types.ts';

const slot: Slot = {start: '2026-11-23T09:00:00.000Z'};
const other: Slot = {start: '2026-11-23T10:00:00.000Z'};
const eventType = {id: 1001, durations: [30], questions: [], locations: []} as unknown as EventType;

let answers: (request: CalRequest) => Promise<Record<string, unknown>>;
let asked: string[];
/** How each was sent at last. */
let ways: Map<string, {headers?: Record<string, string>; keepalive?: boolean}>;
let free: Slot[];
let reserved: number;

beforeEach(() => {
  asked = [];
  ways = new Map();
  free = [slot, other];
  reserved = 0;
  answers = async ({method}) => (method === 'POST' ? {data: {reservationUid: `r${++reserved}`}} : {});
});

afterEach(() => vi.useRealTimers());

/** A flow in the middle of the questions, and the hold that follows it. */
function begin({proxy}: {proxy: string | undefined} = {proxy: 'https://book.example.com'}) {
  const controllers: {hostUpdated?(): void; hostDisconnected?(): void}[] = [];
  const flow = {
    state: {...startFlow('UTC', '2026-11-21T00:00:00.000Z'), eventType, slots: free, phase: 'pick'} as FlowState,
    loadedAt: 0,
    reader: {
      ask: async (request: CalRequest, way = {}) => {
        asked.push(`${request.method} ${request.path}`);
        ways.set(`${request.method} ${request.path}`, way);
        return answers(request);
      },
    },
    loadSlots: async () => {
      asked.push('look');
      return free;
    },
    dispatch(action: FlowAction) {
      flow.state = reduceFlow(flow.state, action);
    },
    refresh: () => void asked.push('refresh'),
  };
  const host = {
    proxy,
    isConnected: true,
    requestUpdate() {},
    addController: (controller: object) => void controllers.push(controller),
  };
  const hold = new Hold(flow as unknown as FlowController, host as unknown as FlowHost);
  const go = (state: Partial<FlowState>) => {
    flow.state = {...flow.state, ...state};
    for (const controller of controllers) controller.hostUpdated?.();
  };
  return {flow, hold, go, leave: () => controllers.forEach(controller => controller.hostDisconnected?.())};
}

const reservations = '/v2/slots/reservations';

test('a chosen time is looked at, then reserved, while its questions are answered', async () => {
  const {go} = begin();
  go({slot, phase: 'details'});

  await vi.waitFor(() => expect(asked).toEqual(['look', `POST ${reservations}`]), {timeout: 10_000});
  go({phase: 'details'});
  expect(asked).toHaveLength(2);
});

test('going back, another time and leaving the page give it back', async () => {
  const {go, leave} = begin();
  go({slot, phase: 'details'});
  await vi.waitFor(() => expect(reserved).toBe(1), {timeout: 10_000});
  go({phase: 'pick'});
  await vi.waitFor(() => expect(asked).toContain(`DELETE ${reservations}/r1`), {timeout: 10_000});
  go({slot: other, phase: 'details'});
  await vi.waitFor(() => expect(reserved).toBe(2), {timeout: 10_000});
  leave();
  await vi.waitFor(() => expect(asked).toContain(`DELETE ${reservations}/r2`), {timeout: 10_000});
  // A page that is left sends it all the same.
  expect(ways.get(`DELETE ${reservations}/r2`)).toEqual({keepalive: true});
});

test('without a proxy nothing is reserved', async () => {
  const {go, hold} = begin({proxy: undefined});
  go({slot, phase: 'details'});
  // Whatever is on its way is waited for.
  await hold.confirm();

  expect(asked).toEqual(['look', 'look']);
  expect(hold.reservation).toBeUndefined();
});

test('a reservation is renewed before Cal.com ends it', async () => {
  vi.useFakeTimers();
  const {go} = begin();
  go({slot, phase: 'details'});
  await vi.waitFor(() => expect(reserved).toBe(1), {timeout: 10_000});

  await vi.advanceTimersByTimeAsync(4 * 60_000);

  await vi.waitFor(() => expect(reserved).toBe(2), {timeout: 10_000});
  expect(asked).toContain(`DELETE ${reservations}/r1`);
});

test('a refused reservation changes nothing for the visitor', async () => {
  answers = async () => {
    throw new BookingError('slot_taken', 'reserved by another');
  };
  const {flow, go} = begin();
  go({slot, phase: 'details'});

  await vi.waitFor(() => expect(asked).toContain(`POST ${reservations}`), {timeout: 10_000});
  expect(flow.state.phase).toBe('details');
});

test('before money moves it waits for the reservation on its way, and makes another', async () => {
  const {flow, hold, go} = begin();
  go({slot, phase: 'details'});

  await hold.confirm();

  expect(asked).toEqual(['look', `POST ${reservations}`, `DELETE ${reservations}/r1`, `POST ${reservations}`]);
  expect(flow.state.phase).toBe('details');
});

test('before money moves a time that is booked meanwhile is lost', async () => {
  const {flow, hold, go} = begin();
  go({slot, phase: 'details'});
  await vi.waitFor(() => expect(reserved).toBe(1), {timeout: 10_000});
  answers = async ({method}) => {
    if (method === 'POST') throw new BookingError('slot_taken', 'booked');
    return {};
  };

  await hold.confirm();

  expect(flow.state).toMatchObject({phase: 'pick', notice: {code: 'slot_taken'}});
  expect(asked.at(-1)).toBe('refresh');
});

/** Refuses a time as Cal.com does while it is reserved, and to give it back for so many times. */
function refuse(failures: number) {
  let isHeld = false;
  let failed = 0;
  answers = async ({method}) => {
    if (method === 'POST' && isHeld) throw new BookingError('slot_taken', 'reserved by another');
    if (method === 'POST') {
      isHeld = true;
      return {data: {reservationUid: `r${++reserved}`}};
    }
    if (failed++ < failures) throw new BookingError('upstream_down', 'no answer');
    isHeld = false;
    return {};
  };
}

test.each([
  ['fails at first is asked for again', 1, ['DELETE', 'POST', 'DELETE', 'POST']],
  ['always fails leaves the visitor the time', Infinity, ['DELETE', 'POST', 'DELETE', 'POST', 'DELETE', 'POST']],
])('before money moves a release that %s', async (_, failures, expected) => {
  refuse(failures);
  const {flow, hold, go} = begin();
  go({slot, phase: 'details'});
  await vi.waitFor(() => expect(hold.reservation?.uid).toBe('r1'), {timeout: 10_000});
  vi.useFakeTimers();
  asked = [];

  const done = hold.confirm();
  await vi.advanceTimersByTimeAsync(5_000);
  await done;

  expect(asked.map(each => each.split(' ')[0])).toEqual(expected);
  expect(flow.state).toMatchObject({phase: 'details', slot});
  expect(flow.state.notice).toBeUndefined();
});

test.each([
  ['a renewal', async () => vi.advanceTimersByTimeAsync(4 * 60_000)],
  [
    'choosing the same time again',
    async (go: (state: Partial<FlowState>) => void) => {
      go({phase: 'pick'});
      go({phase: 'details'});
    },
  ],
])('%s waits until the time is given back', async (_, act) => {
  vi.useFakeTimers();
  const {hold, go} = begin();
  go({slot, phase: 'details'});
  await vi.waitFor(() => expect(hold.reservation?.uid).toBe('r1'), {timeout: 10_000});
  let giveBack = () => {};
  const before = answers;
  answers = async request =>
    request.method === 'DELETE'
      ? new Promise(resolve => {
          giveBack = () => resolve({});
        })
      : before(request);
  asked = [];

  await act(go);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([`DELETE ${reservations}/r1`]);
  giveBack();
  await vi.waitFor(() => expect(reserved).toBe(2), {timeout: 10_000});
});

test('a page that is loaded again takes over what was reserved before, by the same key', async () => {
  const {hold, go} = begin();
  const goOn = vi.fn(() => true);
  await expect(hold.takeBack(slot, {key: 'key-of-before', uid: 'r1'}, false, goOn)).resolves.toBe(true);

  expect(goOn).toHaveBeenCalledOnce();
  expect(ways.get(`POST ${reservations}`)?.headers).toEqual({'Idempotency-Key': 'key-of-before'});
  go({slot, phase: 'details'});
  expect(asked).toEqual([`POST ${reservations}`]);
  expect(hold.reservation).toEqual({key: 'key-of-before', uid: 'r1'});
});

test('where the time is listed as free the visitor goes on at once, and the key is used all the same', async () => {
  const {hold, go} = begin();
  await hold.takeBack(slot, {key: 'key-of-before'}, true, () => true);
  expect(asked).toEqual([]);

  go({slot, phase: 'details'});
  await vi.waitFor(() => expect(hold.reservation).toEqual({key: 'key-of-before', uid: 'r1'}), {timeout: 10_000});
  expect(ways.get(`POST ${reservations}`)?.headers).toEqual({'Idempotency-Key': 'key-of-before'});
});

test('where a proxy does not know the key the old reservation is given back first', async () => {
  refuse(0);
  const {hold} = begin();
  await answers({method: 'POST', path: reservations} as CalRequest);
  const goOn = vi.fn(() => true);
  await expect(hold.takeBack(slot, {key: 'key-of-before', uid: 'r1'}, false, goOn)).resolves.toBe(false);
  expect(goOn).not.toHaveBeenCalled();
  await expect(hold.takeBack(slot, {key: 'key-of-before', uid: 'r1'}, false, goOn)).resolves.toBe(true);
});

test('what is taken over and not wanted any more is given back', async () => {
  const {hold} = begin();
  await hold.takeBack(slot, {key: 'key-of-before'}, false, () => false);
  expect(asked).toEqual([`POST ${reservations}`, `DELETE ${reservations}/r1`]);
  expect(hold.reservation).toBeUndefined();
});

test('when nobody says whose a time is, it counts as free', async () => {
  answers = async () => {
    throw new BookingError('rate_limited', 'later');
  };
  const {hold} = begin();
  await expect(hold.takeBack(slot, {key: 'key-of-before'}, false, () => true)).resolves.toBe(true);
});

test('a time that is not free any more is lost, one that cannot be asked for is not', async () => {
  const {flow, go} = begin({proxy: undefined});
  go({slot, phase: 'details'});
  free = [other];
  await recheck(flow as unknown as FlowController, true);
  expect(flow.state.notice).toMatchObject({code: 'slot_taken', start: slot.start});

  go({slot: other, phase: 'details'});
  lose(flow as unknown as FlowController, slot);
  expect(flow.state.phase).toBe('details');
});
