import type {Logger} from '../context.ts';

const lookMs = 30_000;
/** Time services move a clock by less, and slowly. */
const jumpMs = 30_000;

/** What it looks with. */
export interface ClockJumpOptions {
  /** The clock that people set; milliseconds since 1970. */
  now(): number;
  /** Milliseconds by a clock that nobody sets. */
  steady(): number;
  later(ms: number, task: () => void): () => void;
  log: Logger;
}

/**
 * Says once when the machine's clock was set to another time, as tokens, holds and what is due go by it. Ends when the
 * returned function is called.
 */
export function watchClock({now, steady, later, log}: ClockJumpOptions): () => void {
  const difference = () => now() - steady();
  let usual = difference();
  let cancel = later(lookMs, look);

  function look(): void {
    const jumped = difference() - usual;
    usual += jumped;
    if (Math.abs(jumped) >= jumpMs) {
      const seconds = Math.round(jumped / 1000);
      log.warn(
        {seconds},
        `The machine's clock was set ${seconds > 0 ? 'forward' : 'back'} by ${Math.abs(seconds)} s, or the machine slept: what has an end, such as tokens, ends sooner or later by as much. Let a time service set it, and ask booking-proxy doctor.`,
      );
    }
    cancel = later(lookMs, look);
  }

  return () => cancel();
}
