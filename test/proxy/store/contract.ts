import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {BookingFacts} from '../../../src/core/facts.ts';
import type {InboxEntry, Store} from '../../../src/proxy/store/store.ts';

const early = '2026-10-01T09:00:00.000Z';
const late = '2026-10-01T10:00:00.000Z';
const later = '2026-10-01T10:00:25.000Z';
const muchLater = '2026-10-03T10:00:00.000Z';
const evenLater = '2026-10-04T10:00:00.000Z';

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
    expect(await store.session('r1')).toBeUndefined();
    expect(await store.receive(entry('a'), patch('u1', {acceptedAt: early}))).toHaveLength(1);
  });

  test('what the proxy learned by itself is logged in the same way', async () => {
    const [logged] = await store.record(patch('u1', {requestedAt: early}), 'POST /v2/bookings', late);

    expect(logged).toMatchObject({uid: 'u1', seq: 1, at: late, cause: 'POST /v2/bookings', view: {state: 'pending'}});
    expect(await store.record(patch('u1', {requestedAt: early}), 'POST /v2/bookings', late)).toEqual([]);
  });

  test('a session belongs to the first booking that names it', async () => {
    expect(await store.session('r1')).toBeUndefined();
    await store.receive(entry('a'), patch('u1', {acceptedAt: early}), {rid: 'r1', uid: 'u1'});
    await store.receive(entry('b'), patch('u2', {acceptedAt: early}), {rid: 'r1', uid: 'u2'});
    await reopen();

    expect((await store.session('r1'))?.uid).toBe('u1');
  });

  test('what the proxy learned by itself binds a session too, with a booking or without news of one', async () => {
    await store.record(patch('u1', {acceptedAt: early}), 'booking created', early, {rid: 'r1', uid: 'u1'});
    await store.record([], 'booking created', early, {rid: 'r2', uid: 'u1'});

    expect([await store.session('r1'), await store.session('r2')]).toEqual([{uid: 'u1'}, {uid: 'u1'}]);
  });

  test('a session may be bound to one seat', async () => {
    await store.record([], 'booking created', early, {rid: 'r1', uid: 'u1', seat: 's1'});
    await store.receive(entry('a'), patch('u1', {acceptedAt: early}), {rid: 'r2', uid: 'u1', seat: 's2'});

    expect([await store.session('r1'), await store.session('r2')]).toEqual([{uid: 'u1', seat: 's1'}, {uid: 'u1', seat: 's2'}]);
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

  describe('an event that is told again in another body', () => {
    const first = {...entry('a'), eventKey: 'BOOKING_CREATED|u1|'};
    const again = {...entry('b'), eventKey: 'BOOKING_CREATED|u1|'};

    test('is no news, and its times change nothing', async () => {
      await store.receive(first, patch('u1', {acceptedAt: early}));
      await store.receive({...entry('c', 'BOOKING_REJECTED'), eventKey: 'BOOKING_REJECTED|u1|'}, patch('u1', {rejectedAt: late}));

      expect(await store.receive(again, patch('u1', {acceptedAt: later}))).toEqual([]);
      expect(await store.booking('u1')).toMatchObject({seq: 2, view: {state: 'rejected'}});
      expect(await store.log('u1', 2)).toEqual([]);
    });

    test('still adds what is new in it', async () => {
      await store.receive(first, patch('u1', {acceptedAt: early, start: {at: early, value: early}}));

      expect(await store.receive(again, patch('u1', {acceptedAt: early, start: {at: late, value: later}, end: {at: early, value: later}}))).toMatchObject([{seq: 2, view: {start: later, end: later}}]);
      expect(await store.receive({...again, bodyHash: 'c'}, patch('u1', {start: {at: early, value: early}})), 'older than what is known').toEqual([]);
      expect(await store.booking('u1')).toMatchObject({seq: 2, view: {start: later}});
    });

    test('casts no doubt anew', async () => {
      const cancelled = {...entry('a', 'BOOKING_CANCELLED'), eventKey: 'BOOKING_CANCELLED|u1|s1'};
      await store.receive(cancelled, patch('u1', {impliedAt: early, doubtedAt: early}));
      await store.record(patch('u1', {checkedAt: late}), 'asked', late);
      await store.receive({...cancelled, bodyHash: 'b'}, patch('u1', {impliedAt: later, doubtedAt: later}));

      expect((await store.booking('u1'))?.facts.doubtedAt).toBe(early);
      expect(await store.leaseChecks(muchLater, muchLater, 10)).toEqual([]);
    });

    test('is one event also when both come at once, and binds a session', async () => {
      const tellings = Array.from({length: 6}, (_, index) => store.receive({...first, bodyHash: `h${index}`}, patch('u1', {acceptedAt: `2026-10-01T09:00:00.00${index}Z`}), {rid: `r${index}`, uid: 'u1'}));

      expect((await Promise.all(tellings)).flat()).toHaveLength(1);
      expect(await store.log('u1', 0)).toHaveLength(1);
      expect((await store.session('r5'))?.uid).toBe('u1');
      expect(await store.prune({history: muchLater, attempts: early, bookings: early}, 100), 'one webhook, one view, six sessions').toBe(8);
    });

    test('counts by its name: others of the same booking, and those without a name, are news', async () => {
      await store.receive(first, patch('u1', {requestedAt: early}));

      expect(await store.receive({...entry('b'), eventKey: 'BOOKING_PAID|u1|7'}, patch('u1', {acceptedAt: early}))).toHaveLength(1);
      expect(await store.receive(entry('c'), patch('u1', {startedAt: early}))).toHaveLength(1);
      expect(await store.receive(entry('d'), patch('u1', {cancelledAt: early}))).toHaveLength(1);
    });
  });

  test('a seat that is taken, left or moved is news of its booking', async () => {
    const seat = (value: string, at = early) => patch('u1', {acceptedAt: early, seatStates: {s1: {at, value}}});

    expect(await store.record(seat('here'), 'a', early)).toHaveLength(1);
    expect(await store.record(seat('here'), 'b', early)).toEqual([]);
    expect(await store.record(seat('left', late), 'c', late)).toMatchObject([{seq: 2, view: {state: 'accepted'}}]);
  });

  describe('a booking in doubt', () => {
    const doubt = (uid: string, at: string) => store.record(patch(uid, {impliedAt: at, doubtedAt: at}), 'a', at);
    const uids = async (now: string, until = muchLater, limit = 10) => (await store.leaseChecks(now, until, limit)).map(({uid}) => uid);

    test('is due some seconds later, the longest waiting first, a bounded number at a time', async () => {
      for (const [uid, at] of [['u2', late], ['u1', early], ['u3', later]] as const) await doubt(uid, at);
      await store.record(patch('sure', {acceptedAt: early}), 'a', early);

      expect(await uids(early)).toEqual([]);
      expect(await uids(later), 'the third one has not settled').toEqual(['u1', 'u2']);
      expect(await uids(muchLater, evenLater, 2)).toEqual(['u3', 'u1']);
    });

    test('is leased to one, until the lease is over', async () => {
      await doubt('u1', early);

      expect((await Promise.all(Array.from({length: 6}, () => uids(late)))).flat()).toEqual(['u1']);
      expect(await uids(later)).toEqual([]);
      await reopen();
      expect(await uids(muchLater, evenLater), 'after the death of who had it').toEqual(['u1']);
    });

    test('is due again when planned, and never when given up, until something new is heard', async () => {
      await doubt('u1', early);
      const [due] = await store.leaseChecks(late, later, 10);
      expect(due).toEqual({uid: 'u1', tries: 0, leasedUntil: later});
      await store.planCheck(due!, 3, muchLater);
      expect(await uids(later)).toEqual([]);
      const [again] = await store.leaseChecks(muchLater, evenLater, 10);
      expect(again).toMatchObject({uid: 'u1', tries: 3});
      await store.planCheck(again!, 4, undefined);
      expect(await uids(evenLater)).toEqual([]);

      await doubt('u1', late);
      expect(await store.leaseChecks(evenLater, evenLater, 10)).toMatchObject([{uid: 'u1', tries: 0}]);
    });

    test('that something new is heard of while it is leased keeps that', async () => {
      await doubt('u1', early);
      const [due] = await store.leaseChecks(late, muchLater, 10);
      await doubt('u1', late);
      await store.planCheck(due!, 6, undefined);

      expect(await uids(later)).toEqual(['u1']);
    });

    test('that Cal.com was asked about is in none', async () => {
      await doubt('u1', early);
      await store.record(patch('u1', {checkedAt: late}), 'asked', late);

      expect(await uids(muchLater)).toEqual([]);
    });
  });

  test('texts of any script, quotes and broken characters come back as they were', async () => {
    const uid = 'Zoë\'s "{},\\ \u202e日本 😀';
    await store.receive(entry('a', 'ÜBUNG\'); DROP TABLE inbox; --'), patch(uid, {acceptedAt: early, supersededBy: 'a\u0000b\ud800', seatStates: {'': {at: early, value: '{"a"}'}}}), {rid: uid, uid});

    expect(await store.booking(uid)).toMatchObject({uid, facts: {supersededBy: 'a\u0000b\ud800', seatStates: {'': {at: early, value: '{"a"}'}}}});
    expect(await store.log(uid, 0)).toMatchObject([{uid, cause: 'ÜBUNG\'); DROP TABLE inbox; --'}]);
    expect((await store.session(uid))?.uid).toBe(uid);
  });

  describe('what is old is deleted', () => {
    const cutoffs = {history: late, attempts: late, bookings: '2026-01-01T00:00:00.000Z'};

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

    test('sessions and attempts, each by its own time', async () => {
      await store.receive({...entry('a'), receivedAt: early}, patch('u1', {acceptedAt: early}), {rid: 'r1', uid: 'u1'});
      await store.startAttempt('old', 'hash', early);
      await store.startAttempt('new', 'hash', late);

      expect(await store.prune({...cutoffs, history: early}, 100)).toBe(1);
      expect((await store.session('r1'))?.uid).toBe('u1');
      expect(await store.startAttempt('old', 'hash', late)).toBeUndefined();
      expect(await store.startAttempt('new', 'hash', late)).toMatchObject({state: 'in_progress'});
      await store.prune(cutoffs, 100);
      expect(await store.session('r1')).toBeUndefined();
    });

    describe('bookings, with their logs,', () => {
      const over = {...cutoffs, history: early, bookings: late};
      const known = async () => (await Promise.all(['u1', 'u2', 'u3'].map(async uid => await store.booking(uid) && uid))).filter(Boolean);

      test('some time after the last word about them', async () => {
        await store.record(patch('u1', {acceptedAt: early}), 'a', early);
        await store.record(patch('u2', {acceptedAt: early}), 'a', early);
        await store.record(patch('u2', {endedAt: late}), 'b', late);

        expect(await store.prune(over, 100)).toBe(1);
        expect(await known()).toEqual(['u2']);
        expect(await store.log('u1', 0)).toEqual([]);
        expect(await store.record(patch('u1', {cancelledAt: late}), 'c', late), 'heard of again').toMatchObject([{seq: 1, view: {state: 'cancelled'}}]);
      });

      test('never before their end, however long ago they were booked', async () => {
        const end = (value: string): BookingFacts => ({acceptedAt: early, end: {at: early, value}});
        await store.record(patch('u1', end(late)), 'a', early);
        await store.record(patch('u2', end(early)), 'a', early);

        expect(await store.prune(over, 100)).toBe(1);
        expect(await known()).toEqual(['u1']);
        await store.record(patch('u1', {end: {at: late, value: early}}), 'moved', early);
        expect(await store.prune(over, 100), 'moved to an earlier time').toBe(1);
      });

      test('neither with a session nor with a doubt; with one that was given up', async () => {
        await store.record(patch('u1', {acceptedAt: early}), 'a', early, {rid: 'r1', uid: 'u1'});
        await store.record(patch('u2', {impliedAt: early, doubtedAt: early}), 'a', early);

        expect(await store.prune(over, 100)).toBe(0);
        const [due] = await store.leaseChecks(late, later, 1);
        await store.planCheck(due!, 6, undefined);
        expect(await store.prune({...over, history: later}, 100), 'two views, the session, both bookings').toBe(5);
        expect(await known()).toEqual([]);
      });

      test('a bounded number at a time', async () => {
        for (const uid of ['u1', 'u2', 'u3']) await store.record(patch(uid, {acceptedAt: early}), 'a', early);

        expect([await store.prune(over, 2), await store.prune(over, 2), await store.prune(over, 2)]).toEqual([2, 1, 0]);
      });
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
