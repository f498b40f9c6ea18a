import {describe, expect, test} from 'vitest';
import {deriveState, deriveSteps, isDoubtful, mergeFacts, toView, type BookingFacts} from '../../src/core/facts.ts';

const early = '2026-11-20T08:00:00.000Z';
const at = '2026-11-20T09:00:00.000Z';
const late = '2026-11-20T10:00:00.000Z';

/** Small seeded generator, so that a failure can be run again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function anyFacts(next: () => number): BookingFacts {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const facts: Record<string, unknown> = {};
  const maybe = (name: string, value: () => unknown) => {
    if (next() < 0.4) facts[name] = value();
  };
  for (const name of ['requestedAt', 'awaitingPaymentAt', 'paidAt', 'acceptedAt', 'rejectedAt', 'cancelledAt', 'awaitingHostAt', 'impliedAt', 'startedAt', 'endedAt', 'hostAbsentAt', 'recordedAt', 'doubtedAt', 'checkedAt']) {
    maybe(name, () => pick([early, at, late]));
  }
  maybe('needsApproval', () => pick([true, false]));
  maybe('rescheduleExpected', () => true);
  maybe('supersededBy', () => pick(['a', 'b', 'self']));
  if (facts['supersededBy']) maybe('supersededAt', () => pick([early, at, late]));
  maybe('seatsGone', () => [pick(['s1', 's2']), pick(['s2', 's3'])]);
  maybe('recurring', () => pick([true, false]));
  maybe('noShows', () => ({[pick(['h1', 'h2'])]: {at: pick([early, late]), value: pick([true, false])}}));
  for (const name of ['start', 'end', 'joinUrl']) maybe(name, () => ({at: pick([early, at, late]), value: pick([early, at, late])}));
  return facts as BookingFacts;
}

describe('merging facts', () => {
  const seed = 20261120;
  const next = random(seed);
  const rounds = Array.from({length: 2000}, () => [anyFacts(next), anyFacts(next), anyFacts(next)] as const);

  test(`does not depend on the order of arrival (seed ${seed})`, () => {
    for (const [a, b] of rounds) expect(mergeFacts(a, b)).toEqual(mergeFacts(b, a));
  });

  test(`does not depend on how arrivals are grouped (seed ${seed})`, () => {
    for (const [a, b, c] of rounds) expect(mergeFacts(mergeFacts(a, b), c)).toEqual(mergeFacts(a, mergeFacts(b, c)));
  });

  test(`does not change when something arrives twice (seed ${seed})`, () => {
    for (const [a, b] of rounds) {
      const merged = mergeFacts(a, b);
      expect(mergeFacts(merged, b)).toEqual(merged);
      expect(mergeFacts(merged, merged)).toEqual(merged);
    }
  });

  test('never loses a cancellation', () => {
    for (const [a, b] of rounds) {
      if (a.cancelledAt || b.cancelledAt) expect(mergeFacts(a, b).cancelledAt).toBeDefined();
    }
  });

  test('keeps the latest word about the time, whichever comes first', () => {
    const first: BookingFacts = {start: {at: early, value: '2026-12-01T10:00:00.000Z'}};
    const moved: BookingFacts = {start: {at: late, value: '2026-12-02T10:00:00.000Z'}};
    expect(mergeFacts(moved, first).start).toEqual(moved.start);
    expect(mergeFacts(moved, {end: {at: early, value: late}})).toEqual({...moved, end: {at: early, value: late}});
  });

  test('collects the seats that were given back', () => {
    expect(mergeFacts({seatsGone: ['b']}, {seatsGone: ['a', 'b']}).seatsGone).toEqual(['a', 'b']);
  });
});

describe('the state of a booking', () => {
  test.each<[string, BookingFacts, ReturnType<typeof deriveState>]>([
    ['nothing known', {}, 'unknown'],
    ['requested', {requestedAt: at}, 'pending'],
    ['requested, then accepted', {requestedAt: early, acceptedAt: at}, 'accepted'],
    ['requested, then rejected', {requestedAt: early, rejectedAt: at}, 'rejected'],
    ['rejected, then accepted', {rejectedAt: early, acceptedAt: at}, 'accepted'],
    ['accepted, then rejected', {acceptedAt: early, rejectedAt: at}, 'rejected'],
    ['accepted and rejected at once', {acceptedAt: at, rejectedAt: at}, 'rejected'],
    ['payment asked for', {awaitingPaymentAt: at}, 'awaiting_payment'],
    ['payment asked for a request', {requestedAt: early, awaitingPaymentAt: at}, 'awaiting_payment'],
    ['paid, its confirmation on the way', {awaitingPaymentAt: early, paidAt: at}, 'paid'],
    ['paid, the host decides', {paidAt: at, needsApproval: true}, 'pending'],
    ['paid and accepted', {paidAt: at, acceptedAt: at}, 'accepted'],
    ['waiting for a host', {awaitingHostAt: at}, 'awaiting_host'],
    ['host joined', {awaitingHostAt: early, acceptedAt: at}, 'accepted'],
    ['only heard of later', {impliedAt: at}, 'accepted'],
    ['moved while waiting', {requestedAt: early, impliedAt: at}, 'pending'],
    ['accepted, then cancelled', {acceptedAt: early, cancelledAt: at}, 'cancelled'],
    ['cancelled, the acceptance arrives late', {acceptedAt: late, cancelledAt: at}, 'cancelled'],
    ['cancelled before anything was known', {cancelledAt: at}, 'cancelled'],
    ['became another booking', {acceptedAt: at, supersededBy: 'new'}, 'rescheduled'],
    ['became another booking and was cancelled', {cancelledAt: at, supersededBy: 'new'}, 'rescheduled'],
    ['names itself as its successor', {acceptedAt: at, supersededBy: 'self'}, 'accepted'],
    ['only a seat was given back', {acceptedAt: at, seatsGone: ['s']}, 'accepted'],
  ])('%s', (_, facts, state) => {
    expect(deriveState(facts, 'self')).toBe(state);
  });
});

describe('the steps of a booking', () => {
  const steps = (facts: BookingFacts) => deriveSteps(facts, 'self').map(({name, status}) => `${name} ${status}`);

  test.each<[string, BookingFacts, string[]]>([
    ['nothing known', {}, []],
    ['requested', {requestedAt: at}, ['requested done', 'confirmed waiting']],
    ['moved while waiting', {requestedAt: early, impliedAt: at}, ['requested done', 'confirmed waiting']],
    ['payment asked for', {awaitingPaymentAt: at}, ['payment waiting', 'confirmed waiting']],
    ['paid', {awaitingPaymentAt: early, paidAt: at}, ['payment done', 'confirmed waiting']],
    ['accepted, the word about the payment is late', {awaitingPaymentAt: early, acceptedAt: at}, ['confirmed done']],
    ['never paid and cancelled', {awaitingPaymentAt: early, cancelledAt: at}, ['cancelled failed']],
    ['rejected', {requestedAt: early, rejectedAt: at}, ['requested done', 'rejected failed']],
    ['cancelled', {acceptedAt: early, cancelledAt: at}, ['confirmed done', 'cancelled failed']],
    ['rescheduled', {acceptedAt: early, supersededBy: 'new', supersededAt: at}, ['confirmed done', 'rescheduled done']],
    ['over', {impliedAt: early, startedAt: at, endedAt: late}, ['confirmed done', 'started done', 'ended done']],
  ])('%s', (_, facts, expected) => {
    expect(steps(facts)).toEqual(expected);
  });

  test('a step that waits has no time, one that is done has its own', () => {
    expect(deriveSteps({requestedAt: at})).toEqual([{name: 'requested', status: 'done', at}, {name: 'confirmed', status: 'waiting'}]);
  });
});

describe('what a page may know', () => {
  test('nothing but the allowed members, whatever the facts hold', () => {
    const facts = {
      acceptedAt: at, cancelledAt: late, rescheduleExpected: true, seatsGone: ['secret@example.com'],
      start: {at, value: late}, end: {at, value: late}, payload: {oneTimePassword: 'secret'},
    };
    const view = toView('self', facts as BookingFacts);
    expect(view).toEqual({
      uid: 'self', state: 'cancelled', start: late, end: late, rescheduleExpected: true,
      steps: [{name: 'confirmed', status: 'done', at}, {name: 'cancelled', status: 'failed', at: late}],
    });
    expect(JSON.stringify(view)).not.toContain('secret');
  });

  test('the successor of a rescheduled booking', () => {
    expect(toView('self', {supersededBy: 'new', supersededAt: at})).toEqual({
      uid: 'self', state: 'rescheduled', rescheduledTo: 'new', steps: [{name: 'rescheduled', status: 'done', at}],
    });
  });

  test('a booking that names itself is not rescheduled', () => {
    expect(toView('self', {acceptedAt: at, supersededBy: 'self'})).not.toHaveProperty('rescheduledTo');
  });
});

describe('Cal.com has to be asked', () => {
  test.each<[string, BookingFacts, boolean]>([
    ['nothing doubtful', {acceptedAt: at}, false],
    ['something doubtful', {acceptedAt: at, doubtedAt: at}, true],
    ['asked since', {doubtedAt: at, checkedAt: at}, false],
    ['asked before', {doubtedAt: at, checkedAt: early}, true],
    ['one of a series cancelled', {recurring: true, cancelledAt: at}, true],
    ['one of a series rejected', {recurring: true, rejectedAt: at}, true],
    ['a requested series accepted: one event for all of it', {recurring: true, requestedAt: early, acceptedAt: at}, true],
    ['one of a series booked at once: each has its own event', {recurring: true, acceptedAt: at}, false],
    ['one of a series cancelled and asked since', {recurring: true, cancelledAt: at, checkedAt: late}, false],
  ])('%s', (_name, facts, expected) => {
    expect(isDoubtful(facts)).toBe(expected);
  });
});

test('where to join is told of an accepted booking only', () => {
  const joinUrl = {at, value: 'https://meet.example/a'};

  expect(toView('u1', {acceptedAt: at, joinUrl}).joinUrl).toBe('https://meet.example/a');
  expect(toView('u1', {requestedAt: at, joinUrl})).not.toHaveProperty('joinUrl');
  expect(toView('u1', {acceptedAt: at, cancelledAt: at, joinUrl})).not.toHaveProperty('joinUrl');
});

test('a confirmation that was only heard of later has no time', () => {
  expect(deriveSteps({impliedAt: at})).toEqual([{name: 'confirmed', status: 'done'}]);
  expect(deriveSteps({impliedAt: at, acceptedAt: early})).toEqual([{name: 'confirmed', status: 'done', at: early}]);
});
