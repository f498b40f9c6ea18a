/**
 * Milliseconds after a change for which Cal.com's slots are asked for with a start of their own: Cal.com answers an equal
 * query for 2 s (`SLOTS_CACHE_TTL`) with what it read before the change.
 */
export const settleMs = 3_000;

/**
 * The query with its start up to an hour earlier, which no cache knows; `turn` is any whole number, another one each
 * time. A later start would lose a time that is exactly at `start`; what comes before it is for the caller to leave out.
 * The start has an offset, or is a day alone.
 */
export function earlier<Query extends Record<string, string>>(query: Query, turn: number): Query {
  const start = new Date(Date.parse(query['start']!) - (1 + (turn % 3_600)) * 1_000);
  return {...query, start: start.toISOString()};
}
