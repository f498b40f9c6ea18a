import {mergeFacts, toView, type BookingFacts} from '../../core/facts.ts';
import type {Instant} from '../../core/types.ts';
import {isNews} from './news.ts';
import type {FactPatch, LoggedView} from './store.ts';

/** What a store keeps of a booking. */
export interface StoredFacts {
  facts: BookingFacts;
  /** The last number of its log; 0 when nothing was logged. */
  seq: number;
}

/** What a patch makes of a booking, with the view to log when it is news. The same in every store. */
export function mergePatch(before: StoredFacts | undefined, {uid, facts}: FactPatch, cause: string, at: Instant): {after: StoredFacts; logged?: LoggedView} {
  const known = before ?? {facts: {}, seq: 0};
  const merged = mergeFacts(known.facts, facts);
  const view = toView(uid, merged);
  if (!isNews(toView(uid, known.facts), view)) return {after: {facts: merged, seq: known.seq}};
  const seq = known.seq + 1;
  return {after: {facts: merged, seq}, logged: {uid, seq, at, cause, view}};
}
