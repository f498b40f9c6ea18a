import {ask, type Work} from '../../store/work.ts';
import type {Transact} from '../options.ts';
import type {Dispatcher, Perform, Turn} from './dispatcher.ts';

/** Dependencies of the local dispatcher. */
export interface LocalOptions {
  transact: Transact;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs a task after some milliseconds; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
  /** Runs of one effect at a time. Each effect has its own, so that a slow one delays no other. Defaults to 10. */
  most?: number;
}

/** A run that could not even be begun, because the database failed, gets its next turn after this. */
const failedMs = 1_000;
const longestMs = 60_000;

/** Gives turns in this process, from a table in its SQLite file, which no other process can open. */
export function localDispatcher({transact, now, later, most = 10}: LocalOptions): Dispatcher {
  /** The ids of the runs that have their turn, by effect. */
  const active = new Map<string, Set<string>>();
  let perform: Perform | undefined;
  let cancelTimer = () => {};
  let isGiving = false;
  let isAsked = false;

  /** Resolves with the runs whose turn it is, and with when the next one is due. */
  function* find(): Work<{turns: Turn[]; nextAt: number | undefined}> {
    const at = now();
    const turns: Turn[] = [];
    let nextAt: number | undefined;
    for (const [effect, runs] of active) {
      const free = most - runs.size;
      if (free <= 0) continue;
      const due = yield* ask<{run: string; key: string}>(dueTurns, effect, at, most);
      const fresh = due.filter(({run}) => !runs.has(run)).slice(0, free);
      turns.push(...fresh.map(({run, key}) => ({id: run, effect, key})));
      const [next] = yield* ask<{due_at: number | null}>(nextTurn, effect, at);
      if (next?.due_at != null) nextAt = Math.min(nextAt ?? Infinity, next.due_at);
    }
    return {turns, nextAt};
  }

  async function give(): Promise<void> {
    const {turns, nextAt} = await transact(find);
    if (!perform) return;
    for (const turn of turns) begin(turn, perform);
    cancelTimer();
    cancelTimer = later(Math.min(longestMs, nextAt === undefined ? longestMs : Math.max(1, nextAt - now())), wake);
  }

  function begin({id, effect}: Turn, performRun: Perform): void {
    const runs = active.get(effect)!;
    runs.add(id);
    const end = () => {
      runs.delete(id);
      wake();
    };
    performRun(id).then(end, () => void later(failedMs, end));
  }

  function wake(): void {
    if (!perform) return;
    isAsked = true;
    if (isGiving) return;
    isGiving = true;
    void giveAll();
  }

  async function giveAll(): Promise<void> {
    while (isAsked && perform) {
      isAsked = false;
      await give().catch(() => {
        cancelTimer();
        cancelTimer = later(failedMs, wake);
      });
    }
    isGiving = false;
  }

  return {
    isAlone: true,
    nameTurn: () => null,
    *send({id, effect, key}, dueAt) {
      yield* ask(addTurn, id, effect, key, dueAt);
    },
    *settle({id, effect, key}, dueAt) {
      if (dueAt !== undefined)
        yield* ask('UPDATE booking_elements.run_turns SET due_at = $2 WHERE run = $1', id, dueAt);
      else {
        yield* ask('DELETE FROM booking_elements.run_turns WHERE run = $1', id);
        yield* ask(advance, effect, key);
      }
    },
    wake,
    async start(effects, performRun) {
      for (const {name} of effects) active.set(name, new Set());
      perform = performRun;
      wake();
    },
    withoutTurn: turns =>
      transact(function* () {
        const lost: Turn[] = [];
        for (const turn of turns) {
          const found = yield* ask('SELECT run FROM booking_elements.run_turns WHERE run = $1', turn.id);
          if (found.length === 0) lost.push(turn);
        }
        return lost;
      }),
    async stop() {
      perform = undefined;
      cancelTimer();
    },
    async close() {},
  };
}

const addTurn = `
  INSERT INTO booking_elements.run_turns (run, effect, key, due_at, is_first)
  SELECT $1, $2, $3, $4, NOT EXISTS (SELECT 1 FROM booking_elements.run_turns WHERE effect = $2 AND key = $3) WHERE true
  ON CONFLICT (run) DO UPDATE SET due_at = min(due_at, excluded.due_at)`;
// Only the first of a key can have its turn, so a long row of waiting runs costs nothing here.
const dueTurns = `
  SELECT run, key FROM booking_elements.run_turns WHERE effect = $1 AND is_first = 1 AND due_at <= $2
  ORDER BY due_at, seq LIMIT $3`;
const nextTurn = `
  SELECT min(due_at) AS due_at FROM booking_elements.run_turns WHERE effect = $1 AND is_first = 1 AND due_at > $2`;
const advance = `
  UPDATE booking_elements.run_turns SET is_first = 1
  WHERE seq = (SELECT min(seq) FROM booking_elements.run_turns WHERE effect = $1 AND key = $2)`;
