import {ask, type Work} from '../store/work.ts';
import {passReadyAt, takePass} from './enqueue.ts';
import {reserve, shut} from './gate.ts';
import {EffectError, Pause, reasonOf, Stopping, Superseded, type Effect, type RunState} from './model.ts';
import type {EngineOptions} from './options.ts';
import {longestRetryAfterMs, pauseAfter, usualPausesMs} from './retry.ts';
import {readRun, targetOf, toTurn, type RunRow} from './rows.ts';

/** A run that is performed elsewhere is looked at again after this. */
const elsewhereMs = 2_000;
/** A process that has not reported a run for this long is gone; it reports each every 2 s. */
const goneMs = 8_000;
/** Clocks of a dispatcher and of the store may differ by this. */
const earlyMs = 50;

/** An attempt to perform a run, with the results of its finished steps as JSON. */
export interface BegunAttempt {
  row: RunRow;
  effect: Effect;
  steps: Map<string, string | null>;
}

/** What the beginning of a turn found: an attempt to make, or when to look again; undefined if there is nothing to do. */
export type Begun = BegunAttempt | {waitMs: number} | undefined;

/** What the end of an attempt found. */
export interface Ended {
  state: RunState;
  /** When the run wants its next turn; undefined if it is over. */
  waitMs: number | undefined;
}

type Options = Pick<EngineOptions, 'dispatcher' | 'random'> & {owner: string};

/** Begins an attempt, unless the run is over, performed elsewhere, or has to wait. */
export function* begin(
  id: string,
  effects: ReadonlyMap<string, Effect>,
  {dispatcher, owner}: Options,
  now: number,
): Work<Begun> {
  const row = yield* readRun(id);
  const effect = effects.get(row?.effect ?? '');
  if (!row || !effect) return undefined;
  const wait = function* (until: number, slotAt: number | null = row.slot_at): Work<Begun> {
    yield* ask('UPDATE booking_elements.runs SET due_at = $2, slot_at = $3 WHERE id = $1', id, until, slotAt);
    yield* dispatcher.settle(toTurn(row), until);
    return {waitMs: until - now};
  };
  if (row.state !== 'waiting' && row.state !== 'active') {
    yield* dispatcher.settle(toTurn(row), undefined);
    return undefined;
  }
  if (row.state === 'active' && row.owner !== owner && row.seen_at > now - goneMs && !dispatcher.isAlone)
    return {waitMs: elsewhereMs};
  if (row.state === 'waiting' && row.due_at > now + earlyMs) return yield* wait(row.due_at);
  if (row.pass === 'open') {
    const readyAt = yield* passReadyAt(effect, row.key);
    if (readyAt > now) return yield* wait(readyAt);
  }
  const slotAt = yield* reserve(targetOf(effect), effect.quota ?? {}, row.slot_at, now);
  if (slotAt > now) return yield* wait(slotAt, effect.quota ? slotAt : null);
  // A second process that has the same turn by mistake finds the attempt's number changed.
  const [claimed] = yield* ask<RunRow>(
    `UPDATE booking_elements.runs SET state = 'active', attempt = attempt + 1, owner = $2, seen_at = $3, slot_at = NULL
    WHERE id = $1 AND state IN ('waiting', 'active') AND round = $4 AND attempt = $5 RETURNING *`,
    id,
    owner,
    now,
    row.round,
    row.attempt,
  );
  if (!claimed) return {waitMs: elsewhereMs};
  if (row.pass === 'open') yield* takePass(id, row.effect, row.key);
  const begun = row.pass === 'open' ? (yield* readRun(id))! : claimed;
  const steps = yield* ask<{name: string; value: string | null}>(
    'SELECT name, value FROM booking_elements.run_steps WHERE run = $1',
    id,
  );
  return {row: begun, effect, steps: new Map(steps.map(({name, value}) => [name, value]))};
}

/** Stores the result of a step. Returns whether the run is still this attempt's. */
export function* saveStep(
  {id, round, attempt}: RunRow,
  name: string,
  value: string | null,
  now: number,
): Work<boolean> {
  const [run] = yield* ask<Pick<RunRow, 'state' | 'round' | 'attempt'>>(
    'SELECT state, round, attempt FROM booking_elements.runs WHERE id = $1',
    id,
  );
  // A step of an earlier round must not appear in one that began afresh.
  if (run?.round !== round) return false;
  yield* ask(
    'INSERT INTO booking_elements.run_steps (run, name, value, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    id,
    name,
    value,
    now,
  );
  return run.state === 'active' && run.attempt === attempt;
}

/** Ends an attempt; `error` is what it threw, or undefined if it is done. */
export function* end(
  row: RunRow,
  effect: Effect,
  error: unknown,
  {dispatcher, random, owner}: Options,
  startedAt: number,
  now: number,
): Work<Ended> {
  const {id, round, attempt} = row;
  const failure = error instanceof EffectError ? error : undefined;
  const retryAfterMs = Math.min(longestRetryAfterMs, failure?.retryAfterMs ?? 0);
  if (retryAfterMs > 0) yield* shut(targetOf(effect), now + retryAfterMs);
  const {state, dueAt, isCounted} = decide(row, effect, error, random, now);
  const isOver = state !== 'waiting';
  const [mine] = yield* ask(
    endAttempt,
    id,
    round,
    attempt,
    state,
    dueAt,
    isOver ? now : null,
    error === undefined || !isCounted ? null : reasonOf(error),
    failure?.status ?? null,
    isCounted ? attempt : attempt - 1,
    owner,
  );
  if (mine && isCounted)
    yield* ask(
      `INSERT INTO booking_elements.run_attempts (run, round, attempt, started_at, ended_at, outcome, reason, status)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      id,
      round,
      attempt,
      startedAt,
      now,
      error === undefined ? 'done' : 'failed',
      error === undefined ? null : reasonOf(error),
      failure?.status ?? null,
    );
  if (mine) {
    yield* dispatcher.settle(toTurn(row), isOver ? undefined : dueAt);
    return {state, waitMs: isOver ? undefined : Math.max(0, dueAt - now)};
  }
  // It was cancelled, replayed or taken over meanwhile.
  const present = yield* readRun(id);
  const isWaiting = present?.state === 'waiting';
  if (present?.state !== 'active') yield* dispatcher.settle(toTurn(row), isWaiting ? present.due_at : undefined);
  return {
    state: present?.state ?? 'cancelled',
    waitMs: isWaiting ? Math.max(0, present.due_at - now) : present?.state === 'active' ? elsewhereMs : undefined,
  };
}

interface Decision {
  state: RunState;
  dueAt: number;
  /** Whether it was an attempt: a pause is none. */
  isCounted: boolean;
}

function decide({attempt}: RunRow, effect: Effect, error: unknown, random: () => number, now: number): Decision {
  if (error === undefined) return {state: 'done', dueAt: now, isCounted: true};
  if (error instanceof Pause) return {state: 'waiting', dueAt: error.at, isCounted: false};
  if (error instanceof Stopping || error instanceof Superseded) return {state: 'waiting', dueAt: now, isCounted: false};
  const {isFinal = false, retryAfterMs = 0} = error instanceof EffectError ? error : {};
  const pauseMs = isFinal ? undefined : pauseAfter(attempt, effect.pausesMs ?? usualPausesMs, random);
  if (pauseMs === undefined) return {state: 'failed', dueAt: now, isCounted: true};
  return {
    state: 'waiting',
    dueAt: now + Math.max(pauseMs, Math.min(longestRetryAfterMs, retryAfterMs)),
    isCounted: true,
  };
}

const endAttempt = `
  UPDATE booking_elements.runs
  SET state = $4, due_at = $5, ended_at = $6, reason = coalesce($7, CASE WHEN $4 = 'waiting' THEN reason END),
    status = coalesce($8, CASE WHEN $4 = 'waiting' THEN status END), attempt = $9, owner = NULL
  WHERE id = $1 AND round = $2 AND attempt = $3 AND state = 'active' AND owner = $10 RETURNING id`;
