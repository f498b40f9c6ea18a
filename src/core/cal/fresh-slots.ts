/**
 * Milliseconds after a change during which slot requests use a different start: Cal.com caches equal queries for 2 s
 * (`SLOTS_CACHE_TTL`).
 */
export const settleMs = 3_000;

/**
 * Moves the start of a query up to an hour earlier, so that no cache has its answer; `turn` is any integer, different
 * each time. A later start would lose a slot that begins exactly at `start`; the caller must discard earlier slots. The
 * start must have an offset or be a day.
 */
export function earlier<Query extends Record<string, string>>(query: Query, turn: number): Query {
  const start = new Date(Date.parse(query['start']!) - (1 + (turn % 3_600)) * 1_000);
  return {...query, start: start.toISOString()};
}
