import {ask, type Work} from '../store/work.ts';
import {passReadyAt} from './enqueue.ts';
import type {Effect} from './model.ts';
import {usualPausesMs} from './retry.ts';
import {targetOf, type RunRow} from './rows.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** Why a run waits, or how it ended, in one sentence. */
export function* whyOf(row: RunRow, effect: Effect | undefined, now: number): Work<string> {
  const failure = row.reason === null ? '' : ` ${row.reason}`;
  if (row.state === 'done') return `It was done at attempt ${row.attempt}.`;
  if (row.state === 'failed')
    return `It failed for good after ${row.attempt} ${row.attempt === 1 ? 'attempt' : 'attempts'}.${failure}`;
  if (row.state === 'cancelled') return 'It was cancelled.';
  if (!effect) return `No proxy has an effect named ${row.effect}: add it again, or cancel the run.`;
  if (row.state === 'active') return `It is being performed: attempt ${row.attempt}.`;
  const blocking = yield* findBlocking(row);
  if (blocking !== undefined) return `It waits for run ${blocking}, which comes before it.`;
  if (row.pass === 'open') {
    const readyAt = yield* passReadyAt(effect, row.key);
    return `It collects events until ${iso(Math.max(readyAt, row.due_at))}.`;
  }
  const [gate] = yield* ask<{shut_until: number}>(
    'SELECT shut_until FROM booking_elements.run_gates WHERE target = $1',
    targetOf(effect),
  );
  const most = (effect.pausesMs ?? usualPausesMs).length + 1;
  if (gate && gate.shut_until > now && gate.shut_until >= row.due_at)
    return `${targetOf(effect)} asked to be left alone until ${iso(gate.shut_until)}.${failure}`;
  if (row.slot_at !== null && row.slot_at > now)
    return `It waits for the quota of ${targetOf(effect)} until ${iso(row.slot_at)}.`;
  if (row.attempt > 0) return `Attempt ${row.attempt + 1} of ${most} begins at ${iso(row.due_at)}.${failure}`;
  return row.due_at > now ? `It begins at ${iso(row.due_at)}.` : 'It begins as soon as a place is free.';
}

function* findBlocking({id, effect, key, created_at: createdAt}: RunRow): Work<string | undefined> {
  const [before] = yield* ask<{id: string}>(
    `SELECT id FROM booking_elements.runs
    WHERE effect = $1 AND key = $2 AND id <> $3 AND (state = 'active' OR (state = 'waiting' AND created_at < $4))
      AND state IN ('active', 'waiting')
    ORDER BY created_at LIMIT 1`,
    effect,
    key,
    id,
    createdAt,
  );
  return before?.id;
}
