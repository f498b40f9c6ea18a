import {describe, expect, test} from 'vitest';
import {
  deriveState,
  deriveSteps,
  doubtOf,
  mergeFacts,
  mergeRepeat,
  toView,
  type BookingFacts,
} from '../../../src/core/state/facts.ts';

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
  for (const name of [
    'requestedAt',
    'awaitingPaymentAt',
    'paidAt',
    'acceptedAt',
    'rejectedAt',
    'cancelledAt',
    'unsureCancelledAt',
    'aliveAt',
    'awaitingHostAt',
    'impliedAt',
    'startedAt',
    'endedAt',
    'hostAbsentAt',
    'recordedAt',
    'doubtedAt',
    'checkedAt',
  ]) {
    maybe(name, () => pick([early, at, late]));
  }
  maybe('needsApproval', () => pick([true, false]));
  maybe('rescheduleExpected', () => true);
  maybe('supersededBy', () => pick(['a', 'b', 'self']));
  if (facts['supersededBy']) maybe('supersededAt', () => pick([early, at, late]));
  maybe('seatStates', () => ({
    [pick(['s1', 's2'])]: {at: pick([early, at, late]), value: pick(['here', 'left', 'moved u2'])},
  }));
  maybe('recurring', () => pick([true, false]));
  maybe('noShows', () => ({[pick(['h1', 'h2'])]: {at: pick([early, late]), value: pick([true, false])}}));
  for (const name of ['start', 'end', 'joinUrl'])
    maybe(name, () => ({at: pick([early, at, late]), value: pick([early, at, late])}));
  return facts;
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

  test('keeps the latest word about each seat', () => {
    const taken = {a: {at: early, value: 'here'}, b: {at: early, value: 'here'}};
    const left = {a: {at: late, value: 'left'}};
    expect(mergeFacts({seatStates: left}, {seatStates: taken}).seatStates).toEqual({...taken, ...left});
  });
});

describe('an event that is told again', () => {
  const moved = {at: late, value: late};

  test('adds what was not known and what is newer', () => {
    const known: BookingFacts = {acceptedAt: at, start: {at, value: at}};
    expect(mergeRepeat(known, {acceptedAt: at, start: moved, joinUrl: moved})).toEqual({
      ...known,
      start: moved,
      joinUrl: moved,
    });
  });

  test('casts no doubt anew', () => {
    expect(mergeRepeat({impliedAt: at, doubtedAt: at, checkedAt: at}, {impliedAt: late, doubtedAt: late})).toEqual({
      impliedAt: at,
      doubtedAt: at,
      checkedAt: at,
    });
  });

  test('changes no state, whenever it was sent, and loses its details not even then', () => {
    const known: BookingFacts = {acceptedAt: early, rejectedAt: at};
    expect(deriveState(mergeRepeat(known, {acceptedAt: late}))).toBe('rejected');
    expect(mergeRepeat(known, {acceptedAt: late, end: moved})).toEqual({...known, end: moved});
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
    ['only a seat was given back', {acceptedAt: at, seatStates: {s: {at, value: 'left'}}}, 'accepted'],
    ['all of it seems to be cancelled', {acceptedAt: early, unsureCancelledAt: at}, 'cancelled'],
    ['it seemed so, but Cal.com knows better', {acceptedAt: early, unsureCancelledAt: at, aliveAt: late}, 'accepted'],
    ['it seemed so after Cal.com was asked', {acceptedAt: early, unsureCancelledAt: late, aliveAt: at}, 'cancelled'],
    [
      'certainly cancelled, whatever Cal.com said of it later',
      {acceptedAt: early, cancelledAt: at, aliveAt: late},
      'cancelled',
    ],
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
    [
      'called off, and told to begin all the same',
      {acceptedAt: early, cancelledAt: early, startedAt: at, endedAt: late},
      ['confirmed done', 'cancelled failed'],
    ],
    [
      'moved, and told to begin all the same',
      {acceptedAt: early, supersededBy: 'new', supersededAt: early, startedAt: at},
      ['confirmed done', 'rescheduled done'],
    ],
    [
      'called off while it went on',
      {acceptedAt: early, startedAt: at, cancelledAt: late},
      ['confirmed done', 'cancelled failed', 'started done'],
    ],
    ['over', {impliedAt: early, startedAt: at, endedAt: late}, ['confirmed done', 'started done', 'ended done']],
  ])('%s', (_, facts, expected) => {
    expect(steps(facts)).toEqual(expected);
  });

  test('a step that waits has no time, one that is done has its own', () => {
    expect(deriveSteps({requestedAt: at})).toEqual([
      {name: 'requested', status: 'done', at},
      {name: 'confirmed', status: 'waiting'},
    ]);
  });
});

describe('what a page may know', () => {
  test('nothing but the allowed members, whatever the facts hold', () => {
    const facts = {
      acceptedAt: at,
      cancelledAt: late,
      rescheduleExpected: true,
      seatStates: {'secret@example.com': {at, value: 'left'}},
      start: {at, value: late},
      end: {at, value: late},
      payload: {oneTimePassword: 'secret'},
    };
    const view = toView('self', facts);
    expect(view).toEqual({
      uid: 'self',
      state: 'cancelled',
      start: late,
      end: late,
      rescheduleExpected: true,
      steps: [
        {name: 'confirmed', status: 'done', at},
        {name: 'cancelled', status: 'failed', at: late},
      ],
    });
    expect(JSON.stringify(view)).not.toContain('secret');
  });

  test('the successor of a rescheduled booking', () => {
    expect(toView('self', {supersededBy: 'new', supersededAt: at})).toEqual({
      uid: 'self',
      state: 'rescheduled',
      rescheduledTo: 'new',
      steps: [{name: 'rescheduled', status: 'done', at}],
    });
  });

  test('a booking that names itself is not rescheduled', () => {
    expect(toView('self', {acceptedAt: at, supersededBy: 'self'})).not.toHaveProperty('rescheduledTo');
  });
});

describe('Cal.com has to be asked', () => {
  test.each<[string, BookingFacts, string | undefined]>([
    ['nothing doubtful', {acceptedAt: at}, undefined],
    ['something doubtful', {acceptedAt: at, doubtedAt: at}, at],
    ['asked since', {doubtedAt: at, checkedAt: at}, undefined],
    ['asked before', {doubtedAt: at, checkedAt: early}, at],
    ['one of a series cancelled', {recurring: true, cancelledAt: at}, at],
    ['one of a series rejected', {recurring: true, rejectedAt: at}, at],
    ['a requested series accepted: one event for all of it', {recurring: true, requestedAt: early, acceptedAt: at}, at],
    ['one of a series booked at once: each has its own event', {recurring: true, acceptedAt: at}, undefined],
    ['one of a series cancelled and asked since', {recurring: true, cancelledAt: at, checkedAt: late}, undefined],
    ['the last of several counts', {recurring: true, rejectedAt: late, doubtedAt: early, checkedAt: at}, late],
  ])('%s', (_name, facts, expected) => {
    expect(doubtOf(facts)).toBe(expected);
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
