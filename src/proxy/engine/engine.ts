import {randomUUID} from 'node:crypto';
import {ask, type Work} from '../store/work.ts';
import {enqueue, type Job} from './enqueue.ts';
import {createHistory, type History} from './history.ts';
import {EffectError, reasonOf, Stopping, Superseded, type Effect} from './model.ts';
import type {EngineOptions} from './options.ts';
import {begin, end, saveStep, type BegunAttempt} from './perform.ts';
import {createContext} from './run-context.ts';
import {toCause} from './rows.ts';
import {createSummary, type Summary} from './summary.ts';
import {startSweeping} from './sweep.ts';

/** Runs what follows from events: durably, in order, and as often as necessary. */
export interface Engine extends History, Summary {
  /** Makes a run, in a transaction of the store; call `wake` once it is committed. */
  enqueue(effect: string, job: Job): Work;
  wake(): void;
  /** Begins to perform runs. */
  start(): Promise<void>;
  /** Performs no more runs; those that are being performed get `graceMs` to finish; 3 s by default. */
  stop(graceMs?: number): Promise<void>;
}

/** How often a process reports the runs it performs, in milliseconds. */
const beatMs = 2_000;
/** Attempts that may take longer than this, in milliseconds, are long ones. */
const longMs = 30_000;

export function createEngine(options: EngineOptions): Engine {
  const {effects, transact, dispatcher, now, later, log, onDropped, onAttempt} = options;
  const owner = randomUUID();
  const known = new Map(effects.map(effect => [effect.name, effect]));
  const active = new Map<string, {controller: AbortController; ended: Promise<unknown>}>();
  const own = {...options, owner};
  let cancelBeat = () => {};
  let stopSweeping = () => {};

  async function perform(id: string): Promise<number | undefined> {
    // It has another turn by mistake, or was replayed before its cancelled attempt ended.
    if (active.has(id)) return beatMs;
    const begun = await transact(() => begin(id, known, own, now()));
    if (!begun) return undefined;
    if ('waitMs' in begun) return begun.waitMs;
    const controller = new AbortController();
    const ended = attempt(begun, controller).finally(() => active.delete(id));
    active.set(id, {controller, ended});
    if (active.size === 1) planBeat();
    return ended;
  }

  async function attempt({row, effect, steps}: BegunAttempt, controller: AbortController): Promise<number | undefined> {
    const startedAt = now();
    const context = createContext({
      row,
      steps,
      signal: controller.signal,
      now,
      save: (name, value) => transact(() => saveStep(row, name, value, now())),
      report: (share, note) => transact(() => saveProgress(row.id, share, note)),
    });
    const error = await performInTime(effect, later, controller, () => effect.run(context));
    const {state, waitMs} = await transact(() => end(row, effect, error, own, startedAt, now()));
    const isDropped = state === 'failed' || state === 'cancelled';
    if (state === 'failed') {
      const fields = {effect: effect.name, run: row.id, attempts: row.attempt, reason: reasonOf(error)};
      log.warn(fields, 'A run failed for good; it stays until it is replayed or deleted.');
    }
    onAttempt?.(effect.name, state === 'waiting' || state === 'active' ? 'retried' : state);
    if (isDropped) await onDropped?.({id: row.id, effect: effect.name, cause: toCause(row), state});
    dispatcher.wake();
    return waitMs;
  }

  /** Reports the active runs, and aborts those that were cancelled or taken over. */
  function* beat(): Work<string[]> {
    const lost: string[] = [];
    for (const id of active.keys()) {
      const mine = yield* ask(
        `UPDATE booking_elements.runs SET seen_at = $2 WHERE id = $1 AND state = 'active' AND owner = $3 RETURNING id`,
        id,
        now(),
        owner,
      );
      if (mine.length === 0) lost.push(id);
    }
    return lost;
  }

  function planBeat(): void {
    cancelBeat();
    cancelBeat = later(beatMs, () => {
      transact(beat)
        .then(lost => lost.forEach(id => active.get(id)?.controller.abort(new Superseded())))
        // The database fails; a process that stays silent for long loses its runs to another one.
        .catch(() => {})
        .finally(() => active.size > 0 && planBeat());
    });
  }

  return {
    ...createHistory({
      transact,
      dispatcher,
      now,
      async drop(row) {
        const performed = active.get(row.id);
        performed?.controller.abort(new Superseded());
        // A run that is being performed is told of when its attempt ends.
        if (!performed) await onDropped?.({id: row.id, effect: row.effect, cause: toCause(row), state: 'cancelled'});
      },
      effectOf: name => known.get(name),
    }),
    ...createSummary({transact, now}),
    *enqueue(name, job) {
      yield* enqueue(known.get(name)!, job, dispatcher, now());
    },
    wake: () => dispatcher.wake(),
    async start() {
      await dispatcher.start(
        effects.map(({name, timeoutMs}) => ({name, isLong: timeoutMs > longMs})),
        perform,
      );
      stopSweeping = startSweeping(options);
    },
    async stop(graceMs = 3_000) {
      stopSweeping();
      await dispatcher.stop();
      const left = [...active.values()];
      const all = Promise.allSettled(left.map(({ended}) => ended));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>(resolve => void (timer = setTimeout(resolve, graceMs)));
      await Promise.race([all, late]);
      clearTimeout(timer);
      for (const {controller} of left) controller.abort(new Stopping());
      await all;
      cancelBeat();
      await dispatcher.close();
    },
  };
}

function* saveProgress(id: string, share: number, note: string | undefined): Work {
  yield* ask('UPDATE booking_elements.runs SET progress = $2, note = $3 WHERE id = $1', id, share, note ?? null);
}

/** Resolves with what `work` threw, or undefined; also when it does not listen to its signal. */
async function performInTime(
  {timeoutMs}: Effect,
  later: EngineOptions['later'],
  controller: AbortController,
  work: () => Promise<void>,
): Promise<unknown> {
  const {signal} = controller;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, {once: true});
  });
  const cancel = later(timeoutMs, () =>
    controller.abort(new EffectError(`It took longer than ${timeoutMs / 1000} s.`)),
  );
  try {
    await Promise.race([work(), aborted]);
    return undefined;
  } catch (error) {
    // What it throws because it was aborted says less than why it was.
    return signal.aborted ? signal.reason : (error ?? new Error('The effect threw nothing.'));
  } finally {
    cancel();
    signal.removeEventListener('abort', onAbort);
    aborted.catch(() => {});
  }
}
