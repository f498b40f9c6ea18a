import {doubtOf, mergeFacts, mergeRepeat, toView, type BookingFacts} from '../../core/state/facts.ts';
import {latest} from '../../core/state/merge.ts';
import {areSeatsEqual} from '../../core/state/seat.ts';
import type {Instant} from '../../core/model/types.ts';
import {isNews} from './news.ts';
import {planLook} from './plan-look.ts';
import type {FactPatch, LoggedView} from './store.ts';

/** What a store keeps of a booking. */
export interface StoredFacts {
  facts: BookingFacts;
  /** The last number of its log; 0 when nothing was logged. */
  seq: number;
  /** When Cal.com is to be asked about it; null for not at all. */
  checkAt: Instant | null;
  /** How often it was asked in vain. */
  tries: number;
}

/** The same with when it is over (its end, or the last word about it), and when Cal.com is asked by itself. */
export type MergedFacts = StoredFacts & {overAt: Instant; lookAt: Instant | null};

/** What is told, and whether it was told before in another body. */
export interface Telling {
  cause: string;
  at: Instant;
  isRepeat: boolean;
  /** The time by the store's own clock, for what processes plan together; `at` without it. */
  now?: Instant;
}

/** Cal.com tells of a cancellation before it writes it down (cal-webhooks.md §2.4), and reads from a replica. */
const settleMs = 20_000;

/** What a patch makes of a booking, with the view to log when it is news. The same in every store. */
export function mergePatch(
  before: StoredFacts | undefined,
  {uid, facts}: FactPatch,
  {cause, at, isRepeat, now = at}: Telling,
): {after: MergedFacts; logged?: LoggedView} {
  const known: StoredFacts = before ?? {facts: {}, seq: 0, checkAt: null, tries: 0};
  const merged = isRepeat ? mergeRepeat(known.facts, facts, uid) : mergeFacts(known.facts, facts);
  const view = toView(uid, merged);
  const isLogged = isNews(toView(uid, known.facts), view) || !areSeatsEqual(known.facts, merged);
  const seq = isLogged ? known.seq + 1 : known.seq;
  const overAt = latest(at, merged.end?.value ?? at);
  return {
    after: {facts: merged, seq, overAt, lookAt: planLook(merged, uid, now), ...planned(known, merged, now)},
    ...(isLogged ? {logged: {uid, seq, at, cause, view}} : {}),
  };
}

/** A doubt that is new is looked into soon; one that is settled not any more. */
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
