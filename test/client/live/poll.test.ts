import {afterEach, expect, test, vi} from 'vitest';
import {pollBooking, type PollSettings} from '../../../src/client/live/poll.ts';
import {BookingError} from '../../../src/core/model/error.ts';
import type {Booking} from '../../../src/core/model/types.ts';
import {stoppedClock} from './live-server.ts';

const start = '2026-11-24T10:00:00.000Z';
const booking = (status: Booking['status'], more: Partial<Booking> = {}): Booking => ({
  uid: 'u1',
  status,
  title: '',
  start,
  end: '2026-11-24T10:30:00.000Z',
  hosts: [],
  metadata: {},
  ...more,
});

type Answer = Booking | Error;

/** Polls with answers in a row; the last one stays. */
function poll(...answers: Answer[]) {
  const clock = stoppedClock();
  const told: string[] = [];
  const asked: string[] = [];
  const errors: unknown[] = [];
  const load: PollSettings['load'] = async uid => {
    asked.push(uid);
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const connection = pollBooking({
    uid: 'u1',
    load,
    ...clock,
    random: () => 0.5,
    onView: view => told.push(`${view.uid} ${view.state}`),
    onConnection(state, error) {
      told.push(state);
      if (error) errors.push(error);
    },
  });
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
  /** Lets the next pause pass; resolves with its length in seconds. */
  async function next(): Promise<number | undefined> {
    const [ms] = clock.pending();
    clock.advance(ms ?? 0);
    await settle();
    return ms === undefined ? undefined : ms / 1000;
  }
  return {clock, told, asked, errors, connection, settle, next};
}

afterEach(() => vi.unstubAllGlobals());

test('a booking that waits for its host is looked at less and less often, and again often after a change', async () => {
  const {told, settle, next} = poll(...Array.from({length: 8}, () => booking('pending')), booking('accepted'));
  await settle();
  const pauses: (number | undefined)[] = [];
  for (let round = 0; round < 10; round += 1) pauses.push(await next());

  expect(pauses).toEqual([5, 7.5, 11.25, 16.875, 25.3125, 37.96875, 56.953125, 60, 120, 180]);
  expect(told).toEqual(['connecting', 'open', 'u1 pending', 'u1 accepted']);
});

test.each(['cancelled', 'rejected'] as const)('a %s booking is not asked for again', async status => {
  const {told, clock, settle, connection} = poll(booking(status));
  await settle();
  connection.reconnect();
  await settle();

  expect(told).toEqual(['connecting', 'open', `u1 ${status}`, 'closed']);
  expect(clock.pending()).toEqual([]);
});

test('it goes on with the booking that this one became, and not in a circle', async () => {
  const {asked, told, settle} = poll(
    booking('cancelled', {rescheduledToUid: 'u2'}),
    booking('cancelled', {uid: 'u2', rescheduledToUid: 'u1'}),
  );
  await settle();
  await settle();

  expect(asked).toEqual(['u1', 'u2']);
  expect(told).toEqual(['connecting', 'open', 'u1 rescheduled', 'u2 rescheduled', 'closed']);
});

test('answers that fail are told once and asked for again, not before Cal.com wants', async () => {
  const {told, errors, settle, next} = poll(
    new BookingError('network', 'Lost.'),
    new BookingError('rate_limited', 'Later.', {status: 429, retryAfterSeconds: 40}),
    booking('accepted'),
  );
  await settle();

  expect([await next(), await next()]).toEqual([5, 40]);
  expect(told).toEqual(['connecting', 'lost', 'open', 'u1 accepted']);
  expect(errors).toHaveLength(1);
});

test('a booking that cannot be read is the end', async () => {
  const {told, clock, settle, errors} = poll(new BookingError('not_found', 'None.', {status: 404}));
  await settle();

  expect(told).toEqual(['connecting', 'closed']);
  expect(errors).toMatchObject([{code: 'not_found'}]);
  expect(clock.pending()).toEqual([]);
});

test('a hidden page asks nothing; looked at again it asks at once, but not twice in ten seconds', async () => {
  const document = Object.assign(new EventTarget(), {visibilityState: 'visible'});
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', () => {});
  const {asked, clock, settle, next} = poll(booking('pending'));
  await settle();
  document.visibilityState = 'hidden';
  await next();
  expect([asked.length, clock.pending()]).toEqual([1, []]);

  document.visibilityState = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(asked, 'five seconds after the last time').toHaveLength(1);
  expect(clock.pending(), 'but soon').toEqual([7500]);
  clock.advance(10_001);
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(asked).toHaveLength(2);
});

test('after close() nothing is asked, and an answer on its way is not told', async () => {
  const {told, clock, settle, connection} = poll(booking('pending'));
  connection.close();
  await settle();

  expect(told).toEqual(['connecting', 'closed']);
  expect(clock.pending()).toEqual([]);
});
