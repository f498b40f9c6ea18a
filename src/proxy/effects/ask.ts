import {looseObject, type Json} from '../../core/cal/read.ts';
import type {BookingFacts} from '../../core/state/facts.ts';
import type {BackgroundReads} from '../cal/background-reads.ts';
import type {Priority} from '../cal/upstream/shares.ts';
import type {FactPatch, Store} from '../store/store.ts';
import {factsInPassing} from '../book/read-facts.ts';

/** How often a booking may have been moved without a webhook. */
const mostMoves = 4;

/** What checks at Cal.com depend on. */
export interface Asking {
  store: Pick<Store, 'booking'>;
  backgroundReads: BackgroundReads;
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * Cal.com's facts about a booking and its unknown successors. Rejects with a `BookingError` if it could not be read.
 */
export async function checkBooking(
  {store, backgroundReads, now}: Asking,
  uid: string,
  priority: Priority,
): Promise<FactPatch[]> {
  const {facts = {}} = (await store.booking(uid)) ?? {};
  const askedAt = new Date(now()).toISOString();
  const patch = {
    uid,
    facts: factsInPassing(looseObject(await backgroundReads.booking(uid, priority)), facts, uid, askedAt),
  };
  return [patch, ...(await checkSuccessors({store, backgroundReads, now}, patch.facts, priority))];
}

/** Cal.com's facts about a booking's successors, as far as the store does not know them. */
export async function checkSuccessors(
  {store, backgroundReads, now}: Asking,
  {supersededBy}: BookingFacts,
  priority: Priority,
): Promise<FactPatch[]> {
  const patches: FactPatch[] = [];
  for (
    let next = supersededBy;
    next !== undefined && patches.length < mostMoves && (await store.booking(next)) === undefined;
  ) {
    const uid: string = next;
    const askedAt = new Date(now()).toISOString();
    const json: Json = looseObject(await backgroundReads.booking(uid, priority));
    const facts = factsInPassing(json, {}, uid, askedAt);
    patches.push({uid, facts});
    next = facts.supersededBy;
  }
  return patches;
}
