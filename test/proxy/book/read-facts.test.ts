import {describe, expect, test} from 'vitest';
import {deriveState, doubtOf, mergeFacts, type BookingFacts} from '../../../src/core/state/facts.ts';
import {factsOfRead, settled} from '../../../src/proxy/book/read-facts.ts';

const early = '2026-11-20T08:00:00.000Z';
const at = '2026-11-20T09:00:00.000Z';
const askedAt = '2026-11-20T10:00:00.000Z';
const late = '2026-11-20T11:00:00.000Z';

function answer(status: string, members: Record<string, unknown> = {}) {
  return {uid: 'u1', status, start: late, end: late, updatedAt: at, ...members};
}

/** What is known once the answer is merged. */
function learn(json: Record<string, unknown>, known: BookingFacts): BookingFacts {
  return mergeFacts(known, factsOfRead(json, known, 'u1', askedAt));
}

describe("Cal.com's answer", () => {
  test.each<[string, BookingFacts, Record<string, unknown>, string]>([
    ['a cancellation nobody told of', {acceptedAt: early, doubtedAt: early}, answer('cancelled'), 'cancelled'],
    [
      'a booking that goes on although one seat is gone',
      {acceptedAt: early, unsureCancelledAt: at, doubtedAt: at},
      answer('accepted'),
      'accepted',
    ],
    [
      'a booking that was cancelled as it seemed',
      {acceptedAt: early, unsureCancelledAt: at, doubtedAt: at},
      answer('cancelled'),
      'cancelled',
    ],
    [
      'a move nobody told of',
      {acceptedAt: early, doubtedAt: at},
      answer('cancelled', {rescheduledToUid: 'u2'}),
      'rescheduled',
    ],
    ['an approval nobody told of', {requestedAt: early, doubtedAt: at}, answer('accepted'), 'accepted'],
    ['a rejection nobody told of', {requestedAt: early, doubtedAt: at}, answer('rejected'), 'rejected'],
    ['a booking nothing was known of', {doubtedAt: at}, answer('pending'), 'pending'],
    ['an instant booking that waits', {awaitingHostAt: early, doubtedAt: at}, answer('awaiting_host'), 'pending'],
  ])('tells of %s', (_name, known, json, state) => {
    const facts = learn(json, known);

    expect(deriveState(facts, 'u1')).toBe(state);
    expect(doubtOf(facts)).toBeUndefined();
  });

  test('is not believed over a certain cancellation, nor over a rejection that is newer than its row', () => {
    expect(deriveState(learn(answer('accepted'), {acceptedAt: early, cancelledAt: at, recurring: true}))).toBe(
      'cancelled',
    );
    expect(
      deriveState(learn(answer('accepted', {updatedAt: early}), {requestedAt: early, rejectedAt: at, doubtedAt: at})),
    ).toBe('rejected');
    expect(deriveState(learn(answer('accepted'), {requestedAt: early, rejectedAt: early, doubtedAt: at}))).toBe(
      'accepted',
    );
  });

  test('is not believed over times that a newer webhook told', () => {
    const known = {
      acceptedAt: early,
      doubtedAt: at,
      start: {at: askedAt, value: early},
      end: {at: early, value: early},
    };

    expect(learn(answer('accepted'), known)).toMatchObject({start: {value: early}, end: {value: late}});
    expect(learn(answer('accepted', {updatedAt: undefined}), known), 'of a row without a time').toMatchObject({
      start: {value: early},
      end: {value: early},
    });
  });

  test('leaves the word of the webhooks where it says the same', () => {
    expect(factsOfRead(answer('rejected'), {rejectedAt: early, recurring: true}, 'u1', askedAt)).not.toHaveProperty(
      'rejectedAt',
    );
    expect(factsOfRead(answer('accepted'), {acceptedAt: early, doubtedAt: at}, 'u1', askedAt)).not.toHaveProperty(
      'acceptedAt',
    );
    expect(
      factsOfRead(answer('cancelled', {rescheduledToUid: 'u2'}), {supersededBy: 'u2'}, 'u1', askedAt),
    ).not.toHaveProperty('supersededAt');
  });

  test('settles the doubt also of a sender whose clock is ahead', () => {
    expect(doubtOf(learn(answer('accepted'), {acceptedAt: early, doubtedAt: late}))).toBeUndefined();
    expect(
      doubtOf(learn(answer('cancelled', {updatedAt: late}), {recurring: true, acceptedAt: early, doubtedAt: at})),
    ).toBeUndefined();
    expect(settled({doubtedAt: late}, askedAt)).toEqual({checkedAt: late});
  });

  test('that is no booking is refused', () => {
    expect(() => learn({uid: 'u1'}, {})).toThrow(expect.objectContaining({code: 'upstream_shape'}));
  });
});

describe('seats', () => {
  const taken = (when: string) => ({at: when, value: 'here'});
  const known = {
    acceptedAt: early,
    doubtedAt: at,
    seatStates: {a: taken(early), b: taken(early), c: {at, value: 'moved u2'}, d: {at, value: 'left'}},
  };
  const seats = (names: string[]) => answer('accepted', {attendees: names.map(seatUid => ({name: 'A', seatUid}))});

  test('that are not among those of the answer are gone', () => {
    expect(factsOfRead(seats(['b']), known, 'u1', askedAt).seatStates).toEqual({a: {at: askedAt, value: 'left'}});
    expect(factsOfRead(seats(['a', 'b']), known, 'u1', askedAt)).not.toHaveProperty('seatStates');
  });

  test('are left alone where the answer hides them, and where they are too new to be in it', () => {
    expect(factsOfRead(seats([]), known, 'u1', askedAt)).not.toHaveProperty('seatStates');
    expect(factsOfRead(answer('accepted', {attendees: [{name: 'A'}]}), known, 'u1', askedAt)).not.toHaveProperty(
      'seatStates',
    );
    const justTaken = {...known, seatStates: {a: taken('2026-11-20T09:59:00.000Z')}};
    expect(factsOfRead(seats(['b']), justTaken, 'u1', askedAt)).not.toHaveProperty('seatStates');
  });
});
