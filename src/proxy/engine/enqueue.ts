import {hash} from 'node:crypto';
import {ask, type Work} from '../store/work.ts';
import type {Dispatcher} from './dispatch/dispatcher.ts';
import type {Cause, Effect} from './model.ts';

/** A run to be made. */
export interface Job {
  /** A run with this id is made once. */
  id: string;
  /** What its order, or its collapsing, is about, such as the booking's uid. Must contain no personal data. */
  key: string;
  cause: Cause;
  /** How long after the present it begins, in milliseconds. Defaults to 0. */
  delayMs?: number;
  /** Makes it a failed run, for this reason: what decides about it failed, and nothing may be dropped. */
  failure?: string;
}

/** The key of a dispatcher, which performs one run of a key at a time. */
function laneOf({atOnce = 1, collapse}: Effect, {id, key}: Job): string {
  if (atOnce === 'none') return id;
  if (atOnce === 1 || collapse) return key;
  return `${key} ${Number.parseInt(hash('sha256', id).slice(0, 8), 16) % atOnce}`;
}

/** Makes a run, in the transaction of what causes it. Call the dispatcher's `wake` after the commit. */
export function* enqueue(effect: Effect, job: Job, dispatcher: Dispatcher, now: number): Work {
  const {id, cause, delayMs = 0, failure} = job;
  const isPass = effect.collapse !== undefined && failure === undefined;
  if (isPass && (yield* collect(effect.name, job, now)) > 1) return;
  const dueAt = now + (isPass ? effect.collapse!.windowMs : delayMs);
  const key = laneOf(effect, job);
  const name = dispatcher.nameTurn();
  const made = yield* ask(
    insertRun,
    id,
    effect.name,
    key,
    cause.uid ?? null,
    cause.event ?? null,
    cause.trigger,
    isPass ? 'open' : null,
    failure === undefined ? 'waiting' : 'failed',
    now,
    dueAt,
    failure === undefined ? null : now,
    failure ?? null,
    name,
  );
  if (made.length > 0 && failure === undefined) yield* dispatcher.send({id, effect: effect.name, key}, dueAt, name);
}

/** Adds an event to the pass that waits for its key. Returns how many it has now; with 1 it needs a run. */
function* collect(effect: string, {key, cause}: Job, now: number): Work<number> {
  const [pass] = yield* ask<{events: number}>(
    addEvent,
    effect,
    key,
    cause.uid ?? null,
    cause.event ?? null,
    cause.trigger,
    now,
  );
  return pass!.events;
}

/** When a pass may begin: after a quiet window, but not later than its cap. */
export function* passReadyAt({name, collapse}: Effect, key: string): Work<number> {
  const [pass] = yield* ask<{first_at: number; last_at: number}>(
    'SELECT first_at, last_at FROM booking_elements.run_passes WHERE effect = $1 AND key = $2',
    name,
    key,
  );
  if (!pass || !collapse) return 0;
  return Math.min(pass.last_at + collapse.windowMs, pass.first_at + collapse.capMs);
}

/** Gives a run the last of the collected events. What arrives from now on is another pass. */
export function* takePass(id: string, effect: string, key: string): Work {
  yield* ask(
    'UPDATE booking_elements.run_passes SET taken = events, events = 0 WHERE effect = $1 AND key = $2',
    effect,
    key,
  );
  yield* ask(takeEvents, id, effect, key);
}

/** Lets the next event make a new run: the one that waited is gone. */
export function* dropPass(effect: string, key: string): Work {
  yield* ask('UPDATE booking_elements.run_passes SET events = 0 WHERE effect = $1 AND key = $2', effect, key);
}

const insertRun = `
  INSERT INTO booking_elements.runs
    (id, effect, key, uid, event, trigger, pass, state, round, attempt, events, created_at, due_at, seen_at, ended_at, reason, turn)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 1, $9, $10, $9, $11, $12, $13)
  ON CONFLICT DO NOTHING RETURNING id`;
const addEvent = `
  INSERT INTO booking_elements.run_passes AS pass (effect, key, uid, event, trigger, events, taken, first_at, last_at)
  VALUES ($1, $2, $3, $4, $5, 1, 0, $6, $6)
  ON CONFLICT (effect, key) DO UPDATE SET uid = excluded.uid, event = excluded.event, trigger = excluded.trigger,
    events = pass.events + 1, last_at = excluded.last_at,
    first_at = CASE WHEN pass.events = 0 THEN excluded.first_at ELSE pass.first_at END
  RETURNING events`;
const takeEvents = `
  UPDATE booking_elements.runs SET pass = 'taken', uid = pass.uid, event = pass.event, trigger = pass.trigger,
    events = pass.taken, created_at = pass.last_at
  FROM booking_elements.run_passes AS pass WHERE runs.id = $1 AND pass.effect = $2 AND pass.key = $3`;
