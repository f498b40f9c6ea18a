import {ask, type Work} from '../store/work.ts';
import type {Quota} from './model.ts';

interface Limit {
  name: string;
  everyMs: number;
}

/** The calls a quota keeps apart, as one gate for each of its limits. */
function limitsOf(target: string, {perSecond, perMinute}: Quota): Limit[] {
  return [
    ...(perSecond === undefined ? [] : [{name: `${target} second`, everyMs: 1_000 / perSecond}]),
    ...(perMinute === undefined ? [] : [{name: `${target} minute`, everyMs: 60_000 / perMinute}]),
  ];
}

/**
 * Reserves the next free time for a call, over all processes, and returns it in milliseconds since 1970. Nobody else
 * gets it. `reserved` is what an earlier question returned, or null: then it is kept, unless the target wants to be left
 * alone.
 */
export function* reserve(target: string, quota: Quota, reserved: number | null, now: number): Work<number> {
  const [gate] = yield* ask<{shut_until: number}>(
    'SELECT shut_until FROM booking_elements.run_gates WHERE target = $1',
    target,
  );
  if (gate && gate.shut_until > now) return gate.shut_until;
  if (reserved !== null && reserved >= (gate?.shut_until ?? 0)) return reserved;
  const limits = limitsOf(target, quota);
  let at = now;
  for (const {name, everyMs} of limits) {
    const [row] = yield* ask<{free_at: number}>(take, name, now + everyMs, now, everyMs);
    at = Math.max(at, Math.ceil(row!.free_at - everyMs * (quota.burst ?? 1)));
  }
  return at;
}

/** Keeps everybody from calling the target until the given time, in milliseconds since 1970. */
export function* shut(target: string, until: number): Work {
  yield* ask(
    `INSERT INTO booking_elements.run_gates AS gate (target, free_at, shut_until) VALUES ($1, 0, $2)
    ON CONFLICT (target) DO UPDATE
    SET shut_until = CASE WHEN gate.shut_until > excluded.shut_until THEN gate.shut_until ELSE excluded.shut_until END`,
    target,
    until,
  );
}

// `free_at` is when the target would be free if no burst were allowed.
const take = `
  INSERT INTO booking_elements.run_gates AS gate (target, free_at, shut_until) VALUES ($1, $2, 0)
  ON CONFLICT (target) DO UPDATE
  SET free_at = CAST($4 AS double precision)
    + CASE WHEN gate.free_at > CAST($3 AS double precision) THEN gate.free_at ELSE CAST($3 AS double precision) END
  RETURNING free_at`;
