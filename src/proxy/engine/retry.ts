const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The pauses between the eight attempts of a run, in milliseconds. */
export const usualPausesMs: readonly number[] = [
  5_000,
  30_000,
  2 * minuteMs,
  10 * minuteMs,
  hourMs,
  6 * hourMs,
  24 * hourMs,
];

/** A target is left alone no longer than this, whatever its Retry-After. */
export const longestRetryAfterMs = 24 * hourMs;

/**
 * The pause after the given attempt, which counts from 1, varied by up to a quarter so that runs that failed together
 * do not return together. Undefined after the last one. `random` returns a number from 0 to 1.
 */
export function pauseAfter(attempt: number, pausesMs: readonly number[], random: () => number): number | undefined {
  const pauseMs = pausesMs.at(attempt - 1);
  return pauseMs === undefined ? undefined : Math.round(pauseMs * (0.75 + random() / 2));
}
