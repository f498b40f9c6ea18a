import {doubtOf, mergeFacts, mergeRepeat, toView, type BookingFacts} from '../../core/state/facts.ts';
import {latest} from '../../core/state/merge.ts';
import {areSeatsEqual} from '../../core/state/seat.ts';
import type {Instant} from '../../core/model/types.ts';
import {isNews} from './news.ts';
import {planRoutineCheck} from './plan-check.ts';
import type {FactPatch, LoggedView} from './store.ts';

/** The stored facts of a booking. */
export interface StoredFacts {
  facts: BookingFacts;
  /** The last number of its log; 0 without entries. */
  seq: number;
  /** When Cal.com is asked about its doubt; null for never. */
  checkAt: Instant | null;
  /** The number of failed checks. */
  tries: number;
}

/** The same, plus when the booking is over (its end, or the last news about it) and when its routine check is due. */
export type MergedFacts = StoredFacts & {overAt: Instant; routineCheckAt: Instant | null};

/** The cause of a merge, and whether its event was received before in another body. */
export interface MergeContext {
  cause: string;
  at: Instant;
  isRepeat: boolean;
  /** The time by the store's own clock, for schedules that processes share. Defaults to `at`. */
  now?: Instant;
}

/** Cal.com reports a cancellation before it stores it (cal-webhooks.md §2.4), and reads from a replica. */
const settleMs = 20_000;

/** Merges a patch into a booking; returns a view to log if it is news. Identical in every store. */
export function mergePatch(
  before: StoredFacts | undefined,
  {uid, facts}: FactPatch,
  {cause, at, isRepeat, now = at}: MergeContext,
): {after: MergedFacts; logged?: LoggedView} {
  const known: StoredFacts = before ?? {facts: {}, seq: 0, checkAt: null, tries: 0};
  const merged = isRepeat ? mergeRepeat(known.facts, facts, uid) : mergeFacts(known.facts, facts);
  const view = toView(uid, merged);
  const isLogged = isNews(toView(uid, known.facts), view) || !areSeatsEqual(known.facts, merged);
  const seq = isLogged ? known.seq + 1 : known.seq;
  const overAt = latest(at, merged.end?.value ?? at);
  return {
    after: {
      facts: merged,
      seq,
      overAt,
      routineCheckAt: planRoutineCheck(merged, uid, now),
      ...planned(known, merged, now),
    },
    ...(isLogged ? {logged: {uid, seq, at, cause, view}} : {}),
  };
}

/** Schedules a check soon for a new doubt, and none for a settled one. */
function planned(
  {facts, checkAt, tries}: StoredFacts,
  merged: BookingFacts,
  at: Instant,
): Pick<StoredFacts, 'checkAt' | 'tries'> {
  const doubt = doubtOf(merged);
  if (doubt === undefined) return {checkAt: null, tries: 0};
  if (doubt === doubtOf(facts)) return {checkAt, tries};
  return {checkAt: new Date(Date.parse(at) + settleMs).toISOString(), tries: 0};
}
