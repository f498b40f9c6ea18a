import {ask, type SqlValue, type Work} from '../store/work.ts';
import type {Dispatcher} from './dispatch/dispatcher.ts';
import type {Transact} from './options.ts';
import {dropPass} from './enqueue.ts';
import type {Effect, RunState} from './model.ts';
import {readRun, toTurn, type RunRow} from './rows.ts';
import {whyOf} from './why.ts';

/** Which runs to list; all filters apply. */
export interface RunFilter {
  effect?: string;
  state?: RunState;
  uid?: string;
  /** Why the last attempt failed, in full. */
  reason?: string;
  /** The HTTP status the last attempt failed with. */
  status?: number;
  /** Only runs made before this time, in milliseconds since 1970. */
  before?: number;
  /** At most this many. Defaults to 100. */
  limit?: number;
}

/** One attempt of a run; times are milliseconds since 1970. */
export interface AttemptRow {
  round: number;
  attempt: number;
  started_at: number;
  ended_at: number;
  outcome: 'done' | 'failed';
  reason: string | null;
  status: number | null;
}

/** A run with its finished steps and its attempts. */
export interface RunStory {
  run: RunRow;
  steps: {name: string; at: number}[];
  attempts: AttemptRow[];
  /** Why it waits, or how it ended. */
  why: string;
}

/** What was done, and doing it again. */
export interface History {
  /** The newest runs first. */
  list(filter: RunFilter): Promise<RunRow[]>;
  story(id: string): Promise<RunStory | undefined>;
  /** How many runs are in each state, by effect. */
  counts(): Promise<{effect: string; state: RunState; count: number}[]>;
  /**
   * Makes finished runs wait again, under their ids. Their finished steps are kept unless `isFresh`. All of them or, if
   * it fails, none. Resolves with the ids of those that are replayed.
   */
  replay(ids: readonly string[], isFresh?: boolean): Promise<string[]>;
  /** Makes waiting runs due now, without the pause before their next attempt. Resolves with their ids. */
  hurry(ids: readonly string[]): Promise<string[]>;
  /** Ends runs that wait or are being performed. Resolves with the ids of those that are cancelled. */
  cancel(ids: readonly string[]): Promise<string[]>;
}

/** Dependencies of the history. */
interface HistoryOptions {
  transact: Transact;
  dispatcher: Dispatcher;
  now(): number;
  /** Called with each cancelled run; aborts it if this process performs it. */
  drop(row: RunRow): Promise<void>;
  effectOf(name: string): Effect | undefined;
}

export function createHistory({transact, dispatcher, now, drop, effectOf}: HistoryOptions): History {
  /** Gives the runs that `update` changes a turn that is due now. Resolves with their ids. */
  async function sendAgain(
    ids: readonly string[],
    update: string,
    also: (id: string) => Work = function* () {},
  ): Promise<string[]> {
    const sent = await transact(function* () {
      const done: string[] = [];
      for (const id of ids) {
        const [row] = yield* ask<RunRow>(update, id, now());
        if (!row) continue;
        yield* also(id);
        yield* dispatcher.send(toTurn(row), now());
        done.push(id);
      }
      return done;
    });
    dispatcher.wake();
    return sent;
  }

  return {
    list: ({effect, state, uid, reason, status, before, limit = 100}) =>
      transact(function* () {
        const filters: [column: string, value: SqlValue | undefined][] = [
          ['effect =', effect],
          ['state =', state],
          ['uid =', uid],
          ['reason =', reason],
          ['status =', status],
          ['created_at <', before],
        ];
        const given = filters.filter(([, value]) => value !== undefined);
        const where = given.map(([column], index) => `${column} $${index + 2}`).join(' AND ') || '1 = 1';
        return yield* ask<RunRow>(
          `SELECT * FROM booking_elements.runs WHERE ${where} ORDER BY created_at DESC, id LIMIT $1`,
          limit,
          ...given.map(([, value]) => value!),
        );
      }),
    story: id =>
      transact(function* () {
        const run = yield* readRun(id);
        if (!run) return undefined;
        const steps = yield* ask<RunStory['steps'][number]>(
          'SELECT name, at FROM booking_elements.run_steps WHERE run = $1 ORDER BY at, name',
          id,
        );
        const attempts = yield* ask<AttemptRow>(
          `SELECT round, attempt, started_at, ended_at, outcome, reason, status FROM booking_elements.run_attempts
          WHERE run = $1 ORDER BY round, attempt`,
          id,
        );
        return {run, steps, attempts, why: yield* whyOf(run, effectOf(run.effect), now())};
      }),
    counts: () =>
      transact(function* () {
        const rows = yield* ask<{effect: string; state: RunState; count: number | string}>(
          'SELECT effect, state, count(*) AS count FROM booking_elements.runs GROUP BY effect, state ORDER BY ' +
            'effect, state',
        );
        return rows.map(({effect, state, count}) => ({effect, state, count: Number(count)}));
      }),
    replay: (ids, isFresh = false) =>
      sendAgain(ids, replayRun, function* (id) {
        if (isFresh) yield* ask('DELETE FROM booking_elements.run_steps WHERE run = $1', id);
      }),
    hurry: ids => sendAgain(ids, hurryRun),
    async cancel(ids) {
      const cancelled = await transact(function* () {
        const done: RunRow[] = [];
        for (const id of ids) {
          const [row] = yield* ask<RunRow>(cancelRun, id, now());
          if (!row) continue;
          if (row.pass === 'open' && effectOf(row.effect)?.collapse) yield* dropPass(row.effect, row.key);
          // Its turn comes at once, finds it cancelled, and lets the next run of its key begin.
          yield* dispatcher.send(toTurn(row), now());
          done.push(row);
        }
        return done;
      });
      dispatcher.wake();
      for (const row of cancelled) await drop(row);
      return cancelled.map(({id}) => id);
    },
  };
}

const replayRun = `
  UPDATE booking_elements.runs
  SET state = 'waiting', round = round + 1, attempt = 0, due_at = $2, ended_at = NULL, slot_at = NULL, reason = NULL,
    status = NULL, progress = NULL, note = NULL
  WHERE id = $1 AND state IN ('done', 'failed', 'cancelled') RETURNING *`;
const hurryRun = `
  UPDATE booking_elements.runs SET due_at = $2, slot_at = NULL WHERE id = $1 AND state = 'waiting' RETURNING *`;
const cancelRun = `
  UPDATE booking_elements.runs SET state = 'cancelled', ended_at = $2
  WHERE id = $1 AND state IN ('waiting', 'active') RETURNING *`;
