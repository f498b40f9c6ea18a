import {describe, expect, test} from 'vitest';
import type {Store} from '../../../src/proxy/store/store.ts';
import {early, entry, evenLater, late, later, muchLater, patch} from './contract-entries.ts';

/** What every store promises about events and about bookings in doubt. */
export function testEvents(store: () => Store, reopen: () => Promise<void>): void {
  describe('an event that is told again in another body', () => {
    const first = {...entry('a'), eventKey: 'BOOKING_CREATED|u1|'};
    const again = {...entry('b'), eventKey: 'BOOKING_CREATED|u1|'};

    test('is no news, and its times change nothing', async () => {
      await store().receive(first, patch('u1', {acceptedAt: early}));
      await store().receive(
        {...entry('c', 'BOOKING_REJECTED'), eventKey: 'BOOKING_REJECTED|u1|'},
        patch('u1', {rejectedAt: late}),
      );

      expect(await store().receive(again, patch('u1', {acceptedAt: later}))).toEqual([]);
      expect(await store().booking('u1')).toMatchObject({seq: 2, view: {state: 'rejected'}});
      expect(await store().log('u1', 2)).toEqual([]);
    });

    test('still adds what is new in it', async () => {
      await store().receive(first, patch('u1', {acceptedAt: early, start: {at: early, value: early}}));

      expect(
        await store().receive(
          again,
          patch('u1', {acceptedAt: early, start: {at: late, value: later}, end: {at: early, value: later}}),
        ),
      ).toMatchObject([{seq: 2, view: {start: later, end: later}}]);
      expect(
        await store().receive({...again, bodyHash: 'c'}, patch('u1', {start: {at: early, value: early}})),
        'older than what is known',
      ).toEqual([]);
      expect(await store().booking('u1')).toMatchObject({seq: 2, view: {start: later}});
    });

    test('casts no doubt anew', async () => {
      const cancelled = {...entry('a', 'BOOKING_CANCELLED'), eventKey: 'BOOKING_CANCELLED|u1|s1'};
      await store().receive(cancelled, patch('u1', {impliedAt: early, doubtedAt: early}));
      await store().record(patch('u1', {checkedAt: late}), 'asked', late);
      await store().receive({...cancelled, bodyHash: 'b'}, patch('u1', {impliedAt: later, doubtedAt: later}));

      expect((await store().booking('u1'))?.facts.doubtedAt).toBe(early);
      expect(await store().leaseChecks(muchLater, muchLater, 10)).toEqual([]);
    });

    test('is one event also when both come at once, and binds a session', async () => {
      const tellings = Array.from({length: 6}, (_, index) =>
        store().receive(
          {...first, bodyHash: `h${index}`},
          patch('u1', {acceptedAt: `2026-10-01T09:00:00.00${index}Z`}),
          {rid: `r${index}`, uid: 'u1'},
        ),
      );

      expect((await Promise.all(tellings)).flat()).toHaveLength(1);
      expect(await store().log('u1', 0)).toHaveLength(1);
      expect((await store().session('r5'))?.uid).toBe('u1');
      expect(
        await store().prune({history: muchLater, attempts: early, bookings: early}, 100),
        'one webhook, one view, six sessions',
      ).toBe(8);
    });

    test('counts by its name: others of the same booking, and those without a name, are news', async () => {
      await store().receive(first, patch('u1', {requestedAt: early}));

      expect(
        await store().receive({...entry('b'), eventKey: 'BOOKING_PAID|u1|7'}, patch('u1', {acceptedAt: early})),
      ).toHaveLength(1);
      expect(await store().receive(entry('c'), patch('u1', {startedAt: early}))).toHaveLength(1);
      expect(await store().receive(entry('d'), patch('u1', {cancelledAt: early}))).toHaveLength(1);
    });
  });

  describe('a booking in doubt', () => {
    const doubt = (uid: string, at: string) => store().record(patch(uid, {impliedAt: at, doubtedAt: at}), 'a', at);
    const uids = async (now: string, until = muchLater, limit = 10) =>
      (await store().leaseChecks(now, until, limit)).map(({uid}) => uid);

    test('is due some seconds later, the longest waiting first, a bounded number at a time', async () => {
      for (const [uid, at] of [
        ['u2', late],
        ['u1', early],
        ['u3', later],
      ] as const)
        await doubt(uid, at);
      await store().record(patch('sure', {acceptedAt: early}), 'a', early);

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
      const [due] = await store().leaseChecks(late, later, 10);
      expect(due).toEqual({uid: 'u1', tries: 0, leasedUntil: later});
      await store().planCheck(due!, 3, muchLater);
      expect(await uids(later)).toEqual([]);
      const [again] = await store().leaseChecks(muchLater, evenLater, 10);
      expect(again).toMatchObject({uid: 'u1', tries: 3});
      await store().planCheck(again!, 4, undefined);
      expect(await uids(evenLater)).toEqual([]);

      await doubt('u1', late);
      expect(await store().leaseChecks(evenLater, evenLater, 10)).toMatchObject([{uid: 'u1', tries: 0}]);
    });

    test('that something new is heard of while it is leased keeps that', async () => {
      await doubt('u1', early);
      const [due] = await store().leaseChecks(late, muchLater, 10);
      await doubt('u1', late);
      await store().planCheck(due!, 6, undefined);

      expect(await uids(later)).toEqual(['u1']);
    });

    test('that Cal.com was asked about is in none', async () => {
      await doubt('u1', early);
      await store().record(patch('u1', {checkedAt: late}), 'asked', late);

      expect(await uids(muchLater)).toEqual([]);
    });
  });

  describe('a booking that nobody told of for a while', () => {
    const open = (uid: string, at: string) => store().record(patch(uid, {requestedAt: at}), 'a', at);
    const uids = async (now: string, until = muchLater, limit = 10) =>
      (await store().leaseChecks(now, until, limit, true)).map(({uid}) => uid);

    test('is looked at when it is not decided, some minutes later, and by one only', async () => {
      for (const [uid, at] of [
        ['u2', late],
        ['u1', early],
      ] as const)
        await open(uid, at);
      await store().record(patch('over', {cancelledAt: early}), 'a', early);
      await store().record(patch('to come', {acceptedAt: early, end: {at: early, value: evenLater}}), 'a', early);

      expect(await uids(early)).toEqual([]);
      expect((await Promise.all(Array.from({length: 6}, () => uids(late, evenLater)))).flat()).toEqual(['u1']);
      expect(await uids(muchLater, evenLater)).toEqual(['u2', 'to come']);
      expect(await store().leaseChecks(muchLater, evenLater, 10), 'nothing is in doubt').toEqual([]);
    });

    test('is planned by who leased it, unless something was heard of it meanwhile', async () => {
      for (const uid of ['u1', 'u2']) await open(uid, early);
      const leased = await store().leaseChecks(late, muchLater, 10, true);
      await store().record(patch('u2', {acceptedAt: late}), 'b', late);
      for (const due of leased) await store().planCheck(due, 0, later);

      expect(await uids(later)).toEqual(['u1']);
      await store().planCheck({uid: 'u1', tries: 0, leasedUntil: muchLater, isRoutine: true}, 0, undefined);
      expect(await uids(evenLater)).toEqual([]);
    });

    test('is looked at sooner when asked for: these, or so many of what is planned next', async () => {
      for (const [uid, at] of [
        ['u1', early],
        ['u2', late],
        ['u3', late],
      ] as const)
        await open(uid, at);
      await store().hastenLooks(early, ['u3', 'unknown']);
      expect(await uids(early)).toEqual(['u3']);
      await store().hastenLooks(early, 1);
      expect(await uids(early)).toEqual(['u1']);
    });
  });
}
