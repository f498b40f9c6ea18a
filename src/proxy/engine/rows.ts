import {ask, type Work} from '../store/work.ts';
import type {Cause, Effect, RunState} from './model.ts';
import type {Turn} from './dispatch/dispatcher.ts';

/** A run as it is stored; times are milliseconds since 1970. */
export interface RunRow {
  id: string;
  effect: string;
  /** Runs with the same effect and key have their turns one after the other. */
  key: string;
  uid: string | null;
  event: string | null;
  trigger: string;
  /** Whether it stands for several events: they are still being collected, or were taken. */
  pass: 'open' | 'taken' | null;
  state: RunState;
  /** How often it was replayed. */
  round: number;
  /** Attempts in this round. */
  attempt: number;
  /** The number of events it stands for. */
  events: number;
  created_at: number;
  due_at: number;
  /** When its process last reported that it is being performed. */
  seen_at: number;
  ended_at: number | null;
  /** The time of its call that was reserved at its target. */
  slot_at: number | null;
  /** The process that performs it. */
  owner: string | null;
  /** Why the last attempt failed. */
  reason: string | null;
  /** The status its target answered with at the last failure. */
  status: number | null;
  progress: number | null;
  note: string | null;
}

export function toTurn({id, effect, key}: Pick<RunRow, 'id' | 'effect' | 'key'>): Turn {
  return {id, effect, key};
}

export function toCause({trigger, uid, event}: Pick<RunRow, 'trigger' | 'uid' | 'event'>): Cause {
  return {trigger, ...(uid === null ? {} : {uid}), ...(event === null ? {} : {event})};
}

export function targetOf({name, target}: Pick<Effect, 'name' | 'target'>): string {
  return target ?? name;
}

export function* readRun(id: string): Work<RunRow | undefined> {
  return (yield* ask<RunRow>('SELECT * FROM booking_elements.runs WHERE id = $1', id))[0];
}
