import type {Logger} from '../context.ts';

const checkMs = 30_000;
/** Time services adjust a clock by less, and gradually. */
const jumpMs = 30_000;

/** Dependencies of the check. */
export interface ClockJumpOptions {
  /** The system clock, which can be set; milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a monotonic clock. */
  steady(): number;
  later(ms: number, task: () => void): () => void;
  log: Logger;
}

/**
 * Warns when the machine's clock was set, because tokens, leases and due times depend on it. Ends when the returned
 * function is called.
 */
export function watchClock({now, steady, later, log}: ClockJumpOptions): () => void {
  const difference = () => now() - steady();
  let usual = difference();
  let cancel = later(checkMs, check);

  function check(): void {
    const jumped = difference() - usual;
    usual += jumped;
    if (Math.abs(jumped) >= jumpMs) {
      const seconds = Math.round(jumped / 1000);
      log.warn(
        {seconds},
        `The machine's clock was set ${seconds > 0 ? 'forward' : 'back'} by ${Math.abs(seconds)} s, or the machine ` +
          'slept: tokens and leases expire sooner or later by as much. Let a time service set the clock, and run ' +
          'booking-proxy doctor.',
      );
    }
    cancel = later(checkMs, check);
  }

  return () => cancel();
}
