import {describe, expect, test} from 'vitest';
import type {BookingFacts} from '../../../src/core/state/facts.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {early, entry, late, later, patch} from './contract-entries.ts';

/** What every store promises about deleting. */
export function testRetention(store: () => Store): void {
  describe('what is old is deleted', () => {
    const cutoffs = {history: late, attempts: late, bookings: '2026-01-01T00:00:00.000Z'};

    test('webhooks, so that the same body would be stored again', async () => {
      await store().receive({...entry('old'), receivedAt: early}, []);
      await store().receive({...entry('new'), receivedAt: late}, []);

      expect(await store().prune(cutoffs, 100)).toBe(1);
      expect(await store().receive(entry('old'), patch('u1', {acceptedAt: early}))).toHaveLength(1);
      expect(await store().receive(entry('new'), patch('u1', {cancelledAt: late}))).toEqual([]);
    });

    test('the log, but neither the booking nor its number', async () => {
      await store().record(patch('u1', {requestedAt: early}), 'a', early);
      await store().record(patch('u1', {acceptedAt: early}), 'b', early);

      expect(await store().prune(cutoffs, 100)).toBe(2);
      expect(await store().log('u1', 0)).toEqual([]);
      expect(await store().booking('u1')).toMatchObject({seq: 2, view: {state: 'accepted'}});
      expect(await store().record(patch('u1', {cancelledAt: late}), 'c', late)).toMatchObject([{seq: 3}]);
      expect(await store().log('u1', 2)).toMatchObject([{seq: 3}]);
    });

    test('sessions and attempts, each by its own time', async () => {
      await store().receive({...entry('a'), receivedAt: early}, patch('u1', {acceptedAt: early}), {
        rid: 'r1',
        uid: 'u1',
      });
      await store().startAttempt('old', 'hash', early);
      await store().startAttempt('new', 'hash', late);

      expect(await store().prune({...cutoffs, history: early}, 100)).toBe(1);
      expect((await store().session('r1'))?.uid).toBe('u1');
      expect(await store().startAttempt('old', 'hash', late)).toBeUndefined();
      expect(await store().startAttempt('new', 'hash', late)).toMatchObject({state: 'in_progress'});
      await store().prune(cutoffs, 100);
      expect(await store().session('r1')).toBeUndefined();
    });

    describe('bookings, with their logs,', () => {
      const over = {...cutoffs, history: early, bookings: late};
      const known = async () =>
        (await Promise.all(['u1', 'u2', 'u3'].map(async uid => (await store().booking(uid)) && uid))).filter(Boolean);

      test('some time after the last word about them', async () => {
        await store().record(patch('u1', {acceptedAt: early}), 'a', early);
        await store().record(patch('u2', {acceptedAt: early}), 'a', early);
        await store().record(patch('u2', {endedAt: late}), 'b', late);

        expect(await store().prune(over, 100)).toBe(1);
        expect(await known()).toEqual(['u2']);
        expect(await store().log('u1', 0)).toEqual([]);
        expect(await store().record(patch('u1', {cancelledAt: late}), 'c', late), 'heard of again').toMatchObject([
          {seq: 1, view: {state: 'cancelled'}},
        ]);
      });

      test('never before their end, however long ago they were booked', async () => {
        const end = (value: string): BookingFacts => ({acceptedAt: early, end: {at: early, value}});
        await store().record(patch('u1', end(late)), 'a', early);
        await store().record(patch('u2', end(early)), 'a', early);

        expect(await store().prune(over, 100)).toBe(1);
        expect(await known()).toEqual(['u1']);
        await store().record(patch('u1', {end: {at: late, value: early}}), 'moved', early);
        expect(await store().prune(over, 100), 'moved to an earlier time').toBe(1);
      });

      test('neither with a session nor with a doubt; with one that was given up', async () => {
        await store().record(patch('u1', {acceptedAt: early}), 'a', early, {rid: 'r1', uid: 'u1'});
        await store().record(patch('u2', {impliedAt: early, doubtedAt: early}), 'a', early);

        expect(await store().prune(over, 100)).toBe(0);
        const [due] = await store().leaseChecks(late, later, 1);
        await store().planCheck(due!, 6, undefined);
        expect(await store().prune({...over, history: later}, 100), 'two views, the session, both bookings').toBe(5);
        expect(await known()).toEqual([]);
      });

      test('a bounded number at a time', async () => {
        for (const uid of ['u1', 'u2', 'u3']) await store().record(patch(uid, {acceptedAt: early}), 'a', early);

        expect([await store().prune(over, 2), await store().prune(over, 2), await store().prune(over, 2)]).toEqual([
          2, 1, 0,
        ]);
      });
    });

    test('a bounded number at a time', async () => {
      for (const hash of ['a', 'b', 'c', 'd', 'e']) await store().receive(entry(hash), []);

      expect([
        await store().prune(cutoffs, 2),
        await store().prune(cutoffs, 2),
        await store().prune(cutoffs, 2),
        await store().prune(cutoffs, 2),
      ]).toEqual([2, 2, 1, 0]);
    });
  });
}
