import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {lose, recheck} from '../../../../src/elements/form/book/lost-time.ts';
import {Hold} from '../../../../src/elements/form/book/hold.ts';
import type {FlowController, FlowHost} from '../../../../src/elements/form/flow-controller.ts';
import type {CalRequest} from '../../../../src/core/cal/requests/requests.ts';
import {BookingError} from '../../../../src/core/model/error.ts';
import {startFlow, type FlowState} from '../../../../src/core/flow/flow.ts';
import type {EventType, Slot} from '../../../../src/core/model/types.ts';

const slot: Slot = {start: '2026-11-23T09:00:00.000Z'};
const other: Slot = {start: '2026-11-23T10:00:00.000Z'};
const eventType = {id: 1001, durations: [30], questions: [], locations: []} as unknown as EventType;

let answers: ((request: CalRequest) => Promise<Record<string, unknown>>);
let asked: string[];
let free: Slot[];
let reserved: number;

beforeEach(() => {
  asked = [];
  free = [slot, other];
  reserved = 0;
  answers = async ({method}) => (method === 'POST' ? {data: {reservationUid: `r${++reserved}`}} : {});
});

afterEach(() => vi.useRealTimers());

/** A flow in the middle of the questions, and the hold that follows it. */
function begin(proxy: string | undefined = 'https://book.example.com') {
  const controllers: {hostUpdated?(): void; hostDisconnected?(): void}[] = [];
  const flow = {
    state: {...startFlow('UTC', '2026-11-21T00:00:00.000Z'), eventType, slots: free, phase: 'pick'} as FlowState,
    loadedAt: 0,
    reader: {
      ask: async (request: CalRequest) => {
        asked.push(`${request.method} ${request.path}`);
        return answers(request);
      },
    },
    loadSlots: async () => {
      asked.push('look');
      return free;
    },
    become(state: FlowState) {
      flow.state = state;
    },
    refresh: () => void asked.push('refresh'),
  };
  const host = {proxy, isConnected: true, requestUpdate() {}, addController: (controller: object) => void controllers.push(controller)};
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
});

test('without a proxy nothing is reserved', async () => {
  const {go} = begin(undefined);
  go({slot, phase: 'details'});

  await vi.waitFor(() => expect(asked).toEqual(['look']), {timeout: 10_000});
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

test('a time that is not free any more is lost, one that cannot be asked for is not', async () => {
  const {flow, go} = begin(undefined);
  go({slot, phase: 'details'});
  free = [other];
  await recheck(flow as unknown as FlowController, true);
  expect(flow.state.notice).toMatchObject({code: 'slot_taken', start: slot.start});

  go({slot: other, phase: 'details'});
  lose(flow as unknown as FlowController, slot);
  expect(flow.state.phase).toBe('details');
});
