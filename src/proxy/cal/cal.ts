import type {ProxyContext} from '../context.ts';
import {createAttempts, type Attempts} from '../book/attempts.ts';
import {createBudget} from './upstream/budget.ts';
import {createChanges, type Changes} from '../book/changes.ts';
import {createCodes, type Codes} from './codes.ts';
import {createEventTypes, type EventTypes} from './event-types.ts';
import {createHiddenQuestions} from './hidden-questions.ts';
import {createReadListener} from './read-listener.ts';
import {createBackgroundReads, type BackgroundReads} from './background-reads.ts';
import {createOutcomes} from '../book/outcomes.ts';
import {createOwner, type Owner} from './account/owner.ts';
import {createRecorder, type Recorder} from '../book/recorder.ts';
import {createReservations, type Reservations} from './reservations.ts';
import {createSlots, type Slots} from './slots.ts';
import {createUpstream} from './upstream/upstream.ts';

/** Cal.com's API, as the routes see it. */
export interface Cal {
  eventTypes: EventTypes;
  slots: Slots;
  attempts: Attempts;
  changes: Changes;
  reservations: Reservations;
  codes: Codes;
  recorder: Recorder;
  owner: Owner;
  backgroundReads: BackgroundReads;
  /** Stops all background work. */
  close(): void;
}

/** How Cal.com is reached. */
export interface CalOptions {
  fetch: typeof fetch;
  /** Waits a number of milliseconds while a caller is waiting for an answer. */
  wait(ms: number): Promise<void>;
  /** Runs a task later; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
}

/** Connects the parts. All of them share one upstream. */
export function createCal(
  {settings, store, hub, now, elapsed, log, metrics}: ProxyContext,
  {fetch, wait, later}: CalOptions,
): Cal {
  const budget = createBudget({callsPerMinute: settings.callsPerMinute, now: elapsed, later});
  const upstream = createUpstream({
    settings,
    budget,
    fetch,
    now: elapsed,
    wait,
    log,
    onChange: path => (path.startsWith('/v2/slots') ? slots.reserved() : slots.changed()),
  });
  const slots: Slots = createSlots(
    upstream,
    elapsed,
    async uid => (await store.booking(uid)) !== undefined,
    result => metrics.cache('slots', result),
  );
  const recorder = createRecorder({store, hub, now, log, later}, slots);
  const reservations = createReservations(upstream, elapsed);
  const attempts = createAttempts({
    store,
    outcomes: createOutcomes(upstream, slots, reservations, rid => store.session(rid), wait),
    recorder,
    now,
    wait,
    later,
    log,
  });
  // Any webhook about a booking means that its host's free times have changed.
  const stopClearing = hub.onChange(slots.changed);
  return {
    eventTypes: createEventTypes(
      settings,
      upstream,
      createHiddenQuestions(upstream, {now: elapsed, later}),
      elapsed,
      result => metrics.cache('event-types', result),
    ),
    slots,
    attempts,
    changes: createChanges(upstream, wait, {now, elapsed}, createReadListener({store, hub, now, log})),
    reservations,
    codes: createCodes(upstream, elapsed),
    recorder,
    backgroundReads: createBackgroundReads(upstream),
    owner: createOwner(upstream, elapsed),
    close() {
      stopClearing();
      attempts.close();
      recorder.close();
    },
  };
}
