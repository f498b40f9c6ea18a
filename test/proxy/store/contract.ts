import {afterEach, beforeEach, expect, test} from 'vitest';
import type {BookingFacts} from '../../../src/core/state/facts.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {early, entry, late, patch} from './contract-entries.ts';
import {testEvents} from './contract-events.ts';
import {testRetention} from './contract-retention.ts';

/** The promises of every store. `open` opens the same store again when it is called again after a close. */
export function testStore(open: () => Promise<Store>): void {
  let store: Store;

  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  async function reopen(): Promise<void> {
    await store.close();
    store = await open();
  }

  test('a webhook is remembered with its facts, its view and its place in the log', async () => {
    const logged = await store.receive(entry('a'), patch('u1', {acceptedAt: early, start: {at: early, value: late}}));

    expect(logged).toMatchObject([
      {uid: 'u1', seq: 1, at: early, cause: 'BOOKING_CREATED', view: {uid: 'u1', state: 'accepted', start: late}},
    ]);
    await reopen();
    expect(await store.log('u1', 0)).toEqual(logged);
    expect(await store.booking('u1')).toEqual({
      uid: 'u1',
      seq: 1,
      facts: {acceptedAt: early, start: {at: early, value: late}},
      view: logged[0]!.view,
    });
  });

  test('the same body is stored once', async () => {
    await store.receive(entry('a'), patch('u1', {acceptedAt: early}));

    expect(await store.receive(entry('a'), patch('u1', {cancelledAt: late}))).toEqual([]);
    expect((await store.booking('u1'))?.view.state).toBe('accepted');
  });

  test('numbers count per booking and without holes', async () => {
    await store.receive(entry('a'), patch('u1', {requestedAt: early}));
    await store.receive(entry('b'), patch('u2', {requestedAt: early}));
    await store.receive(entry('c'), patch('u1', {acceptedAt: late}));
    await store.receive(entry('d'), patch('u1', {cancelledAt: late}));

    expect((await store.log('u1', 0)).map(({seq, view}) => [seq, view.state])).toEqual([
      [1, 'pending'],
      [2, 'accepted'],
      [3, 'cancelled'],
    ]);
    expect((await store.log('u1', 1)).map(({seq}) => seq)).toEqual([2, 3]);
    expect((await store.log('u2', 0)).map(({seq}) => seq)).toEqual([1]);
  });

  test('the same event through a second subscription is merged but is no news', async () => {
    await store.receive(entry('a'), patch('u1', {acceptedAt: '2026-10-01T09:00:00.000Z'}));

    expect(await store.receive(entry('b'), patch('u1', {acceptedAt: '2026-10-01T09:00:00.007Z'}))).toEqual([]);
    expect(await store.booking('u1')).toMatchObject({seq: 1, facts: {acceptedAt: '2026-10-01T09:00:00.007Z'}});
  });

  test('one webhook changes two bookings at once', async () => {
    const logged = await store.receive(entry('a', 'BOOKING_RESCHEDULED'), [
      {uid: 'new', facts: {acceptedAt: early}},
      {uid: 'old', facts: {supersededBy: 'new', supersededAt: early}},
    ]);

    expect(logged.map(({uid, view}) => [uid, view.state])).toEqual([
      ['new', 'accepted'],
      ['old', 'rescheduled'],
    ]);
  });

  test('a webhook that fails half-way leaves nothing behind', async () => {
    const broken = {uid: 'u2', facts: {acceptedAt: 1n as unknown as string}};

    await expect(
      store.receive(entry('a'), [{uid: 'u1', facts: {acceptedAt: early}}, broken], {rid: 'r1', uid: 'u1'}),
    ).rejects.toThrow();

    expect(await store.booking('u1')).toBeUndefined();
    expect(await store.session('r1')).toBeUndefined();
    expect(await store.receive(entry('a'), patch('u1', {acceptedAt: early}))).toHaveLength(1);
  });

  test('what the proxy learned by itself is logged in the same way', async () => {
    const [logged] = await store.record(patch('u1', {requestedAt: early}), 'POST /v2/bookings', late);

    expect(logged).toMatchObject({uid: 'u1', seq: 1, at: late, cause: 'POST /v2/bookings', view: {state: 'pending'}});
    expect(await store.record(patch('u1', {requestedAt: early}), 'POST /v2/bookings', late)).toEqual([]);
  });

  test('a session belongs to the first booking that names it, and knows the others that do', async () => {
    expect(await store.session('r1')).toBeUndefined();
    await store.receive(entry('a'), patch('u1', {acceptedAt: early}), {rid: 'r1', uid: 'u1'});
    await store.receive(entry('b'), patch('u2', {acceptedAt: early}), {rid: 'r1', uid: 'u2'});
    await reopen();

    expect((await store.session('r1'))?.uid).toBe('u1');
    expect([
      (await store.session('r1', 'u2'))?.uid,
      await store.session('r1', 'u3'),
      await store.session('r2', 'u1'),
    ]).toEqual(['u2', undefined, undefined]);
  });

  test('what the proxy learned by itself binds a session too, with a booking or without news of one', async () => {
    await store.record(patch('u1', {acceptedAt: early}), 'booking created', early, {rid: 'r1', uid: 'u1'});
    await store.record([], 'booking created', early, {rid: 'r2', uid: 'u1'});

    expect([await store.session('r1'), await store.session('r2')]).toEqual([{uid: 'u1'}, {uid: 'u1'}]);
  });

  test('a session may be bound to one seat', async () => {
    await store.record([], 'booking created', early, {rid: 'r1', uid: 'u1', seat: 's1'});
    await store.receive(entry('a'), patch('u1', {acceptedAt: early}), {rid: 'r2', uid: 'u1', seat: 's2'});

    expect([await store.session('r1'), await store.session('r2')]).toEqual([
      {uid: 'u1', seat: 's1'},
      {uid: 'u1', seat: 's2'},
    ]);
  });

  test('an attempt is started once and its answer is kept', async () => {
    expect(await store.startAttempt('k', 'hash', early)).toBeUndefined();
    expect(await store.startAttempt('k', 'other', late)).toEqual({
      state: 'in_progress',
      requestHash: 'hash',
      startedAt: early,
    });
    await store.finishAttempt('k', 201, '{"status":"success"}');
    await reopen();

    expect(await store.startAttempt('k', 'hash', late)).toEqual({
      state: 'done',
      requestHash: 'hash',
      status: 201,
      body: '{"status":"success"}',
    });
  });

  test('a forgotten attempt can be made again', async () => {
    await store.startAttempt('k', 'hash', early);
    await store.forgetAttempt('k');

    expect(await store.startAttempt('k', 'hash', late)).toBeUndefined();
  });

  test('of attempts with one key at the same time one starts', async () => {
    const found = await Promise.all(Array.from({length: 8}, () => store.startAttempt('k', 'hash', early)));

    expect(found.filter(attempt => attempt === undefined)).toHaveLength(1);
  });

  test('webhooks at the same time get one number each', async () => {
    const changes: BookingFacts[] = [
      {requestedAt: early},
      {paidAt: early},
      {acceptedAt: early},
      {startedAt: early},
      {endedAt: late},
      {cancelledAt: late},
    ];
    await Promise.all(changes.map((facts, index) => store.receive(entry(`e${index}`), patch('u1', facts))));

    const log = await store.log('u1', 0);
    expect(log.map(({seq}) => seq)).toEqual(log.map((_, index) => index + 1));
    expect((await store.booking('u1'))?.seq).toBe(log.length);
  });

  test('an attempt whose starter is gone is taken over by one', async () => {
    await store.startAttempt('k', 'hash', early);
    const taken = await Promise.all(Array.from({length: 4}, () => store.takeOverAttempt('k', early, late)));

    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.startAttempt('k', 'hash', late)).toEqual({
      state: 'in_progress',
      requestHash: 'hash',
      startedAt: late,
    });
    await store.finishAttempt('k', 201, '{}');
    expect(await store.takeOverAttempt('k', late, late), 'one that is over').toBe(false);
    expect(await store.takeOverAttempt('unknown', late, late)).toBe(false);
  });

  test('an answer that was kept stays, whatever a slow process says later', async () => {
    await store.startAttempt('k', 'hash', early);
    await store.finishAttempt('k', 201, '{"first":true}');
    await store.finishAttempt('k', 201, '{"first":false}');
    await store.forgetAttempt('k');

    expect(await store.startAttempt('k', 'hash', late)).toMatchObject({state: 'done', body: '{"first":true}'});
  });

  test('a seat that is taken, left or moved is news of its booking', async () => {
    const seat = (value: string, at = early) => patch('u1', {acceptedAt: early, seatStates: {s1: {at, value}}});

    expect(await store.record(seat('here'), 'a', early)).toHaveLength(1);
    expect(await store.record(seat('here'), 'b', early)).toEqual([]);
    expect(await store.record(seat('left', late), 'c', late)).toMatchObject([{seq: 2, view: {state: 'accepted'}}]);
  });

  test('texts of any script, quotes and broken characters come back as they were', async () => {
    const uid = 'Zoë\'s "{},\\ \u202e日本 😀';
    await store.receive(
      entry('a', "ÜBUNG'); DROP TABLE inbox; --"),
      patch(uid, {acceptedAt: early, supersededBy: 'a\u0000b\ud800', seatStates: {'': {at: early, value: '{"a"}'}}}),
      {rid: uid, uid},
    );

    expect(await store.booking(uid)).toMatchObject({
      uid,
      facts: {supersededBy: 'a\u0000b\ud800', seatStates: {'': {at: early, value: '{"a"}'}}},
    });
    expect(await store.log(uid, 0)).toMatchObject([{uid, cause: "ÜBUNG'); DROP TABLE inbox; --"}]);
    expect((await store.session(uid))?.uid).toBe(uid);
  });

  testEvents(() => store, reopen);
  testRetention(() => store);

  test('a store says whether it can serve', async () => {
    expect(await store.healthy()).toBe(true);
    await store.close();
    expect(await store.healthy()).toBe(false);
    store = await open();
  });
}
