import {EffectError, Pause, Superseded, type RunContext} from './model.ts';
import {toCause, type RunRow} from './rows.ts';

/** What the context of a run depends on. */
export interface ContextOptions {
  row: RunRow;
  /** The results of the finished steps, as JSON; null for those without one. */
  steps: ReadonlyMap<string, string | null>;
  signal: AbortSignal;
  now(): number;
  /** Stores the result of a step. Resolves with false if the run is not this attempt's any more. */
  save(name: string, value: string | null): Promise<boolean>;
  report(share: number, note: string | undefined): Promise<void>;
}

/** The most bytes of a step's result, as JSON: it is an identifier or a decision, not a copy of data. */
const mostBytes = 16_384;
/** Progress is stored at most this often, in milliseconds. */
const reportMs = 1_000;

/** What an effect is given. */
export function createContext({row, steps, signal, now, save, report}: ContextOptions): RunContext {
  const used = new Set<string>();
  let reportedAt = -Infinity;

  function claim(name: string): void {
    if (name === '' || name.length > 100)
      throw new EffectError('A step needs a name of 1 to 100 characters.', {isFinal: true});
    if (used.has(name))
      throw new EffectError(`Two steps are named "${name}": give each step of a run its own name.`, {isFinal: true});
    used.add(name);
  }

  async function keep(name: string, value: unknown): Promise<void> {
    const text = value === undefined ? null : JSON.stringify(value);
    if (text !== null && Buffer.byteLength(text) > mostBytes)
      throw new EffectError(`The step "${name}" returned more than 16 kB: return an identifier instead.`, {
        isFinal: true,
      });
    if (!(await save(name, text ?? null))) throw new Superseded();
  }

  return {
    id: row.id,
    cause: toCause(row),
    attempt: row.attempt,
    events: row.events,
    since: row.created_at,
    signal,
    async step<Result>(name: string, work: Parameters<RunContext['step']>[1]): Promise<Result> {
      claim(name);
      const stored = steps.get(name);
      if (stored !== undefined) return (stored === null ? undefined : JSON.parse(stored)) as Result;
      signal.throwIfAborted();
      const value = (await work({idempotencyKey: `${row.id}:${name}`, signal})) as Result;
      await keep(name, value);
      return value;
    },
    async sleep(name, ms) {
      claim(name);
      const stored = steps.get(name);
      const until = stored == null ? now() + ms : (JSON.parse(stored) as number);
      if (stored === undefined) await keep(name, until);
      if (until > now()) throw new Pause(until);
    },
    async progress(share, note) {
      const isLast = share >= 1;
      if (!isLast && now() - reportedAt < reportMs) return;
      reportedAt = now();
      await report(Math.min(1, Math.max(0, share)), note?.slice(0, 200));
    },
  };
}
