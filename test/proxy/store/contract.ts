import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {BookingFacts} from '../../../src/core/facts.ts';
import type {InboxEntry, Store} from '../../../src/proxy/store/store.ts';

const early = '2026-10-01T09:00:00.000Z';
const late = '2026-10-01T10:00:00.000Z';

function entry(bodyHash: string, trigger = 'BOOKING_CREATED'): InboxEntry {
  return {bodyHash, trigger, receivedAt: early, body: new TextEncoder().encode(bodyHash)};
}

function patch(uid: string, facts: BookingFacts) {
  return [{uid, facts}];
}

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

    expect(logged).toMatchObject([{uid: 'u1', seq: 1, at: early, cause: 'BOOKING_CREATED', view: {uid: 'u1', state: 'accepted', start: late}}]);
    await reopen();
    expect(await store.log('u1', 0)).toEqual(logged);
    expect(await store.booking('u1')).toEqual({uid: 'u1', seq: 1, facts: {acceptedAt: early, start: {at: early, value: late}}, view: logged[0]!.view});
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

    expect((await store.log('u1', 0)).map(({seq, view}) => [seq, view.state])).toEqual([[1, 'pending'], [2, 'accepted'], [3, 'cancelled']]);
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

    expect(logged.map(({uid, view}) => [uid, view.state])).toEqual([['new', 'accepted'], ['old', 'rescheduled']]);
  });

  test('a webhook that fails half-way leaves nothing behind', async () => {
    const broken = {uid: 'u2', facts: {acceptedAt: 1n as unknown as string}};

    await expect(store.receive(entry('a'), [{uid: 'u1', facts: {acceptedAt: early}}, broken], {rid: 'r1', uid: 'u1'})).rejects.toThrow();

    expect(await store.booking('u1')).toBeUndefined();
    expect(await store.sessionUid('r1')).toBeUndefined();
    expect(await store.receive(entry('a'), patch('u1', {acceptedAt: early}))).toHaveLength(1);
  });

  test('what the proxy learned by itself is logged in the same way', async () => {
    const [logged] = await store.record(patch('u1', {requestedAt: early}), 'POST /v2/bookings', late);

    expect(logged).toMatchObject({uid: 'u1', seq: 1, at: late, cause: 'POST /v2/bookings', view: {state: 'pending'}});
    expect(await store.record(patch('u1', {requestedAt: early}), 'POST /v2/bookings', late)).toEqual([]);
  });

  test('a session belongs to the first booking that names it', async () => {
    expect(await store.sessionUid('r1')).toBeUndefined();
    await store.receive(entry('a'), patch('u1', {acceptedAt: early}), {rid: 'r1', uid: 'u1'});
    await store.receive(entry('b'), patch('u2', {acceptedAt: early}), {rid: 'r1', uid: 'u2'});
    await reopen();

    expect(await store.sessionUid('r1')).toBe('u1');
  });

  test('what the proxy learned by itself binds a session too, with a booking or without news of one', async () => {
    await store.record(patch('u1', {acceptedAt: early}), 'booking created', early, {rid: 'r1', uid: 'u1'});
    await store.record([], 'booking created', early, {rid: 'r2', uid: 'u1'});

    expect([await store.sessionUid('r1'), await store.sessionUid('r2')]).toEqual(['u1', 'u1']);
  });

  test('an attempt is started once and its answer is kept', async () => {
    expect(await store.startAttempt('k', 'hash', early)).toBeUndefined();
    expect(await store.startAttempt('k', 'other', late)).toEqual({state: 'in_progress', requestHash: 'hash', startedAt: early});
    await store.finishAttempt('k', 201, '{"status":"success"}');
    await reopen();

    expect(await store.startAttempt('k', 'hash', late)).toEqual({state: 'done', requestHash: 'hash', status: 201, body: '{"status":"success"}'});
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
    const changes: BookingFacts[] = [{requestedAt: early}, {paidAt: early}, {acceptedAt: early}, {startedAt: early}, {endedAt: late}, {cancelledAt: late}];
    await Promise.all(changes.map((facts, index) => store.receive(entry(`e${index}`), patch('u1', facts))));

    const log = await store.log('u1', 0);
    expect(log.map(({seq}) => seq)).toEqual(log.map((_, index) => index + 1));
    expect((await store.booking('u1'))?.seq).toBe(log.length);
  });

  test('an attempt whose starter is gone is taken over by one', async () => {
    await store.startAttempt('k', 'hash', early);
    const taken = await Promise.all(Array.from({length: 4}, () => store.takeOverAttempt('k', early, late)));

    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.startAttempt('k', 'hash', late)).toEqual({state: 'in_progress', requestHash: 'hash', startedAt: late});
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

  test('a key is claimed once, also at the same time and after a restart', async () => {
    const claims = await Promise.all(Array.from({length: 8}, () => store.claim('token', late)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await reopen();

    expect(await store.claim('token', late)).toBe(false);
    expect(await store.claim('another', late)).toBe(true);
  });

  test('texts of any script, quotes and broken characters come back as they were', async () => {
    const uid = 'Zoë\'s "{},\\ \u202e日本 😀';
    await store.receive(entry('a', 'ÜBUNG\'); DROP TABLE inbox; --'), patch(uid, {acceptedAt: early, supersededBy: 'a\u0000b\ud800', seatsGone: ['', '{"a"}']}), {rid: uid, uid});

    expect(await store.booking(uid)).toMatchObject({uid, facts: {supersededBy: 'a\u0000b\ud800', seatsGone: ['', '{"a"}']}});
    expect(await store.log(uid, 0)).toMatchObject([{uid, cause: 'ÜBUNG\'); DROP TABLE inbox; --'}]);
    expect(await store.sessionUid(uid)).toBe(uid);
  });

  describe('what is old is deleted', () => {
    const cutoffs = {history: late, attempts: late, claims: late};

    test('webhooks, so that the same body would be stored again', async () => {
      await store.receive({...entry('old'), receivedAt: early}, []);
      await store.receive({...entry('new'), receivedAt: late}, []);

      expect(await store.prune(cutoffs, 100)).toBe(1);
      expect(await store.receive(entry('old'), patch('u1', {acceptedAt: early}))).toHaveLength(1);
      expect(await store.receive(entry('new'), patch('u1', {cancelledAt: late}))).toEqual([]);
    });

    test('the log, but neither the booking nor its number', async () => {
      await store.record(patch('u1', {requestedAt: early}), 'a', early);
      await store.record(patch('u1', {acceptedAt: early}), 'b', early);

      expect(await store.prune(cutoffs, 100)).toBe(2);
      expect(await store.log('u1', 0)).toEqual([]);
      expect(await store.booking('u1')).toMatchObject({seq: 2, view: {state: 'accepted'}});
      expect(await store.record(patch('u1', {cancelledAt: late}), 'c', late)).toMatchObject([{seq: 3}]);
      expect(await store.log('u1', 2)).toMatchObject([{seq: 3}]);
    });

    test('sessions, attempts and claims, each by its own time', async () => {
      await store.receive({...entry('a'), receivedAt: early}, patch('u1', {acceptedAt: early}), {rid: 'r1', uid: 'u1'});
      await store.startAttempt('old', 'hash', early);
      await store.startAttempt('new', 'hash', late);
      await store.claim('over', early);
      await store.claim('on', late);

      expect(await store.prune({history: early, attempts: late, claims: late}, 100)).toBe(2);
      expect(await store.sessionUid('r1')).toBe('u1');
      expect(await store.startAttempt('old', 'hash', late)).toBeUndefined();
      expect(await store.startAttempt('new', 'hash', late)).toMatchObject({state: 'in_progress'});
      expect([await store.claim('over', late), await store.claim('on', late)]).toEqual([true, false]);
      await store.prune(cutoffs, 100);
      expect(await store.sessionUid('r1')).toBeUndefined();
    });

    test('a bounded number at a time', async () => {
      for (const hash of ['a', 'b', 'c', 'd', 'e']) await store.receive(entry(hash), []);

      expect([await store.prune(cutoffs, 2), await store.prune(cutoffs, 2), await store.prune(cutoffs, 2), await store.prune(cutoffs, 2)]).toEqual([2, 2, 1, 0]);
    });
  });

  test('a store says whether it can serve', async () => {
    expect(await store.healthy()).toBe(true);
    await store.close();
    expect(await store.healthy()).toBe(false);
    store = await open();
  });
}
