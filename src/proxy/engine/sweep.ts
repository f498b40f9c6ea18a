import {ask} from '../store/work.ts';
import type {EngineOptions} from './options.ts';
import type {RunRow} from './rows.ts';

const everyMs = 60_000;
const hourMs = 60 * 60_000;
/** A run this long overdue may have lost its turn. */
const overdueMs = 60_000;
/** Runs looked at, and deleted, at a time. */
const batch = 200;

/**
 * Gives new turns to runs that nobody has, such as after a backup was restored, and deletes old ones; until the
 * returned function is called.
 */
export function startSweeping({
  effects,
  transact,
  dispatcher,
  now,
  later,
  random,
  log,
  keepMs,
}: EngineOptions): () => void {
  const names = new Set(effects.map(({name}) => name));
  let isStopped = false;
  let cancel = () => {};
  let prunedAt = -Infinity;

  async function findLost(): Promise<void> {
    const before = now() - overdueMs;
    const overdue = await transact(() =>
      ask<Pick<RunRow, 'id' | 'effect' | 'key'>>(
        `SELECT id, effect, key FROM booking_elements.runs
        WHERE state IN ('waiting', 'active') AND due_at < $1 AND seen_at < $1 ORDER BY due_at LIMIT $2`,
        before,
        batch,
      ),
    );
    const lost = await dispatcher.withoutTurn(overdue.filter(({effect}) => names.has(effect)));
    if (lost.length === 0) return;
    await transact(function* () {
      for (const turn of lost) yield* dispatcher.send(turn, now());
    });
    dispatcher.wake();
    log.info({runs: lost.length}, 'Runs without a turn were given another one.');
  }

  async function prune(): Promise<void> {
    const cutoff = now() - keepMs;
    for (let count = batch; count === batch && !isStopped;) {
      const old = 'SELECT id FROM booking_elements.runs WHERE ended_at < $1 ORDER BY ended_at LIMIT $2';
      count = await transact(function* () {
        for (const table of ['run_steps', 'run_attempts'])
          yield* ask(`DELETE FROM booking_elements.${table} WHERE run IN (${old})`, cutoff, batch);
        const gone = yield* ask(`DELETE FROM booking_elements.runs WHERE id IN (${old}) RETURNING id`, cutoff, batch);
        yield* ask('DELETE FROM booking_elements.run_passes WHERE events = 0 AND last_at < $1', cutoff);
        return gone.length;
      });
    }
    prunedAt = now();
  }

  async function sweep(): Promise<void> {
    await findLost();
    if (now() - prunedAt >= hourMs) await prune();
  }

  function plan(ms: number): void {
    cancel = later(ms * (0.75 + random() / 2), () => {
      sweep()
        .catch((error: Error) => isStopped || log.warn({reason: error.name}, 'Runs could not be looked through.'))
        .finally(() => isStopped || plan(everyMs));
    });
  }

  plan(everyMs / 10);
  return () => {
    isStopped = true;
    cancel();
  };
}
